"""A clock that notices when it is set anew: what was agreed by the old time is judged by it for a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

# Less than this is no jump but a clock being put right bit by bit.
_JUMP: Final = timedelta(seconds=2)


class SteadyClock:
    """`clock` is the time of day, which may be set anew; `ticks` are seconds that only ever go on.

    The idea: between two looks both must have gone on by as much.
    """

    def __init__(self, clock: Callable[[], datetime], ticks: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ticks = ticks
        self._offset = clock() - timedelta(seconds=ticks())
        self._jumps: list[tuple[float, timedelta]] = []

    def now(self) -> datetime:
        """Return the time of day."""
        return self._clock()

    def steady(self, lately: timedelta) -> datetime:
        """Return the time as it would be without the jumps of as long as `lately`."""
        now, ticks = self._clock(), self._ticks()
        offset = now - timedelta(seconds=ticks)
        if abs(offset - self._offset) > _JUMP:
            self._jumps.append((ticks, offset - self._offset))
        self._offset = offset
        self._jumps = [(at, by) for at, by in self._jumps if ticks - at < lately.total_seconds()]
        return now - sum((by for _, by in self._jumps), timedelta())
