"""The report as workflow commands: GitHub shows each problem beside its line of a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.lint.report.contents import Report
from wizard.lint.report.region import region_end
from wizard.lint.report.text import walk_lines
from wizard.problem import Level, Problem

_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = {**_DATA, ":": "%3A", ",": "%2C"}
_NOTICE: Final = "notice"


def as_github(report: Report) -> str:
    """Return a workflow command a line, and last how many problems there are.

    What is listed and not counted are notices.
    """
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield _command(report, problem, problem.level)
    for one in report.beside:
        yield _command(report, one, one.level if report.strict else _NOTICE)
    for tree, earlier in sorted(report.served.items()):
        words = f"revision {earlier.revision} of {earlier.at:%Y-%m-%d %H:%M} goes on being served"
        yield f"::{_NOTICE} title={_escaped(tree, _PROPERTY)}::{_escaped(f'{tree}: {words}', _DATA)}"
    yield report.counted


def _command(report: Report, problem: Problem, kind: Level | str) -> str:
    properties = {"file": problem.path, "line": str(max(problem.line, 1))}
    if problem.column:
        properties["col"] = str(problem.column)
        if line := report.line(problem):
            properties["endColumn"] = str(region_end(line, problem.column))
    properties["title"] = problem.rule
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{kind} {told}::{_escaped(_message(report, problem), _DATA)}"


def _message(report: Report, problem: Problem) -> str:
    lines = [problem.message, *([problem.hint] if problem.hint else [])]
    stops = report.walk(problem).stops
    if stops:
        lines += ["Shown by:", *walk_lines(stops)]
    return "\n".join(lines)


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
