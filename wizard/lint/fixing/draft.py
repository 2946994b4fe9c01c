"""What mending a file comes to: its new lines, and what was done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from wizard.library import Loaded
from wizard.lint.fixing.lines import Lines
from wizard.problem import Problem


class Kind(StrEnum):
    """What can be mended, in the order in which it is."""

    QUOTES = "quotes"
    MOVED = "moved"
    ORDER = "order"


class Done(NamedTuple):
    """One thing that was done: in which line, and what."""

    line: int
    what: str


class Draft(NamedTuple):
    """A file mended, not written yet."""

    lines: Lines
    done: tuple[Done, ...] = ()


# From a loaded folder, the path of one of its files, what is in it and its problems to the file mended.
Mend = Callable[[Loaded, str, Lines, Sequence[Problem]], Draft]
