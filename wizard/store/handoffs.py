"""The values of handing over: files, deliveries and their attempts, staff, what was done by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from wizard.store.records import Json, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A file of a ticket or message; `content` is left out (empty) where only the list is asked for.

    Until its form is sent it belongs to nothing but the form key.
    """

    id: int = 0
    form_key: str
    ticket_id: int | None = None
    message_id: int | None = None
    at: datetime
    name: str
    media_type: str
    size: int
    digest: str
    content: bytes = b""


class State(StrEnum):
    """What became of a delivery so far.

    `unknown`: it may have arrived, and nobody can look; `stuck`: trying again would not help. Both wait for a person.
    """

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    UNKNOWN = "unknown"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Order:
    """A delivery to be: to which helpdesk, what for, and the key under which it is delivered once."""

    helpdesk: str
    purpose: str
    key: str

    def about(self, message: int) -> Order:
        """The same about one message; what is kept together with a message is about that one."""
        return Order(self.helpdesk, f"{self.purpose}:{message}", f"{self.key}:{message}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Record):
    """One handoff of a ticket (purpose `ticket`), or of something about it, to one helpdesk."""

    id: int = 0
    ticket_id: int
    helpdesk: str
    purpose: str
    key: str
    state: State
    at: datetime
    due: datetime
    tries: int = 0
    worker: str | None = None
    leased_until: datetime | None = None
    external_id: str | None = None
    external_url: str | None = None
    external_status: str | None = None
    error: str | None = None
    delivered_at: datetime | None = None

    @classmethod
    def from_row(cls, row: Mapping[Any, Any]) -> Self:
        """The delivery that a row stands for."""
        values = {name: row[name] for name in cls.__dataclass_fields__}
        return cls(**{**values, "state": State(values["state"])})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that one worker alone may try now; `lost`: the worker that had it before did not come back."""

    delivery: Delivery
    lost: bool


@dataclass(frozen=True, slots=True)
class Attempt(Record):
    """One try of a delivery: `outcome` is "begun" until it has ended as one of `State` other than sending.

    It is "lost" when the worker did not come back from it.
    """

    delivery_id: int
    at: datetime
    worker: str
    outcome: str
    error: str | None = None


class Role(StrEnum):
    """What a member of staff may do: write trees and read reports, answer tickets too, everything."""

    WRITER = "writer"
    AGENT = "agent"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(Record):
    """A member of staff. `password` is a hash; `login` changes when all their logins are to end."""

    id: int = 0
    email: str
    name: str
    role: Role
    locale: str
    password: str
    active: bool = True
    at: datetime
    login: str

    @classmethod
    def from_row(cls, row: Mapping[Any, Any]) -> Self:
        """The member of staff that a row stands for."""
        values = {name: row[name] for name in cls.__dataclass_fields__}
        return cls(**{**values, "role": Role(values["role"])})


@dataclass(frozen=True, slots=True)
class Audited(Record):
    """Something that was done: when, by whom (a name, or "customer" or "worker"), what, to which ticket."""

    at: datetime
    who: str
    what: str
    ticket_id: int | None
    details: Json
