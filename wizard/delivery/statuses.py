"""Reads back what became of tickets at their helpdesks: seldom, a few at a time, by one of all workers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from wizard.delivery.helpdesk import Helpdesk, Unavailable, Undelivered
from wizard.store import Delivery, Store

# Every so often each helpdesk is asked about so many tickets, in turn; of those that arrived within so long.
PERIOD: Final = timedelta(minutes=5)
PORTION: Final = 20
LATELY: Final = timedelta(days=60)
_KNOWN: Final = frozenset({"open", "pending", "solved", "closed"})
_log = logging.getLogger("wizard")


class StatusReader:
    """Asks helpdesks for the status of what was delivered to them, one ticket at each call of `read_one`."""

    def __init__(
        self,
        store: Store,
        helpdesks: Mapping[str, Helpdesk],
        clock: Callable[[], datetime],
        period: timedelta = PERIOD,
    ) -> None:
        self._store = store
        self._helpdesks = helpdesks
        self._clock = clock
        self._period = period
        self._looked: datetime | None = None
        self._reached = dict.fromkeys(helpdesks, 0)
        self._portion: Iterator[Delivery] = iter(())

    def read_one(self) -> bool:
        """Read one status back; False when none is to be read now. Raises StoreError."""
        one = next(self._portion, None)
        if one is None:
            window = self._window(self._clock())
            if window == self._looked:
                return False
            self._looked = window
            self._portion = self._due(window)
            one = next(self._portion, None)
        if one is None:
            return False
        self._read(one)
        return True

    def _due(self, window: datetime) -> Iterator[Delivery]:
        """Yield the next few tickets of each helpdesk, unless another worker asks that one in this while."""
        for name in self._helpdesks:
            if not self._store.hit(f"status:{name}", window, 1):
                continue
            after, since = self._reached[name], window - LATELY
            found = self._store.outbox.delivered_to(name, since, PORTION, after)
            # Behind the last one it begins anew; another worker may stand elsewhere, which does no harm.
            self._reached[name] = found[-1].id if len(found) == PORTION else 0
            yield from found

    def _read(self, one: Delivery) -> None:
        try:
            status = self._helpdesks[one.helpdesk].status(one.external_id or "")
        except Unavailable as error:
            _log.info("%s tells no status now: %s", one.helpdesk, error.reason.partition(": ")[0])
            self._portion = (other for other in self._portion if other.helpdesk != one.helpdesk)
            return
        except Undelivered as error:
            _log.info("no status of delivery %s: %s", one.id, error.reason.partition(": ")[0])
            return
        if status in _KNOWN and self._store.outbox.read_back(one, status, self._clock()):
            _log.info("delivery %s is %s at %s", one.id, status, one.helpdesk)

    def _window(self, now: datetime) -> datetime:
        """Return when the present period began, the same for all workers."""
        return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % self._period
