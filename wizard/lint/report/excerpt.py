"""A line of a file with a mark below the spot, as a terminal shows it: tabs, wide and Arabic letters, long lines."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from wizard.lint.report.region import region_end

WIDTH: Final = 96  # cells of a terminal for the line itself
_BEFORE: Final = 32  # cells shown before the spot when a line is shortened
_TAB: Final = "  "
_MORE: Final = "…"
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_LEFT_TO_RIGHT: Final = "L"


class Excerpt(NamedTuple):
    """The line as shown, and the line of marks below it."""

    line: str
    marks: str


def excerpt(line: str, column: int, width: int = WIDTH) -> Excerpt:
    """Return `line` with the thing at `column` (from 1) marked, at most `width` cells wide.

    Some terminals turn right-to-left text round and some do not. So a spot in such text is marked as the whole run
    it stands in, which is in the same cells either way, and the line is told to begin at the left.
    """
    column = min(max(column, 1), len(line) + 1)
    start, end = _run(line, column - 1, region_end(line, column) - 1)
    shown, edges = _cells(line)
    first, last = _window(edges, start, end, width)
    before = _MORE if first else ""
    text = before + "".join(shown[first:last]) + (_MORE if last < len(line) else "")
    end = min(end, last)
    blank = len(before) + edges[start] - edges[first]
    marked = max(1, edges[max(end, start)] - edges[start])
    turned = any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
    return Excerpt((_LEFT_TO_RIGHT_MARK if turned else "") + text.rstrip(), " " * blank + "^" * marked)


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(_width(sign) for sign in text)


def _cells(line: str) -> tuple[list[str], list[int]]:
    """Return each sign as it is shown, and the cell where each one starts, with one more for the end."""
    shown = [_shown(sign) for sign in line]
    return shown, [0, *accumulate(cells(sign) for sign in shown)]


def _shown(sign: str) -> str:
    if sign == "\t":
        return _TAB
    return sign if sign.isprintable() or unicodedata.category(sign) == "Cf" else "\ufffd"


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def _window(edges: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """Return which signs to show: all when they fit, else those around the spot."""
    count = len(edges) - 1
    if edges[count] <= width:
        return 0, count
    room = width - 2 * len(_MORE)
    wanted = edges[start] - _BEFORE
    if edges[start] <= _BEFORE or edges[end] <= room:
        wanted = 0
    wanted = max(0, min(wanted, edges[count] - room))
    first = bisect_right(edges, wanted - 1) if wanted else 0
    last = max(bisect_right(edges, edges[first] + room) - 1, min(start + 1, count))
    return first, min(last, count)


def _run(line: str, start: int, end: int) -> tuple[int, int]:
    """Return start and end, widened to the whole right-to-left run at either."""
    kinds = [unicodedata.bidirectional(sign) for sign in line]
    if not _RIGHT_TO_LEFT.intersection(kinds):
        return start, end
    for first, last in _runs(kinds):
        if first <= start < last or first < end <= last:
            start, end = min(start, first), max(end, last)
    return start, end


def _runs(kinds: list[str]) -> list[tuple[int, int]]:
    """Return the right-to-left runs: from a right-to-left letter to the last before a left-to-right one."""
    runs: list[tuple[int, int]] = []
    first, last = -1, -1
    for at, kind in enumerate((*kinds, _LEFT_TO_RIGHT)):
        if kind in _RIGHT_TO_LEFT:
            first, last = (at if first < 0 else first), at + 1
        elif kind == _LEFT_TO_RIGHT and first >= 0:
            runs.append((first, last))
            first = -1
    return runs
