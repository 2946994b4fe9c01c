"""The report for a person: each problem with its place, the line it stands in, what to type, and how to see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Final

from wizard.lint.report.contents import Report, Stop
from wizard.lint.report.excerpt import cells, excerpt
from wizard.problem import Level, Problem


class Tone(Enum):
    """What a piece of the report is, for whoever gives it a colour."""

    ERROR = "error"
    WARNING = "warning"
    PLACE = "place"
    MARK = "mark"
    FRAME = "frame"
    HINT = "hint"


# Gives a piece of text the look of its tone.
Paint = Callable[[str, Tone], str]

_TONES: Final = {Level.ERROR: Tone.ERROR, Level.WARNING: Tone.WARNING}
_INDENT: Final = "    "
_THEN: Final = " → "
_WALK_WIDTH: Final = 100


def unpainted(text: str, tone: Tone) -> str:
    """Return the text as it is."""
    return text


def as_text(report: Report, paint: Paint = unpainted) -> str:
    """Return the report as lines for a person; the last one always says how many problems there are."""
    return "\n".join(_lines(report, paint))


def walk_lines(stops: Sequence[Stop]) -> Iterator[str]:
    """Yield a walk as lines, one value after the other, none much wider than a page."""
    line = ""
    for stop in stops:
        if line and cells(line) + cells(str(stop)) > _WALK_WIDTH:
            yield line + _THEN.rstrip()
            line = ""
        line += f"{_THEN if line else ''}{stop}"
    if line:
        yield line


def _lines(report: Report, paint: Paint) -> Iterator[str]:
    for problem in report.problems:
        yield from _told(report, problem, paint)
    for tree, earlier in sorted(report.served.items()):
        yield f"{tree}: revision {earlier.revision} of {earlier.at:%Y-%m-%d %H:%M} goes on being served"
    for heading, listed in (
        ("empty slots", report.empty_slots),
        ("to be read again", report.passed_reviews),
    ):
        if listed:
            yield f"{heading}:" if report.strict else f"{heading} (not counted):"
        for one in listed:
            yield from _told(report, one, paint, with_line=False)
    yield from _totals(report)
    yield report.counted


def _told(report: Report, problem: Problem, paint: Paint, *, with_line: bool = True) -> Iterator[str]:
    place = paint(f"{problem.path}:{problem.line}:{problem.column}", Tone.PLACE)
    yield f"{place}: {paint(problem.level, _TONES[problem.level])} [{problem.rule}] {problem.message}"
    line = report.line(problem)
    if with_line and line.strip():
        number = f"{problem.line} |"
        blank = "|".rjust(len(number))
        shown, marks = excerpt(line, problem.column)
        yield f"{_INDENT}{paint(number, Tone.FRAME)} {shown}"
        yield f"{_INDENT}{paint(blank, Tone.FRAME)} {paint(marks, Tone.MARK)}"
    if problem.hint:
        yield f"{_INDENT}{paint(problem.hint, Tone.HINT)}"
    yield from _walk(report, problem)


def _walk(report: Report, problem: Problem) -> Iterator[str]:
    walk = report.walk(problem)
    label = "shown by: "
    for line in walk_lines(walk.stops):
        yield f"{_INDENT}{label}{line}"
        label = " " * len(label)
    if walk.command:
        yield f"{_INDENT}see it: {walk.command}"


def _totals(report: Report) -> Iterator[str]:
    """Yield how often each rule found something, where there is more than one problem to count."""
    counted = [*report.problems, *(report.beside if report.strict else ())]
    if len(counted) < 2:
        return
    yield ""
    rules = Counter((problem.rule, problem.level) for problem in counted)
    width = len(str(max(rules.values())))
    for (rule, level), count in sorted(rules.items(), key=lambda one: (-one[1], one[0])):
        yield f"{_INDENT}{count:>{width}}  {rule}{' (warning)' if level is Level.WARNING else ''}"
    levels = Counter(problem.level for problem in counted)
    told = [_plural(levels[level], level) for level in Level if levels[level]]
    yield f"{' and '.join(told)} in {_plural(len({problem.path for problem in counted}), 'file')}"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
