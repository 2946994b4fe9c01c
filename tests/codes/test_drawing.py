"""A QR code is drawn point for point, with the empty border that scanners want."""

from __future__ import annotations

import re

import pytest
import segno

from wizard.codes.drawing import drawing

ADDRESS = "https://help.example.org/c/K7M3XH"


def points(path: str) -> set[tuple[int, int]]:
    """The dark points that a path draws."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{w}v1h-{back}z" for x, y, w, back in runs) == path
    return {(int(x) + step, int(y)) for x, y, width, _ in runs for step in range(int(width))}


def test_a_drawing_has_the_points_of_the_code_within_a_border_of_four():
    drawn = drawing(ADDRESS)
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, point in enumerate(row) if point}
    assert points(drawn.path) == dark
    assert drawn.size == len(matrix) + 8


def test_a_drawing_is_small_enough_for_a_page():
    assert len(drawing(ADDRESS).path) < 6_000


def test_what_fits_into_no_qr_code_is_refused():
    with pytest.raises(ValueError, match="too large"):
        drawing("x" * 5_000)
