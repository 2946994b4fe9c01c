"""The garbage collector kept away from what is made to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from looking through the same values again and again; it goes on as before afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settle() -> None:
    """Collect once, and leave what is there now out of all later collections.

    For a process that serves: the collector no longer holds up answers to look through a library that stays.
    """
    gc.collect()
    gc.freeze()
