"""A laid out drawing -> SVG: no scripts, every text escaped, readable on light and dark ground and on paper.

Colours are attributes, so the picture is right where a page's policy forbids styles; the style only adds the dark ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from wizard.graph.drawing import Drawing, Way
from wizard.graph.layout import HEADING, SIZE, SMALL, picture
from wizard.graph.lettering import isolated
from wizard.graph.outline import lines
from wizard.graph.placed import Chip, Lane, Line, PlacedBox, PlacedFrame, Rect, Spine
from wizard.model.step import Kind
from wizard.rendering import direction
from wizard.words import number

_FONTS: Final = (
    "Vazirmatn, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'DejaVu Sans', Tahoma, sans-serif"
)
_INK, _SOFT, _GROUND, _WIRE, _FRAME = "#1a1d21", "#4a5058", "#ffffff", "#3d4651", "#8a929c"
# Ground and border of each kind of box and end, light and dark.
_COLOURS: Final = {
    "ask": ("#eaf1fd", "#2a5db0", "#16243d", "#8ab4f8"),
    "fix": ("#e9f6ec", "#23703a", "#12291a", "#7ccf95"),
    "do": ("#fdf3e0", "#8a5a00", "#2f2410", "#e8b959"),
    "tell": ("#f1f1f4", "#5a5f68", "#24272c", "#a9b0ba"),
    "solved": ("#d9f2df", "#23703a", "#15351f", "#7ccf95"),
    "ticket": ("#f3e8fd", "#6b3fa0", "#2a1c3d", "#c9a5f5"),
    "referred": ("#f1f1f4", "#5a5f68", "#24272c", "#a9b0ba"),
    "tree": ("#e0f3f5", "#0b6670", "#0f2d31", "#6fd0da"),
}
STYLE: Final = (
    "@media screen and (prefers-color-scheme: dark){"
    + "".join(
        (
            ".ground{fill:#15181c}.ink{fill:#e8eaed}.soft{fill:#b6bcc4}",
            ".wire{stroke:#b6bcc4}.head{fill:#b6bcc4}.frame{stroke:#7d858f}.gate{fill:#ffffff;fill-opacity:.09}",
            ".alarm{fill:#f0a35a}.sign{fill:#15181c}.halo{stroke:#15181c}",
            *(f".k-{name}{{fill:{ground};stroke:{line}}}" for name, (_, _, ground, line) in _COLOURS.items()),
            *(f".b-{name}{{fill:{line}}}" for name, (_, _, _, line) in _COLOURS.items()),
        )
    )
    + "}"
)
_TEXTS: Final = {
    "text": f'class="ink" fill="{_INK}" font-size="{SIZE:g}"',
    "small": f'class="soft" fill="{_SOFT}" font-size="{SMALL:g}"',
    "frame": f'class="soft" fill="{_SOFT}" font-size="{SMALL:g}" font-weight="700"',
    "title": f'class="ink" fill="{_INK}" font-size="{SIZE:g}" font-weight="700"',
    "heading": f'class="ink" fill="{_INK}" font-size="{HEADING:g}" font-weight="700"',
}
# What XML cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD: Final = 6.0  # the half height of an arrow head
_CUT: Final = 12.0  # how much of a box's corner is cut, folded or round


def svg(drawing: Drawing) -> str:
    """Return the drawing as an SVG document. Each step is an item of a list, told whole in its title."""
    return "\n".join(_Sheet(drawing).whole()) + "\n"


def _safe(words: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", words), quote=True)


class _Sheet:
    """One run of `svg`. Mirrors what is laid out, where the language is written from right to left."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.picture = picture(drawing)
        self.rtl = direction(drawing.locale) == "rtl"

    def whole(self) -> Iterator[str]:
        found = self.picture
        way, locale = direction(self.drawing.locale), _safe(self.drawing.locale)
        size = f'width="{found.width:g}" height="{found.height:g}" viewBox="0 0 {found.width:g} {found.height:g}"'
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="graphics-document document" lang="{locale}"'
            f' direction="{way}" {size} font-family="{_FONTS}" aria-labelledby="title about">'
        )
        yield f'<title id="title">{_safe(self.drawing.title)}</title>'
        yield f'<desc id="about">{_safe(self._about())}</desc>'
        yield f"<style>{STYLE}</style>"
        yield f'<rect class="ground" width="100%" height="100%" fill="{_GROUND}"/>'
        yield from self._texts(found.heading)
        yield '<g aria-hidden="true">'
        for frame in reversed(found.frames):
            yield from self._frame(frame)
        for spine in found.spines:
            yield from self._spine(spine)
        for lane in found.lanes:
            yield from self._lane(lane)
        yield "</g>"
        yield '<g role="list">'
        for box in found.boxes:
            yield from self._box(box)
        yield "</g>"
        if found.last:
            yield from self._chip(found.last)
        yield "</svg>"

    def _about(self) -> str:
        words = self.drawing.words
        return f"{words['reading']} {words['step']}: {number(self.drawing.locale, len(self.drawing.boxes))}."

    def _x(self, x: float) -> float:
        return self.picture.width - x if self.rtl else x

    def _rect(self, rect: Rect) -> Rect:
        return rect._replace(x=self.picture.width - rect.right) if self.rtl else rect

    def _at(self, rect: Rect, *corners: tuple[float, float]) -> str:
        """Return the path of a shape whose corners are told from the corner of a rectangle."""
        return "M" + "L".join(f"{self._x(rect.x + x):g} {rect.y + y:g}" for x, y in corners) + "Z"

    def _texts(self, lines: Sequence[Line]) -> Iterator[str]:
        for line in lines:
            words = self._mirrored(line.words) if line.end else line.words
            anchor = ' text-anchor="end"' if line.end else ""
            told = _safe(isolated(words, rtl=self.rtl))
            yield f'<text x="{self._x(line.x):g}" y="{line.y:g}" {_TEXTS[line.style]}{anchor}>{told}</text>'

    def _mirrored(self, words: str) -> str:
        return words.replace("→", "←") if self.rtl else words

    def _frame(self, frame: PlacedFrame) -> Iterator[str]:
        rect = self._rect(frame.rect)
        dashes = ' stroke-dasharray="2 4"' if frame.frame.block else ' stroke-dasharray="8 4"'
        yield (
            f'<rect class="frame" x="{rect.x:g}" y="{rect.y:g}" width="{rect.width:g}" height="{rect.height:g}" rx="8"'
            f' fill="none" stroke="{_FRAME}" stroke-width="1.5"{dashes}/>'
        )
        yield from self._texts(frame.lines)

    def _spine(self, spine: Spine) -> Iterator[str]:
        dashes = ' stroke-dasharray="3 5"' if spine.dashed else ""
        x = self._x(spine.x)
        yield self._wire(f"M{x:g} {spine.top:g}V{spine.bottom - 2:g}", dashes)
        yield self._head(x, spine.bottom, down=True)

    def _lane(self, lane: Lane) -> Iterator[str]:
        x, (end, entry) = self._x(lane.x), lane.entry
        ways = [f"M{self._x(start + 1):g} {y:g}H{x:g}V{entry:g}" for start, y in lane.starts]
        yield self._wire("".join(ways) + f"H{self._x(end + 4):g}", "")
        yield self._head(self._x(end), entry, down=False)

    def _thread(self, start: float, end: float, y: float) -> str:
        path = f"M{self._x(start):g} {y:g}H{self._x(end):g}"
        return f'<path class="wire" d="{path}" fill="none" stroke="{_WIRE}" stroke-width="1.6"/>'

    def _wire(self, path: str, more: str) -> str:
        halo = f'<path class="halo" d="{path}" fill="none" stroke="{_GROUND}" stroke-width="5"/>'
        return halo + f'<path class="wire" d="{path}" fill="none" stroke="{_WIRE}" stroke-width="1.6"{more}/>'

    def _head(self, x: float, y: float, *, down: bool) -> str:
        side = 1 if self.rtl else -1
        corners = (
            f"{x:g} {y:g}L{x - _HEAD + 1:g} {y - 9:g}L{x + _HEAD - 1:g} {y - 9:g}"
            if down
            else f"{x:g} {y:g}L{x - side * 9:g} {y - _HEAD + 1:g}L{x - side * 9:g} {y + _HEAD - 1:g}"
        )
        return f'<path class="head" d="M{corners}Z" fill="{_WIRE}"/>'

    def _box(self, placed: PlacedBox) -> Iterator[str]:
        box = placed.box
        kind = box.kind.value
        ground, line, *_ = _COLOURS[kind]
        yield f'<g role="listitem" id="{_safe(f"step-{box.id}")}">'
        yield f"<title>{_safe(lines(self.drawing, box))}</title>"
        dashes = ' stroke-dasharray="6 3"' if box.staff else ""
        shape = self._at(placed.rect, *_outline(box.kind, placed.rect))
        yield (
            f'<path class="k-{kind}" d="{shape}" fill="{ground}" stroke="{line}" stroke-width="1.6"'
            f' stroke-linejoin="round"{dashes}/>'
        )
        if placed.gate:
            yield self._gate(placed.gate)
        if box.kind is Kind.FIX:
            bar = self._rect(Rect(placed.rect.x, placed.rect.y, 6, placed.rect.height))
            yield (
                f'<rect class="b-fix" x="{bar.x:g}" y="{bar.y:g}" width="6" height="{bar.height:g}" fill="{line}"/>'
            )
        yield from self._linked(box.link, list(self._texts(placed.lines)))
        if box.marks:
            yield self._alarm(placed)
        for row in placed.rows:
            where = f"#step-{row.exit.to}" if row.exit.way is Way.STEP else None
            yield from self._linked(where, list(self._texts(row.lines)))
            if row.chip:
                slant = 4 if row.exit.way is Way.REFERRED else 0
                yield self._thread(placed.rect.right, row.chip.rect.x + slant, row.y)
                yield from self._chip(row.chip)
        yield "</g>"

    def _linked(self, link: str | None, lines: Sequence[str]) -> Iterator[str]:
        if link:
            yield f'<a href="{_safe(link)}">'
        yield from lines
        if link:
            yield "</a>"

    def _gate(self, rect: Rect) -> str:
        at = self._rect(rect)
        return (
            f'<rect class="gate" x="{at.x:g}" y="{at.y:g}" width="{at.width:g}" height="{at.height:g}"'
            ' rx="4" fill="#000000" fill-opacity="0.06"/>'
        )

    def _alarm(self, placed: PlacedBox) -> str:
        """Return a warning sign at the corner of a box, with its problems as a title."""
        x, y = self._x(placed.rect.right - 4), placed.rect.y - 12
        problems = "\n".join(
            f"{problem.rule}: {problem.message} ({problem.path}:{problem.line})"
            for problem in placed.box.marks
        )
        return (
            f"<g><title>{_safe(problems)}</title>"
            f'<path class="alarm" d="M{x:g} {y:g}L{x - 13:g} {y + 23:g}L{x + 13:g} {y + 23:g}Z" fill="#c2410c"/>'
            f'<text class="sign" x="{x:g}" y="{y + 20:g}" fill="#ffffff" font-size="{SIZE:g}" font-weight="700"'
            ' text-anchor="middle">!</text></g>'
        )

    def _chip(self, chip: Chip) -> Iterator[str]:
        way = chip.exit.way
        ground, line, *_ = _COLOURS[way.value]
        shape = self._at(chip.rect, *_end_outline(way, chip.rect))
        dashes = ' stroke-dasharray="4 3"' if way is Way.REFERRED else ""
        yield from self._linked(
            chip.exit.link,
            [
                f'<path class="k-{way}" d="{shape}" fill="{ground}" stroke="{line}" stroke-width="1.4"{dashes}/>',
                *self._texts(chip.lines),
            ],
        )


def _outline(kind: Kind, rect: Rect) -> tuple[tuple[float, float], ...]:
    """Return the corners of a box: a question has cut corners, a text a folded one, a task round ones."""
    wide, high = rect.width, rect.height
    match kind:
        case Kind.ASK:
            return _cut(wide, high, _CUT)
        case Kind.TELL:
            fold = (wide - _CUT, 0), (wide - _CUT, _CUT), (wide, _CUT), (wide - _CUT, 0), (wide, _CUT)
            return ((0, 0), *fold, (wide, high), (0, high))
        case Kind.DO:
            return _round(wide, high, _CUT)
        case _:
            return ((0, 0), (wide, 0), (wide, high), (0, high))


def _end_outline(way: Way, rect: Rect) -> tuple[tuple[float, float], ...]:
    """Return the corners of an end: round when solved, pointed to another tree, cut to a person, slanted elsewhere."""
    wide, high = rect.width, rect.height
    match way:
        case Way.SOLVED:
            return _round(wide, high, min(high / 2, 12))
        case Way.TREE:
            return ((0, 0), (wide - 8, 0), (wide + 4, high / 2), (wide - 8, high), (0, high))
        case Way.REFERRED:
            return ((6, 0), (wide, 0), (wide - 6, high), (0, high))
        case _:
            return _cut(wide, high, 7)


def _cut(wide: float, high: float, by: float) -> tuple[tuple[float, float], ...]:
    left = (by, high), (0, high - by), (0, by), (by, 0)
    return (*left, (wide - by, 0), (wide, by), (wide, high - by), (wide - by, high))


_ARC: Final = ((0.0, 1.0), (0.076, 0.617), (0.293, 0.293), (0.617, 0.076), (1.0, 0.0))


def _round(wide: float, high: float, by: float) -> tuple[tuple[float, float], ...]:
    arc = [(x * by, y * by) for x, y in _ARC]
    over = [(wide - x, y) for x, y in reversed(arc)]
    under = [(x, high - y) for x, y in reversed(arc)]
    return (*arc, *over, *((wide - x, high - y) for x, y in arc), *under)
