"""The values that go into the store and come out of it; each field is a column of the same name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


class Record:
    """A row as a value."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @classmethod
    def from_row(cls, row: Mapping[Any, Any]) -> Self:
        """The record that a row (column name -> value) stands for; it may have more columns."""
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})

    def row(self) -> dict[str, Any]:
        """The fields by column name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Event(Record):
    """One answered step: `value` is option ids or "given", `reached` the step or end it led to."""

    walk: str
    at: datetime
    tree: str
    revision: str
    locale: str
    channel: str
    audience: str
    step: str
    value: str
    reached: str
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket(Record):
    """One request to a person. `id` is 0 until it is filed; the customer's link is kept as a hash alone.

    `trail`, `facts`, `fields` and `tags` are plain data that json can write; text inside them in any script. `held`
    is why it may be spam, None when it is not; `assignee` and `filed_by` are ids of staff; `merged_into` is the ticket
    that it is a double of.
    """

    id: int = 0
    reference: str
    form_key: str
    body_hash: str
    token_hash: str
    at: datetime
    tree: str | None = None
    revision: str | None = None
    locale: str
    audience: str
    status: str = "open"
    contact_email: str | None = None
    contact_phone: str | None = None
    name: str | None = None
    description: str
    trail: Json
    facts: Json
    fields: Json
    channel: str = "web"
    product: str | None = None
    version: str | None = None
    held: str | None = None
    department: str | None = None
    queue: str | None = None
    assignee: int | None = None
    tags: Json = field(default_factory=list)
    merged_into: int | None = None
    filed_by: int | None = None
    changed_at: datetime | None = None
    survey: str | None = None
    survey_words: str | None = None


class Outcome(StrEnum):
    """What became of something sent: kept now, kept before, or the form was used for another text."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Filed:
    """The ticket that now stands under a form key, and how it came there."""

    ticket: Ticket
    outcome: Outcome


class Author(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Message(Record):
    """One message of a ticket's conversation; an `internal` one is a note that only staff see."""

    ticket_id: int
    at: datetime
    author: Author
    body: str
    form_key: str
    internal: bool = False
    staff: int | None = None
    id: int = field(default=0, compare=False)

    @classmethod
    def from_row(cls, row: Mapping[Any, Any]) -> Self:
        """The message that a row stands for."""
        return cls(
            row["ticket_id"],
            row["at"],
            Author(row["author"]),
            row["body"],
            row["form_key"],
            row["internal"],
            row["staff"],
            row["id"],
        )


@dataclass(frozen=True, slots=True)
class Revision(Record):
    """A composed tree as it was served: `at` first, `served_at` last; `composed` is its JSON text."""

    tree: str
    revision: str
    at: datetime
    served_at: datetime
    composed: str


@dataclass(frozen=True, slots=True)
class Search(Record):
    """A search as it is kept: `query` folded, bounded and masked by the caller; `source` is "home" or "go"."""

    at: datetime
    source: str
    locale: str
    query: str
    hits: int


class Kind(StrEnum):
    """The kinds of rows that grow old and are purged."""

    EVENT = "event"
    FEEDBACK = "feedback"
    TICKET = "ticket"
    ATTACHMENT = "attachment"
    DELIVERY = "delivery"
    AUDIT = "audit"
    UPLOAD = "upload"
    SEARCH = "search"
    CONTEXT = "context"
    CODE = "code"
    THROTTLE = "throttle"
