"""A drawing in words: each step with its condition, its answers and where they lead. For eyes that see no picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wizard.graph.drawing import Box, Drawing, Exit, Way
from wizard.words import number

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a row: `answers` are labels with where they lead."""

    number: str
    step: str
    kind: str
    title: str
    condition: tuple[str, ...]
    notes: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


def rows(drawing: Drawing) -> tuple[Told, ...]:
    """Return the steps in order. A step's condition holds those of the frames around it."""
    return tuple(_row(drawing, box) for box in drawing.boxes)


def lines(drawing: Drawing, box: Box) -> str:
    """Return a step in lines, as one would read it out."""
    row, words = _row(drawing, box), drawing.words
    told = [f"{row.number}. {row.kind}: {row.title}"]
    if row.condition:
        told.append(f"{words['only-if']} {_all_of(drawing, row.condition)}")
    if row.notes:
        told.append(" · ".join(row.notes))
    told += [f"{labels}: {target}" for labels, target in row.answers]
    return "\n".join([*told, *(f"⚠ {problem}" for problem in row.problems)])


def table(drawing: Drawing) -> str:
    """Return the rows as a table in Markdown, the title above it and the problems of no step below."""
    words = drawing.words
    heads = (words["number"], words["step"], words["only-if"], words["answers"], words["problems"])
    told = [f"# {_escaped(drawing.title)}", "", _escaped(words["reading"]), ""]
    told += [_cells(map(_escaped, heads)), _cells("---" for _ in heads)]
    told += [_cells(_row_cells(drawing, row)) for row in rows(drawing)]
    told += ["", f"{_escaped(words['then'])}: {_escaped(drawing.last.words)}"]
    told += [f"- ⚠ {_escaped(f'{problem.rule}: {problem.message}')}" for problem in drawing.marks]
    return "\n".join(told) + "\n"


def _row_cells(drawing: Drawing, row: Told) -> Iterator[str]:
    yield row.number
    notes = f"<br>{_escaped(' · '.join(row.notes))}" if row.notes else ""
    yield f"{_escaped(row.kind)} `{row.step}`<br>{_escaped(row.title)}{notes}"
    yield _escaped(_all_of(drawing, row.condition))
    yield "<br>".join(f"{_escaped(labels)}: {_escaped(target)}" for labels, target in row.answers)
    yield "<br>".join(f"⚠ {_escaped(problem)}" for problem in row.problems)


def _row(drawing: Drawing, box: Box) -> Told:
    frames = (drawing.frames[path].condition for path in box.frames)
    return Told(
        number=number(drawing.locale, box.number),
        step=box.id,
        kind=box.word,
        title=box.title,
        condition=tuple(dict.fromkeys(part for parts in (*frames, box.condition) for part in parts)),
        notes=box.notes,
        answers=tuple((" · ".join(way.labels), _target(drawing, way)) for way in box.exits),
        problems=tuple(f"{problem.rule}: {problem.message}" for problem in box.marks),
    )


def _target(drawing: Drawing, way: Exit) -> str:
    if way.way is not Way.STEP:
        return way.words
    return f"{number(drawing.locale, drawing.number(way.to))}. {way.words}"


def _all_of(drawing: Drawing, condition: tuple[str, ...]) -> str:
    return f" {drawing.words['and']} ".join(condition)


def _cells(cells: Iterator[str] | map[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
