"""What a helpdesk is to us: somewhere a parcel is created, looked up by its key, asked for its status.

Three things can go wrong, and only they: it cannot be reached now (`Unavailable`), it will never take this
(`Refused`), or nobody can tell whether it arrived (`Unclear`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a parcel."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A ticket ready to be handed over, in the language of the staff.

    `key` is the same at every try. `text` is plain text with the transcript in it; the same transcript is among the
    `enclosures` as JSON. `queue`, `department` and `product` are what routing says. `email`, `phone` and `name` are the
    customer's; subject and name are one line each, without control characters.

    A key that ends with `/said:<number>` adds to what arrived under `…/ticket`, one with `/reply:<number>` to the
    letter `…/copy`.
    """

    key: str
    reference: str
    subject: str
    text: str
    email: str | None = None
    phone: str | None = None
    name: str | None = None
    queue: str | None = None
    department: str | None = None
    product: str | None = None
    tags: Sequence[str] = ()
    locale: str
    url: str = ""
    enclosures: Sequence[Enclosure] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a parcel arrived: its number there, and the address of its page if there is one."""

    external_id: str
    url: str | None = None


class Undelivered(Exception):
    """Why a try ended without a receipt; `reason` is for staff: no secret, no personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unavailable(Undelivered):
    """It cannot be reached now and has not arrived. `after`: seconds to wait at least, as the helpdesk asked."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Refused(Undelivered):
    """It has not arrived, and trying again would not help: a wrong token, an unknown queue, a wrong address."""


class Unclear(Undelivered):
    """It may have arrived: the answer was lost on its way."""


class Helpdesk(Protocol):
    """The shape of an adapter. `finds`: a parcel can be looked up by its key. `repeats`: a second copy does no harm.

    Every method may raise the three exceptions above and nothing else.
    """

    kind: ClassVar[str]
    finds: ClassVar[bool]
    repeats: ClassVar[bool]

    def find(self, key: str) -> Receipt | None:
        """Return where the parcel of that key arrived, None when it has not; only asked of one that `finds`."""
        ...

    def create(self, parcel: Parcel) -> Receipt:
        """Hand it over."""
        ...

    def status(self, external_id: str) -> str | None:
        """Return `open`, `pending`, `solved` or `closed` as the helpdesk has it; None when it cannot tell."""
        ...
