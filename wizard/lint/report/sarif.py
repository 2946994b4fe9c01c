"""The report as SARIF 2.1.0, which code scanning of GitHub, GitLab, Azure DevOps and editors reads.

Names and shapes are those of the OASIS standard, "Static Analysis Results Interchange Format (SARIF) 2.1.0".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final
from urllib.parse import quote

from wizard import __version__
from wizard.lint.explanations import Explanation, explained, explanations
from wizard.lint.report.contents import Report, Stop
from wizard.lint.report.region import region_end
from wizard.lint.report.text import walk_lines
from wizard.problem import Level, Place, Problem

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE: Final = "SRCROOT"
_NOTE: Final = "note"

Json = dict[str, Any]


def as_sarif(report: Report) -> str:
    """Return the report as one SARIF log with one run; its rules are all that the linter has.

    What is listed and not counted are notes. Columns count characters, as our own do.
    """
    known = explanations()
    run = {
        "tool": {"driver": _driver(known)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder in which the linter was run."}}},
        "invocations": [_invocation(report)],
        "results": _results(report, list(known)),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _driver(known: Mapping[str, Explanation]) -> Json:
    rules = [_rule(one) for one in known.values()]
    return {"name": "wizard lint", "semanticVersion": __version__, "language": "en", "rules": rules}


def _rule(one: Explanation) -> Json:
    return {
        "id": one.name,
        "shortDescription": {"text": one.summary},
        "fullDescription": {"text": one.why},
        "help": {"text": explained(one.name), "markdown": _markdown(one)},
        "defaultConfiguration": {"level": one.level.value},
    }


def _markdown(one: Explanation) -> str:
    pieces = [one.summary, one.why]
    for title, example in (("Wrong", one.bad), ("Right", one.good)):
        for path, content in example.items():
            pieces.append(f"{title}, `{path}`:\n\n```\n{content.rstrip()}\n```")
    return "\n\n".join(pieces)


def _invocation(report: Report) -> Json:
    notes = [
        {
            "level": _NOTE,
            "message": {
                "text": f"{tree}: revision {one.revision} of {one.at:%Y-%m-%d %H:%M} goes on being served"
            },
        }
        for tree, one in sorted(report.served.items())
    ]
    told = {"toolExecutionNotifications": notes} if notes else {}
    return {"executionSuccessful": True, "exitCode": 1 if report.count else 0, **told}


def _results(report: Report, rules: list[str]) -> list[Json]:
    levels: list[tuple[Problem, Level | str]] = [(problem, problem.level) for problem in report.problems]
    levels += [(one, one.level if report.strict else _NOTE) for one in report.beside]
    seen: Counter[str] = Counter()
    results = []
    for problem, level in levels:
        words = _fingerprint(report, problem)
        seen[words] += 1
        results.append(
            {
                "ruleId": problem.rule,
                **({"ruleIndex": rules.index(problem.rule)} if problem.rule in rules else {}),
                "level": str(level),
                "message": {"text": _message(problem)},
                "locations": [{"physicalLocation": _location(report, problem)}],
                "partialFingerprints": {"primaryLocationLineHash": f"{words}:{seen[words]}"},
                **_flows(report, problem),
            }
        )
    return results


def _message(problem: Problem) -> str:
    return f"{problem.message}\n{problem.hint}" if problem.hint else problem.message


def _location(report: Report, problem: Problem) -> Json:
    artifact = {"artifactLocation": _artifact(problem.path)}
    if problem.line < 1:
        return artifact
    line = report.line(problem)
    region: Json = {"startLine": problem.line}
    if problem.column:
        region["startColumn"] = problem.column
        region["endColumn"] = region_end(line, problem.column)
    if line:
        region["snippet"] = {"text": line[problem.column - 1 : region_end(line, problem.column) - 1]}
    return {**artifact, "region": region}


def _artifact(path: str) -> Json:
    """Return where a file stands: relative to the folder of the run, or as a file: address when it is absolute."""
    if PureWindowsPath(path).drive and PureWindowsPath(path).is_absolute():
        return {"uri": PureWindowsPath(path).as_uri()}
    if PurePosixPath(path).is_absolute():
        return {"uri": PurePosixPath(path).as_uri()}
    return {"uri": quote(path), "uriBaseId": _BASE}


def _fingerprint(report: Report, problem: Problem) -> str:
    """Return what stays the same when lines move: rule, file, and what the line says."""
    said = " ".join(report.line(problem).split()) or problem.message
    whole = "\n".join((problem.rule, problem.path, said))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _flows(report: Report, problem: Problem) -> Json:
    """Return the walk that shows a problem as a code flow: what a customer answers, one after the other."""
    stops = report.walk(problem).stops
    if not stops:
        return {}
    here = Place(problem.path, problem.line, problem.column)
    flow = [_stop(stop, here) for stop in stops]
    told = {"text": " ".join(walk_lines(stops))}
    return {"codeFlows": [{"message": told, "threadFlows": [{"locations": flow}]}]}


def _stop(stop: Stop, here: Place) -> Json:
    place = stop.place or here
    physical: Json = {"artifactLocation": _artifact(place.path)}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            **({"startColumn": place.column} if place.column else {}),
        }
    return {"location": {"physicalLocation": physical, "message": {"text": str(stop)}}}
