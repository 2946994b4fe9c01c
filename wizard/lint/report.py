"""What the linter found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wizard.problem import Problem


class Earlier(Protocol):
    """The last good revision of a broken tree, and when it was kept."""

    @property
    def revision(self) -> str:
        """Its short hash."""

    @property
    def at(self) -> datetime:
        """When it was kept."""


@dataclass(frozen=True, slots=True)
class Report:
    """Problems, empty slots, and the trees served in an earlier revision. `strict` counts the slots."""

    problems: Sequence[Problem]
    empty_slots: Sequence[Problem] = ()
    served: Mapping[str, Earlier] = field(default_factory=dict)
    strict: bool = False

    @property
    def count(self) -> int:
        """How many problems are counted."""
        return len(self.problems) + (len(self.empty_slots) if self.strict else 0)


def as_text(report: Report) -> str:
    """Return the report as lines for a person; the last one always says how many problems there are."""
    return "\n".join(_lines(report))


def as_json(report: Report) -> str:
    """Return the report as one JSON object: `problems`, `empty_slots`, `served`."""
    served = [
        {"tree": tree, "revision": earlier.revision, "kept_at": earlier.at.isoformat(timespec="seconds")}
        for tree, earlier in sorted(report.served.items())
    ]
    whole = {
        "problems": [_plain(problem) for problem in report.problems],
        "empty_slots": [_plain(problem) for problem in report.empty_slots],
        "served": served,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _lines(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield from _told(problem)
    for tree, earlier in sorted(report.served.items()):
        yield f"{tree}: revision {earlier.revision} of {earlier.at:%Y-%m-%d %H:%M} goes on being served"
    if report.empty_slots:
        yield "empty slots:" if report.strict else "empty slots (not counted):"
    for problem in report.empty_slots:
        yield from _told(problem)
    yield "1 problem" if report.count == 1 else f"{report.count} problems"


def _told(problem: Problem) -> Iterator[str]:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    yield f"{place}: {problem.level} [{problem.rule}] {problem.message}"
    if problem.hint:
        yield f"    {problem.hint}"


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "level": problem.level.value,
        "message": problem.message,
        "hint": problem.hint,
    }
