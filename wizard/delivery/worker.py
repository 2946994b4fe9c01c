"""The worker: takes what is due out of the outbox, delivers it, and marks it. As many as wanted may run at once."""

from __future__ import annotations

import logging
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from wizard.delivery.helpdesk import Helpdesk, Parcel, Receipt, Refused, Unavailable, Unclear, Undelivered
from wizard.delivery.quiet import Quiet
from wizard.delivery.steady import SteadyClock
from wizard.delivery.web import ANSWER_SECONDS, CONNECT_SECONDS
from wizard.store import Claimed, Delivery, State, Store, StoreError

# A delivery makes ten calls at most: one for each file, and a few. Its lease lasts five times as long as all of them
# may take.
_CALLS: Final = 10
_LEASES: Final = 5
IDLE_SECONDS: Final = 2.0
# After trouble with the store or with the program itself.
TROUBLE_SECONDS: Final = 10.0
# At most between two tries to mark what has arrived.
MARK_SECONDS: Final = 30.0
_log = logging.getLogger("wizard")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things last. Between two tries: `first`, twice as long each time, `longest` at most; so many `tries`.

    `seconds` is what one call to a helpdesk may take; deadline of a delivery and lease follow from it.
    """

    seconds: float = ANSWER_SECONDS
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=1)
    tries: int = 170  # about a week

    @property
    def deadline(self) -> timedelta:
        """How long a delivery may take, from its claim to its mark."""
        return timedelta(seconds=_CALLS * (self.seconds + min(self.seconds, CONNECT_SECONDS)))

    @property
    def lease(self) -> timedelta:
        """How long a delivery belongs to who claimed it."""
        return _LEASES * self.deadline

    def pause(self, tries: int, chance: float, after: float | None) -> timedelta:
        """Return how long to wait after so many tries; `chance` is 0 to 1, `after` what the helpdesk asks for."""
        doubled = self.first * (1 << min(max(tries - 1, 0), 20))
        pause = min(doubled, self.longest) * (0.5 + chance)
        return max(pause, timedelta(seconds=min(after, 86_400.0))) if after is not None else pause


class Parcels(Protocol):
    """What makes the parcel of a delivery."""

    def parcel(self, delivery: Delivery) -> Parcel | None:
        """Return it; None when there is nothing to deliver any more. Raises StoreError, and Unavailable: not yet."""
        ...


class Worker:
    """One worker. `name` is its own among all that run; `wait` waits so many seconds, True when it is to stop.

    `chance` gives numbers from 0 to 1, `ticks` are seconds that only ever go on.
    """

    def __init__(
        self,
        name: str,
        store: Store,
        helpdesks: Mapping[str, Helpdesk],
        parcels: Parcels,
        clock: Callable[[], datetime],
        wait: Callable[[float], bool],
        *,
        pace: Pace | None = None,
        chance: Callable[[], float] = random.random,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.counted: Counter[State] = Counter()
        self._store = store
        self._helpdesks = helpdesks
        self._parcels = parcels
        self._clock = SteadyClock(clock, ticks)
        self._wait = wait
        self._pace = pace or Pace()
        self._chance = chance
        self._ticks = ticks
        self._quiet = Quiet(ticks)

    def run(self, besides: Callable[[], bool] = lambda: False) -> None:
        """Deliver what is due until told to stop; trouble never ends it.

        When nothing is due it does `besides`, which tells whether there was something to do.
        """
        pause = 0.0
        while not self._wait(pause):
            try:
                pause = 0.0 if self.deliver_one() or besides() else IDLE_SECONDS
            except StoreError as error:
                _log.warning("the outbox cannot be used now: %s", error)
                pause = TROUBLE_SECONDS
            except Exception:
                _log.exception("the worker met a fault of its own and goes on")
                pause = TROUBLE_SECONDS

    def deliver_one(self) -> bool:
        """Try the delivery that is longest due; False when nothing is due. Raises StoreError."""
        now, lease = self._clock.now(), self._pace.lease
        claimed = self._store.outbox.claim(
            self.name, now, now + lease, steady=self._clock.steady(lease), without=self._quiet.names()
        )
        if claimed is None:
            return False
        over = self._ticks() + lease.total_seconds()
        mark = self._tried(claimed)
        if mark is not None:
            self.counted[self._marked(mark, over)] += 1
        return True

    def _marked(self, mark: Callable[[], State], over: float) -> State:
        """Mark how a delivery ended. While the store does not answer: again and again, as long as the lease lasts.

        It may have arrived, and where nobody can look that would be left unsaid for ever.
        """
        pause = 1.0
        while True:
            try:
                return mark()
            except StoreError as error:
                _log.warning("a delivery waits to be marked: %s", error)
                if self._ticks() > over or self._wait(pause):
                    raise
                pause = min(2 * pause, MARK_SECONDS)

    def _tried(self, claimed: Claimed) -> Callable[[], State] | None:
        """Try to deliver; return what marks how it ended, None when it is another worker's by now."""
        one = claimed.delivery
        try:
            receipt = self._receipt(claimed)
        except Unavailable as found:
            return self._later(one, found.reason, found.after)
        except Refused as found:
            return self._left(one, State.STUCK, found.reason)
        except Unclear as found:
            return self._unclear(one, found.reason)
        except StoreError as error:
            return self._later(one, f"the database: {type(error).__name__}", None)
        except Exception as error:  # a fault of ours must not be tried for ever, nor end the worker
            # Where it happened, not what it says: that may be what a customer wrote.
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("delivery %s to %s failed: %s\n%s", one.id, one.helpdesk, type(error).__name__, where)
            return self._fault(one, f"an error of this program: {type(error).__name__}")
        return self._arrived(one, receipt) if receipt else None

    def _receipt(self, claimed: Claimed) -> Receipt | None:
        """Hand over what is due, unless it has arrived at an earlier try. None: somebody else has claimed it."""
        one = claimed.delivery
        helpdesk = self._helpdesks.get(one.helpdesk)
        if helpdesk is None:
            raise Refused(f"there is no helpdesk called {one.helpdesk} in the settings")
        if helpdesk.finds:
            found = self._asked(one, lambda: helpdesk.find(one.key))
            if found is not None:
                return found
        elif claimed.lost and not helpdesk.repeats:
            raise Unclear("the worker that tried it did not come back")
        parcel = self._parcels.parcel(one)
        if parcel is None:
            raise Refused("what it was to deliver is not there any more")
        if not self._store.outbox.holds(one, self._clock.now() + self._pace.lease):
            _log.warning("delivery %s was taken over by another worker", one.id)
            return None
        return self._asked(one, lambda: helpdesk.create(parcel))

    def _asked(self, one: Delivery, call: Callable[[], _T]) -> _T:
        """Return what a helpdesk answers, and remember whether it could be reached."""
        try:
            answer = call()
        except Unavailable as found:
            self._quiet.missed(one.helpdesk, found.after)
            raise
        except Undelivered:
            self._quiet.answered(one.helpdesk)
            raise
        self._quiet.answered(one.helpdesk)
        return answer

    def _arrived(self, one: Delivery, receipt: Receipt) -> Callable[[], State]:
        def mark() -> State:
            self._store.outbox.delivered(one, self._clock.now(), receipt.external_id, receipt.url)
            _log.info("delivery %s has arrived at %s", one.id, one.helpdesk)
            return State.DELIVERED

        return mark

    def _unclear(self, one: Delivery, reason: str) -> Callable[[], State]:
        """Try again where that can do no harm; else it is a person's to look."""
        helpdesk = self._helpdesks.get(one.helpdesk)
        if helpdesk is not None and (helpdesk.finds or helpdesk.repeats):
            return self._later(one, reason, None)
        return self._left(one, State.UNKNOWN, reason)

    def _fault(self, one: Delivery, reason: str) -> Callable[[], State]:
        """Leave it to a person, who may have to look whether it arrived."""
        helpdesk = self._helpdesks.get(one.helpdesk)
        known = helpdesk is None or helpdesk.finds or helpdesk.repeats
        return self._left(one, State.STUCK if known else State.UNKNOWN, reason)

    def _later(self, one: Delivery, reason: str, after: float | None) -> Callable[[], State]:
        if one.tries >= self._pace.tries:
            return self._left(one, State.STUCK, f"given up after {one.tries} tries: {reason}")
        pause = self._pace.pause(one.tries, self._chance(), after)

        def mark() -> State:
            self._store.outbox.again(one, self._clock.now() + pause, reason)
            _log.warning("delivery %s to %s is tried again: %s", one.id, one.helpdesk, _bare(reason))
            return State.WAITING

        return mark

    def _left(self, one: Delivery, state: State, reason: str) -> Callable[[], State]:
        def mark() -> State:
            self._store.outbox.leave(one, state, reason)
            _log.error("delivery %s to %s needs attention: %s", one.id, one.helpdesk, _bare(reason))
            return state

        return mark


def _bare(reason: str) -> str:
    """Return a reason without what the helpdesk said in it: that may be about a person, and this is for the log."""
    return reason.partition(": ")[0]
