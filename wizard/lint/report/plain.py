"""The report as JSON, for programs of one's own."""

from __future__ import annotations

import json
from typing import Any

from wizard.lint.report.contents import Report
from wizard.problem import Problem


def as_json(report: Report) -> str:
    """Return the report as one JSON object: `problems`, `empty_slots`, `passed_reviews`, `served`."""
    served = [
        {"tree": tree, "revision": earlier.revision, "kept_at": earlier.at.isoformat(timespec="seconds")}
        for tree, earlier in sorted(report.served.items())
    ]
    whole = {
        "problems": [_plain(problem) for problem in report.problems],
        "empty_slots": [_plain(problem) for problem in report.empty_slots],
        "passed_reviews": [_plain(problem) for problem in report.passed_reviews],
        "served": served,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "level": problem.level.value,
        "message": problem.message,
        "hint": problem.hint,
        "walk": [{"name": name, "value": value} for name, value in problem.walk],
    }
