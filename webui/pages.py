"""Pages just shown, kept for the next customer with the same answers: a page follows from its address alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from wizard.recent import Recent

# Pages kept at a time, ten kilobytes or so each; made-up answers must not fill the memory.
ROOM: Final = 640
# Stands where the walk's id belongs; it could be one itself, and no text holds it.
_WHOSE: Final = "walk--of--whoever-asks"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as sent, and its address."""

    content: bytes
    address: str


class Pages:
    """The pages shown last. With no `room` every page is made afresh."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: Recent[Shown] = Recent(room)

    def shown(self, key: Hashable, walk_id: str, make: Callable[[str], Shown]) -> Shown:
        """Return the page of `key` for the walk of that id.

        `key` is all that the page follows from but the id; `make` makes it for an id.
        """
        kept = self._kept.get(key) or self._kept.keep(key, make(_WHOSE))
        content = kept.content.replace(_WHOSE.encode(), walk_id.encode())
        return Shown(content, kept.address.replace(_WHOSE, walk_id))
