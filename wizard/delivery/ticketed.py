"""What helpdesks with tickets have in common: a first parcel opens a ticket, what follows it joins that ticket."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Final

from wizard.delivery.helpdesk import Parcel, Receipt, Unavailable
from wizard.delivery.packing import Bounds, Packed, packed

# The purpose of what follows something, before the colon, and the purpose of what it follows.
_FOLLOWS: Final = {"said": "ticket", "reply": "copy"}


def followed(key: str) -> str | None:
    """Return the key of the parcel that the one with `key` follows, None when it is a first one.

    A key ends with its purpose: `…/said:7` follows `…/ticket`, `…/reply:7` follows `…/copy`.
    """
    beginning, slash, purpose = key.rpartition("/")
    first = _FOLLOWS.get(purpose.partition(":")[0]) if ":" in purpose else None
    return f"{beginning}{slash}{first}" if first else None


class Ticketed(ABC):
    """A helpdesk that is asked for the ticket of a key before anything is made."""

    finds: ClassVar[bool] = True
    repeats: ClassVar[bool] = False
    bounds: ClassVar[Bounds]
    tagged: bool = False

    def find(self, key: str) -> Receipt | None:
        """Return where the parcel of that key arrived; for one that follows: the ticket that it has joined."""
        first = followed(key)
        if first is None:
            return self.ticket(key)
        ticket = self.ticket(first)
        return ticket if ticket and self.has_joined(ticket.external_id, key) else None

    def create(self, parcel: Parcel) -> Receipt:
        """Open a ticket, or add to the one that the parcel follows."""
        first = followed(parcel.key)
        if first is None:
            return self.open(parcel, packed(parcel, self.bounds, parcel.key if self.tagged else ""))
        ticket = self.ticket(first)
        if ticket is None:
            raise Unavailable("the request that it belongs to has not arrived there yet")
        self.join(ticket.external_id, parcel.key, packed(parcel, self.bounds))
        return ticket

    @abstractmethod
    def ticket(self, key: str) -> Receipt | None:
        """Return the ticket that bears exactly this key."""

    @abstractmethod
    def has_joined(self, external_id: str, key: str) -> bool:
        """Tell whether the parcel of that key stands in the ticket."""

    @abstractmethod
    def open(self, parcel: Parcel, packed: Packed) -> Receipt:
        """Make a ticket that bears the parcel's key."""

    @abstractmethod
    def join(self, external_id: str, key: str, packed: Packed) -> None:
        """Add what the parcel says to the ticket, with its key."""
