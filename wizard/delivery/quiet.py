"""Helpdesks that are left alone for a while, so that one that does not answer keeps nobody else waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

# So often in a row it may not be reached before it is left alone, then so many seconds, twice as many each time.
_MISSES: Final = 3
_SECONDS: Final = 10.0
_LONGEST: Final = 300.0
# At most so long when it asks for it.
_ASKED: Final = 3_600.0


class Quiet:
    """What one worker remembers of helpdesks that could not be reached; `ticks` are seconds that only ever go on."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._misses: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def missed(self, helpdesk: str, after: float | None) -> None:
        """Note that it could not be reached; `after` is how many seconds it asks to be left alone."""
        misses = self._misses[helpdesk] = self._misses.get(helpdesk, 0) + 1
        seconds = min(after, _ASKED) if after else 0.0
        if misses >= _MISSES:
            seconds = max(seconds, min(_SECONDS * 2.0 ** min(misses - _MISSES, 20), _LONGEST))
        self._until[helpdesk] = self._ticks() + seconds

    def answered(self, helpdesk: str) -> None:
        """Note that it answers again."""
        self._misses.pop(helpdesk, None)
        self._until.pop(helpdesk, None)

    def names(self) -> frozenset[str]:
        """Return those to leave alone now."""
        now = self._ticks()
        return frozenset(name for name, until in self._until.items() if until > now)
