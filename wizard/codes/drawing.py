"""A QR code as a drawing: one path, for a page to show. The only module that imports segno."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

# Empty points around it, as scanners want them (ISO/IEC 18004).
_BORDER: Final = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """A QR code: so many points wide and high, its dark runs as the `d` of an SVG path, drawn one point high."""

    size: int
    path: str


def drawing(text: str) -> Drawing:
    """Return the QR code that holds `text`, with room for a quarter of it to be unreadable where that costs nothing.

    Raises ValueError when it does not fit into one.
    """
    code = segno.make(text, error="m", micro=False)
    rows = list(code.matrix_iter(border=_BORDER))
    return Drawing(len(rows), "".join(_rows(rows)))


def _rows(rows: Iterable[Iterable[int]]) -> Iterator[str]:
    for down, row in enumerate(rows):
        across = 0
        for dark, points in groupby(row):
            length = len(list(points))
            if dark:
                yield f"M{across} {down}h{length}v1h-{length}z"
            across += length
