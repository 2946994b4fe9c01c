"""A drawing -> Mermaid, for pages that draw it themselves (README files, wikis)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from wizard.graph.drawing import Box, Drawing, Exit, Way
from wizard.graph.edges import Edge, edges, ends
from wizard.graph.lettering import set_apart
from wizard.model.step import Kind
from wizard.rendering import direction
from wizard.words import number

_SHAPES: Final = {Kind.ASK: ("{{", "}}"), Kind.FIX: ("[", "]"), Kind.DO: ("(", ")"), Kind.TELL: (">", "]")}
_END_SHAPES: Final = {
    Way.SOLVED: ("([", "])"),
    Way.TICKET: ("[[", "]]"),
    Way.REFERRED: ("[/", "/]"),
    Way.TREE: ("[/", "\\]"),
}
# Mermaid takes entities, comments, directives and styles out of a line before it looks at quotes: so of none of the
# signs that they begin with or hold is any left.
_SIGNS: Final = re.compile(r"[\"#&<>`%:;\\\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def mermaid(drawing: Drawing) -> str:
    """Return the drawing as a Mermaid flowchart."""
    return "\n".join(_Chart(drawing).lines()) + "\n"


class _Chart:
    """One run of `mermaid`. Steps are s1, s2, …, frames g1, …, ends e1, …: ids of trees could be words of Mermaid."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.rtl = direction(drawing.locale) == "rtl"
        self.steps: Mapping[str, str] = {box.id: f"s{box.number}" for box in drawing.boxes}
        self.ends = {end.to: f"e{at}" for at, end in enumerate(ends(drawing), 1)}

    def lines(self) -> Iterator[str]:
        yield "flowchart TB"
        depth = 0
        before: tuple[tuple[str, ...], ...] = ()
        frames = 0
        for box in self.drawing.boxes:
            shared = _shared(before, box.frames)
            for _ in before[shared:]:
                yield "  " * depth + "end"
                depth -= 1
            for path in box.frames[shared:]:
                depth += 1
                frames += 1
                yield f"{'  ' * depth}subgraph g{frames} [{self._quoted(*self._frame(path))}]"
            before = box.frames
            yield f"{'  ' * (depth + 1)}{self.steps[box.id]}{self._shaped(_SHAPES[box.kind], *self._box(box))}"
        for _ in before:
            yield "  " * depth + "end"
            depth -= 1
        for end in ends(self.drawing):
            yield f"  {self.ends[end.to]}{self._shaped(_END_SHAPES[end.way], end.words)}"
        for edge in edges(self.drawing):
            yield f"  {self._edge(edge)}"
        yield from self._links()

    def _frame(self, path: tuple[str, ...]) -> Iterator[str]:
        frame = self.drawing.frames[path]
        yield frame.title
        yield from self._condition(frame.condition)

    def _box(self, box: Box) -> Iterator[str]:
        yield from self._condition(box.condition)
        yield " · ".join([number(self.drawing.locale, box.number), box.word, *box.notes])
        yield box.title
        yield from (f"⚠ {problem.rule}" for problem in box.marks)

    def _condition(self, parts: tuple[str, ...]) -> Iterator[str]:
        for at, part in enumerate(parts):
            yield f"{self.drawing.words['and' if at else 'only-if']} {part}"

    def _edge(self, edge: Edge) -> str:
        arrow = "-.->" if edge.passed_over else "-->"
        label = f"|{self._quoted(*edge.labels)}|" if edge.labels else ""
        goal = self.ends[edge.goal.to] if isinstance(edge.goal, Exit) else self.steps[edge.goal]
        return f"{self.steps[edge.start]} {arrow}{label} {goal}"

    def _links(self) -> Iterator[str]:
        for box in self.drawing.boxes:
            if box.link:
                yield f"  click {self.steps[box.id]} href {_address(box.link)}"
        for end in ends(self.drawing):
            if end.link:
                yield f"  click {self.ends[end.to]} href {_address(end.link)}"

    def _shaped(self, shape: tuple[str, str], *lines: str) -> str:
        return f"{shape[0]}{self._quoted(*lines)}{shape[1]}"

    def _quoted(self, *lines: str) -> str:
        return '"' + "<br/>".join(map(self._line, lines)) + '"'

    def _line(self, line: str) -> str:
        words = " ".join(line.split())
        told = set_apart(words, rtl=True) if self.rtl else words
        return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", told)


def _address(link: str) -> str:
    return f'"{quote(link, safe="/:?=&.~-_")}"'


def _shared(one: tuple[tuple[str, ...], ...], other: tuple[tuple[str, ...], ...]) -> int:
    """Return how many frames, from the outermost on, are around both."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count
