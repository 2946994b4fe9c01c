"""A customer and somebody of support walk together: the one begins, the other joins by a code."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wizard.codes.letters import Choose, Purpose, code_hash, new_code
from wizard.codes.resume import TRIES, Made, NoCodeLeft
from wizard.store import CoWalk, Store

# So long a code can be joined; so long the two walk together then.
JOINING: Final = timedelta(minutes=30)
TOGETHER: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Company:
    """Where walks together are kept: the store, and the key of codes."""

    store: Store
    secret: bytes

    def begin(
        self, *, walk: str, locale: str, tree: str, query: str, now: datetime, choose: Choose | None = None
    ) -> Made:
        """Keep the walk with the id `walk` as one to walk together, in place of an earlier one. Raises NoCodeLeft."""
        for _ in range(TRIES):
            code = new_code(choose) if choose else new_code()
            begun = CoWalk(
                code_hash=self._kept_as(code),
                walk=walk,
                at=now,
                expires=now + JOINING,
                locale=locale,
                tree=tree,
                query=query,
                version=1,
                changed_at=now,
            )
            if self.store.co_walks.begin(begun):
                return Made(code, begun.expires)
        raise NoCodeLeft()

    def found(self, code: str, now: datetime) -> CoWalk | None:
        """Return the walk of a code, None when it has ended or there is none."""
        one = self.store.co_walks.find(self._kept_as(code))
        return one if one is not None and one.expires > now else None

    def of_customer(self, code: str, walk: str | None, now: datetime) -> CoWalk | None:
        """Return the same for the customer: whoever knows the code alone, and not the id of the walk, finds nothing."""
        one = self.found(code, now)
        return one if one is not None and walk is not None and _same(one.walk, walk) else None

    def join(self, code: str, staff: int, now: datetime) -> CoWalk | None:
        """Let a member of staff look along, in the place of another one; None when there is no such code."""
        if not self.store.co_walks.join(self._kept_as(code), staff, now, now + TOGETHER):
            return None
        return self.found(code, now)

    def leave(self, code: str, staff: int) -> bool:
        """Let the customer go on alone: that member of staff looks no more. The code can be joined again."""
        return self.store.co_walks.leave(self._kept_as(code), staff)

    def go_on(self, one: CoWalk, *, tree: str, query: str, now: datetime) -> bool:
        """Keep where the walk is now; False when somebody answered since `one` was read."""
        return self.store.co_walks.go_on(one.code_hash, one.version, tree, query, now)

    def end(self, code: str) -> None:
        """End it: the code leads nowhere any more, for nobody."""
        self.store.co_walks.end(self._kept_as(code))

    def _kept_as(self, code: str) -> str:
        return code_hash(self.secret, Purpose.TOGETHER, code)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
