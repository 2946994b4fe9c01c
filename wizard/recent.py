"""What was asked for last: values worth keeping, but not without bound."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Keeps up to `room` values by key; when it is full, the one that was asked for longest ago goes."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: dict[Hashable, Value] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Value | None:
        """Return the value of a key, None when it is not kept (any more)."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is not None:
                self._kept[key] = found
            return found

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep a value and return it."""
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._room:
                del self._kept[next(iter(self._kept))]
            return value
