"""How often the API is called, counted in this process: a bucket for each caller that fills again steadily.

What is kept (a request) is counted in the store besides, for all processes together; a read must not cost a write.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from wizard import limits
from wizard.recent import Recent

_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of a caller's share, as of a moment."""

    left: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a call may go on, with what the headers tell: the policy, what is left, seconds until more."""

    allowed: bool
    most: int
    left: int
    seconds: int

    def headers(self) -> dict[str, str]:
        """Return the RateLimit headers of the IETF draft, with Retry-After when it was too often."""
        told = {
            "RateLimit-Policy": f'"minute";q={self.most};w={_SECONDS}',
            "RateLimit": f'"minute";r={self.left};t={self.seconds}',
        }
        return told if self.allowed else {**told, "Retry-After": str(self.seconds)}


class Rates:
    """The buckets of the callers seen last; with a key there is far more in one."""

    def __init__(self) -> None:
        self._buckets: Recent[Bucket] = Recent(limits.API_CALLERS)
        self._lock = Lock()

    def take(self, who: str, *, with_key: bool, now: datetime) -> Taken:
        """Take one call out of the caller's bucket; not allowed when it is empty."""
        most = limits.API_PER_MINUTE_BY_KEY if with_key else limits.API_PER_MINUTE
        each = _SECONDS / most
        with self._lock:
            before = self._buckets.get(who) or Bucket(most, now)
            gone = max(0.0, (now - before.at).total_seconds())
            left = min(float(most), before.left + gone / each)
            allowed = left >= 1
            rest = left - 1 if allowed else left
            self._buckets.keep(who, Bucket(rest, now))
        missing = most - rest if allowed else 1 - rest
        return Taken(allowed, most, int(rest), max(1, math.ceil(missing * each)))
