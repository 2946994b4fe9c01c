"""A drawing -> DOT, the language of Graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from wizard.graph.drawing import Box, Drawing, Exit, Way
from wizard.graph.edges import Edge, edges, ends
from wizard.graph.lettering import set_apart
from wizard.graph.outline import lines
from wizard.model.step import Kind
from wizard.rendering import direction
from wizard.words import number

_SHAPES: Final = {Kind.ASK: "octagon", Kind.FIX: "box", Kind.DO: "box", Kind.TELL: "note"}
_END_SHAPES: Final = {
    Way.SOLVED: "ellipse",
    Way.TICKET: "hexagon",
    Way.REFERRED: "parallelogram",
    Way.TREE: "cds",
}
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def dot(drawing: Drawing) -> str:
    """Return the drawing as a DOT graph; frames are clusters."""
    return "\n".join(_lines(drawing)) + "\n"


def quoted(words: str) -> str:
    r"""Return words as a quoted string: no escape of DOT (`\N`), no HTML entity in them is taken for one."""
    plain = _CONTROLS.sub("\ufffd", words).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'


def _lines(drawing: Drawing) -> Iterator[str]:
    yield f"digraph {quoted(drawing.id)} {{"
    yield f'  graph [rankdir=TB, charset="UTF-8", label={_label(drawing, [drawing.title])}, labelloc=t];'
    yield '  node [fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif"];'
    open_frames: list[tuple[str, ...]] = []
    for box in drawing.boxes:
        while open_frames and open_frames[-1] not in box.frames:
            open_frames.pop()
            yield f"{_indent(open_frames)}}}"
        for path in box.frames[len(open_frames) :]:
            yield f"{_indent(open_frames)}subgraph {quoted('cluster_' + '/'.join(path))} {{"
            open_frames.append(path)
            yield f"{_indent(open_frames)}label={_frame_label(drawing, path)};"
        yield f"{_indent(open_frames)}{quoted(box.id)} [{_box(drawing, box)}];"
    while open_frames:
        open_frames.pop()
        yield f"{_indent(open_frames)}}}"
    for end in ends(drawing):
        yield f"  {quoted(_end_id(end))} [{_end(drawing, end)}];"
    for edge in edges(drawing):
        yield f"  {quoted(edge.start)} -> {quoted(_goal(edge))} [{_edge(drawing, edge)}];"
    yield "}"


def _indent(open_frames: list[tuple[str, ...]]) -> str:
    return "  " * (len(open_frames) + 1)


def _frame_label(drawing: Drawing, path: tuple[str, ...]) -> str:
    frame = drawing.frames[path]
    return _label(drawing, [frame.title, *_condition(drawing, frame.condition)])


def _condition(drawing: Drawing, parts: tuple[str, ...]) -> Iterator[str]:
    for at, part in enumerate(parts):
        yield f"{drawing.words['and' if at else 'only-if']} {part}"


def _box(drawing: Drawing, box: Box) -> str:
    marks = [f"⚠ {problem.rule}" for problem in box.marks]
    head = " · ".join([number(drawing.locale, box.number), box.word, *box.notes])
    label = [*_condition(drawing, box.condition), head, box.title, *marks]
    style = "rounded" if box.kind is Kind.DO else "solid"
    given = {"label": _label(drawing, label), "shape": _SHAPES[box.kind]}
    given["style"] = "dashed" if box.staff else style
    given["tooltip"] = quoted(lines(drawing, box))
    return _attributes(given | _link(box.link))


def _end(drawing: Drawing, end: Exit) -> str:
    given = {"label": _label(drawing, [end.words]), "shape": _END_SHAPES[end.way]}
    return _attributes(given | _link(end.link))


def _edge(drawing: Drawing, edge: Edge) -> str:
    given = {"label": _label(drawing, edge.labels)} if edge.labels else {}
    return _attributes(given | ({"style": "dashed"} if edge.passed_over else {}))


def _label(drawing: Drawing, told: Iterable[str]) -> str:
    """Return lines as a quoted label, each set apart in the direction of the language."""
    rtl = direction(drawing.locale) == "rtl"
    return quoted("\n".join(set_apart(line, rtl=rtl) if rtl else line for line in told))


def _link(link: str | None) -> dict[str, str]:
    return {"URL": quoted(link)} if link else {}


def _attributes(given: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in given.items())


def _goal(edge: Edge) -> str:
    return edge.goal if isinstance(edge.goal, str) else _end_id(edge.goal)


def _end_id(end: Exit) -> str:
    return f"end:{end.to}"
