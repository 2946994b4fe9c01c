"""The garbage collector kept away from what is made to stay."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from looking through the same values again and again; it goes on as before afterwards.

    What was made meanwhile is counted among what has long been there: else the very next thing that is made would
    have the collector look through all of it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def settle() -> None:
    """Collect once, and leave what is there now out of all later collections.

    For a process that serves: the collector no longer holds up answers to look through a library that stays.
    """
    gc.collect()
    gc.freeze()
    _trim()


def _trim() -> None:
    """Give back to the system what was freed, where the C library can (glibc)."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
