"""Where things of a picture stand: values that are laid out once and written down by whoever draws. In pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from wizard.graph.drawing import Box, Exit, Frame


class Rect(NamedTuple):
    """A rectangle by its corner at the top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height


class Line(NamedTuple):
    """A line of text on its base line; `style` is text, small, title or heading, `end` means it ends at x."""

    x: float
    y: float
    words: str
    style: str = "text"
    end: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """An end beside a box."""

    exit: Exit
    rect: Rect
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A way out of a box: its lines, the height at which it leaves, and the end it leads to."""

    exit: Exit
    y: float
    lines: tuple[Line, ...]
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box; `gate` is the part with its condition, `entry` the height at which lanes come in."""

    box: Box
    rect: Rect
    gate: Rect | None
    entry: float
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """A frame with its heading."""

    frame: Frame
    rect: Rect
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spine:
    """A way down to what stands below; `dashed` when only those come by it who pass over the box above."""

    x: float
    top: float
    bottom: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The ways to a later step: from each of `starts` out to `x`, down, and in at `entry`."""

    target: str
    x: float
    starts: tuple[tuple[float, float], ...]
    entry: tuple[float, float]


@dataclass(slots=True)
class Picture:
    """Everything with its place."""

    width: float = 0
    height: float = 0
    heading: tuple[Line, ...] = ()
    boxes: list[PlacedBox] = field(default_factory=list)
    frames: list[PlacedFrame] = field(default_factory=list)
    spines: list[Spine] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    last: Chip | None = None
