"""Which trees are used most and which are new, read from the store now and then and kept in between."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from wizard.store import Store, StoreError

_KEPT: Final = timedelta(minutes=5)
_USED_WITHIN: Final = timedelta(days=90)
_MOST: Final = 200
_log = logging.getLogger("wizard.web")


class Lists:
    """The two lists, as ids of trees, best first. While the store does not answer they stay as they were."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._until: datetime | None = None
        self._used: Sequence[str] = ()
        self._changed: Mapping[str, datetime] = {}

    def used(self, now: datetime) -> Sequence[str]:
        """Return the trees that most walks of the last 90 days came by."""
        self._read(now)
        return self._used

    def newest(self, now: datetime) -> Sequence[str]:
        """Return the trees that came or changed within 90 days, latest first.

        What was there from the first day on is not new: on that day everything is.
        """
        self._read(now)
        first = min(self._changed.values(), default=now)
        new = [tree for tree, at in self._changed.items() if at > first and at > now - _USED_WITHIN]
        return sorted(new, key=lambda tree: (-self._changed[tree].timestamp(), tree))

    def _read(self, now: datetime) -> None:
        if self._until is not None and self._until - _KEPT <= now < self._until:
            return
        self._until = now + _KEPT
        try:
            self._used = self._store.used_trees(now - _USED_WITHIN, _MOST)
            self._changed = self._store.changed_at()
        except StoreError as error:
            _log.error("the lists of the home page were not read: %s", error)
