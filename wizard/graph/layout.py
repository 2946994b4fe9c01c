"""A drawing -> where everything stands: boxes below each other, ends beside them, later steps by lanes at the side.

Everything is laid out from left to right; for languages written the other way the picture is mirrored when it is
written down. Lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from wizard.graph.drawing import Box, Drawing, Exit, Way
from wizard.graph.lettering import width, wrapped
from wizard.graph.placed import Chip, Lane, Line, Picture, PlacedBox, PlacedFrame, Rect, Row, Spine
from wizard.words import number

SIZE, SMALL, HEADING = 14.0, 12.0, 20.0
LINE, SMALL_LINE, HEADING_LINE = 21.0, 17.0, 28.0
_BOX: Final = 440.0  # the width of a box
_PAD: Final = 14.0
_INSET: Final = 16.0  # between a frame and what stands in it
_GAP: Final = 30.0  # between boxes
_CHIP: Final = 200.0
_CHIP_PAD: Final = 10.0
_LANE: Final = 16.0
_MARGIN: Final = 24.0
_TITLE: Final = 280  # how many characters of a long text stand in its box; the whole of it is told beside it
_REFERENCE: Final = 50.0  # the room for "→ 12" at the end of a row


def picture(drawing: Drawing) -> Picture:
    """Return where everything of a drawing stands."""
    return _Laying(drawing).whole()


@dataclass(slots=True)
class _Open:
    """A frame that is being filled."""

    path: tuple[str, ...]
    top: float
    lines: tuple[Line, ...]


class _Laying:
    """One run of `picture`, from the top down."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.deepest = max((len(box.frames) for box in drawing.boxes), default=0)
        self.left = _MARGIN + self.deepest * _INSET
        self.chips_at = self.left + _BOX + self.deepest * _INSET + 28
        self.y = _MARGIN
        self.found = Picture()
        self.open: list[_Open] = []
        # By the index of a box: from where to where the headings of frames stand above it.
        self.doors: dict[int, tuple[float, float]] = {}

    def whole(self) -> Picture:
        found = self.found
        found.heading = tuple(self._heading())
        for at, box in enumerate(self.drawing.boxes):
            self._frames_to(box.frames, at)
            placed = self._box(box)
            found.boxes.append(placed)
            self.y = placed.rect.bottom + _GAP
        self._frames_to((), len(self.drawing.boxes))
        self._last()
        found.spines = list(self._spines())
        self._lanes()
        chips = any(row.chip for placed in found.boxes for row in placed.rows)
        bare = self.left + _BOX + self.deepest * _INSET
        lanes = max((lane.x for lane in found.lanes), default=self.chips_at + _CHIP if chips else bare)
        found.width = lanes + _MARGIN
        found.height = self.y + _MARGIN - _GAP
        return found

    def _heading(self) -> Iterator[Line]:
        room = _BOX + _CHIP
        for words in wrapped(self.drawing.title, room, HEADING, bold=True):
            self.y += HEADING_LINE
            yield Line(_MARGIN, self.y - 8, words, "heading")
        notes = [self.drawing.words["reading"]]
        notes += [f"⚠ {problem.rule}: {problem.message}" for problem in self.drawing.marks]
        for note in notes:
            for words in wrapped(note, room, SMALL):
                self.y += SMALL_LINE
                yield Line(_MARGIN, self.y - 5, words, "small")
        self.y += _GAP / 2

    def _frames_to(self, wanted: Sequence[tuple[str, ...]], at: int) -> None:
        """Close the frames that end before the box at index `at` and open those that begin there."""
        while self.open and self.open[-1].path not in wanted:
            self._close(self.open.pop())
        top = self.y
        for path in wanted[len(self.open) :]:
            self._open_frame(path)
        if self.y > top:
            self.doors[at] = (top, self.y - _GAP + 8)

    def _open_frame(self, path: tuple[str, ...]) -> None:
        top = self.y
        frame = self.drawing.frames[path]
        inset = (self.deepest - len(path) + 1) * _INSET
        room = _BOX + 2 * inset - 2 * _PAD
        lines = []
        self.y += 6
        told = [(words, "frame") for words in wrapped(frame.title, room, SMALL, bold=True)]
        told += [(words, "small") for words in self._condition(frame.condition, room)]
        for words, style in told:
            self.y += SMALL_LINE
            lines.append(Line(self.left - inset + _PAD, self.y - 5, words, style))
        self.y += _GAP - 6
        self.open.append(_Open(path, top, tuple(lines)))

    def _close(self, frame: _Open) -> None:
        inset = (self.deepest - len(frame.path) + 1) * _INSET
        bottom = self.y - _GAP + _INSET
        rect = Rect(self.left - inset, frame.top, _BOX + 2 * inset, bottom - frame.top)
        self.found.frames.append(PlacedFrame(self.drawing.frames[frame.path], rect, frame.lines))
        self.y = bottom + _GAP

    def _condition(self, parts: Sequence[str], room: float) -> Iterator[str]:
        """Yield the lines of a condition: each of its parts begins a line."""
        words = self.drawing.words
        for at, part in enumerate(parts):
            before = words["and"] if at else words["only-if"]
            yield from wrapped(f"{before} {part}", room, SMALL)

    def _box(self, box: Box) -> PlacedBox:
        top, room = self.y, _BOX - 2 * _PAD
        lines: list[Line] = []
        gate = self._gate(box, top, room, lines)
        y = (gate.bottom if gate else top) + 6
        entry = y + SMALL_LINE / 2
        for words in self._head(box, room):
            y += SMALL_LINE
            lines.append(Line(self.left + _PAD, y - 4, words, "small"))
        for words in wrapped(shorten(box.title, _TITLE, placeholder=" …"), room, SIZE, bold=True):
            y += LINE
            lines.append(Line(self.left + _PAD, y - 5, words, "title"))
        y += 8
        rows = []
        for way in box.exits:
            row, y = self._row(way, y)
            rows.append(row)
        rect = Rect(self.left, top, _BOX, y + 6 - top)
        return PlacedBox(box, rect, gate, entry, tuple(lines), tuple(rows))

    def _gate(self, box: Box, top: float, room: float, lines: list[Line]) -> Rect | None:
        if not box.condition:
            return None
        y = top + 7
        for words in self._condition(box.condition, room):
            y += SMALL_LINE
            lines.append(Line(self.left + _PAD, y - 5, words, "small"))
        return Rect(self.left + 7, top + 6, _BOX - 14, y - top - 4)

    def _head(self, box: Box, room: float) -> tuple[str, ...]:
        told = [self._number(box.number), box.word, box.id, *box.notes]
        if box.marks:
            told.append(f"⚠ {self.drawing.words['problems']}: {self._number(len(box.marks))}")
        return wrapped(" · ".join(told), room, SMALL)

    def _row(self, way: Exit, top: float) -> tuple[Row, float]:
        """Return a row from `top` on, and where the next one begins."""
        room = _BOX - 2 * _PAD - _REFERENCE
        y = top
        lines = []
        for words in wrapped(" · ".join(way.labels), room, SIZE):
            y += LINE
            lines.append(Line(self.left + _PAD, y - 5, words))
        middle = top + LINE / 2
        reference = self._reference(way)
        if reference:
            lines.append(Line(self.left + _BOX - _PAD, top + LINE - 5, reference, "text", end=True))
            return Row(way, middle, tuple(lines)), y + 4
        chip = self._chip(way, self.chips_at, top - 2)
        return Row(way, middle, tuple(lines), chip), max(y + 4, chip.rect.bottom + 7)

    def _reference(self, way: Exit) -> str:
        if way.way is Way.STEP:
            return f"→ {self._number(self.drawing.number(way.to))}"
        return "↓" if way.way is Way.NEXT else ""

    def _number(self, count: int) -> str:
        return number(self.drawing.locale, count)

    def _chip(self, way: Exit, x: float, top: float) -> Chip:
        words = wrapped(way.words, _CHIP - 2 * _CHIP_PAD - 12, SMALL)
        lines = tuple(
            Line(x + _CHIP_PAD + 6, top + 4 + SMALL_LINE * (at + 1) - 4, line, "small")
            for at, line in enumerate(words)
        )
        wide = max(width(line, SMALL) for line in words) + 2 * _CHIP_PAD + 12
        return Chip(way, Rect(x, top, wide, SMALL_LINE * len(words) + 8), lines)

    def _last(self) -> None:
        words = self.drawing.last.words
        wide = width(words, SMALL) + 2 * _CHIP_PAD + 12
        chip = self._chip(self.drawing.last, self.left + (_BOX - wide) / 2, self.y)
        self.found.last = chip
        self.y = chip.rect.bottom + _GAP

    def _spines(self) -> Iterator[Spine]:
        boxes = self.found.boxes
        tops = [placed.rect.y for placed in boxes[1:]] + [chip.rect.y for chip in [self.found.last] if chip]
        for at, (placed, top) in enumerate(zip(boxes, tops, strict=True)):
            leads = self.drawing.leads(at)
            if leads or placed.box.passes_over:
                door, behind = self.doors.get(at + 1, (top, top))
                yield Spine(self.left + _BOX / 2, placed.rect.bottom, door, dashed=not leads)
                if behind < top:
                    yield Spine(self.left + _BOX / 2, behind, top, dashed=not leads)

    def _lanes(self) -> None:
        """Give each target a lane of its own, the short ones nearest to the boxes."""
        starts: dict[str, list[tuple[float, float]]] = {}
        for placed in self.found.boxes:
            for row in placed.rows:
                if row.exit.way is Way.STEP:
                    starts.setdefault(row.exit.to, []).append((placed.rect.right, row.y))
        entries = {placed.box.id: (placed.rect.right, placed.entry) for placed in self.found.boxes}
        taken: list[list[tuple[float, float]]] = []
        for target, given in sorted(starts.items(), key=lambda item: entries[item[0]][1] - item[1][0][1]):
            span = (given[0][1] - 6, entries[target][1] + 6)
            x = self._first_lane() + _free(taken, span) * _LANE
            self.found.lanes.append(Lane(target, x, tuple(given), entries[target]))

    def _first_lane(self) -> float:
        chips = [row.chip.rect.right for placed in self.found.boxes for row in placed.rows if row.chip]
        return max(chips, default=self.chips_at - 12) + _LANE


def _free(taken: list[list[tuple[float, float]]], span: tuple[float, float]) -> int:
    """Return the first lane in which nothing runs beside `span`, and take it."""
    for lane, spans in enumerate(taken):
        if all(span[1] < top or bottom < span[0] for top, bottom in spans):
            spans.append(span)
            return lane
    taken.append([span])
    return len(taken) - 1
