"""One line on a terminal that says how far a long work is, and is gone when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from wizard.exploration.explore import Progress

# Work that takes less says nothing, in seconds.
_SHORT: Final = 0.5
_CLEAR: Final = "\r\x1b[K"


@contextmanager
def told_on(terminal: TextIO, clock: Callable[[], float] = time.monotonic) -> Iterator[Progress]:
    """Give what is to be told how many steps of a tree have been tried; nothing is written where nobody looks.

    `clock` tells seconds.
    """
    begun = clock()
    is_watched = terminal.isatty()
    shown = False

    def tell(tree: str, done: int, steps: int) -> None:
        nonlocal shown
        if is_watched and clock() - begun > _SHORT:
            terminal.write(f"{_CLEAR}trying all walks of {tree}: step {done} of {steps}")
            terminal.flush()
            shown = True

    try:
        yield tell
    finally:
        if shown:
            terminal.write(_CLEAR)
            terminal.flush()
