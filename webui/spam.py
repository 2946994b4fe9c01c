"""Is a request likely from a machine? Without puzzles or cookies; what is suspected waits for staff, it is not lost."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from wizard import limits

# The box that people do not see. No browser fills one of this name by itself.
TRAP: Final = "topic"
# The form field that says, signed, when the form was opened.
OPENED: Final = "opened"
_LINK: Final = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_LETTERS: Final = 32
_A_DAY: Final = 86_400


class Suspicion(StrEnum):
    """Why a request waits until staff have looked at it. `Ticket.held` holds one or more, blanks between them."""

    TRAP = "trap"
    FAST = "fast"
    UNSIGNED = "unsigned"
    OLD = "old"
    LINKS = "links"
    FLOOD = "flood"
    UNPROVED = "unproved"


# What staff read of each.
MESSAGES: Final[Mapping[str, str]] = {
    "trap": "Something is filled in that people do not see",
    "fast": "It was sent within three seconds",
    "unsigned": "It does not come from a form that we showed",
    "old": "The form was opened more than a week before",
    "links": "There are many links in it",
    "flood": "Very many requests came in this hour",
    "unproved": "The browser did not do the small sum that machines are asked for",
}


@dataclass(frozen=True, slots=True)
class Clues:
    """What of a form tells a machine: the trap box, the signed moment, and all words that were typed."""

    trap: str
    opened: str
    words: Iterable[str]


def opened(secret: bytes, form_key: str, now: datetime) -> str:
    """Return the field that says when a form was first shown, for that form alone."""
    at = str(int(now.timestamp()))
    return f"{at}.{_signature(secret, form_key, at)}"


def is_ours(secret: bytes, form_key: str, field: str) -> bool:
    """Tell whether we made that field for that form."""
    at, _, signature = field.partition(".")
    return hmac.compare_digest(
        signature.encode("utf-8", "replace"), _signature(secret, form_key, at).encode()
    )


def suspicions(secret: bytes, form_key: str, clues: Clues, now: datetime) -> Iterator[Suspicion]:
    """Yield what speaks for a machine in what a form holds."""
    if clues.trap:
        yield Suspicion.TRAP
    yield from _by_time(secret, form_key, clues.opened, now)
    if sum(len(_LINK.findall(text)) for text in clues.words) > limits.LINKS:
        yield Suspicion.LINKS


def _by_time(secret: bytes, form_key: str, field: str, now: datetime) -> Iterator[Suspicion]:
    if not is_ours(secret, form_key, field):
        yield Suspicion.UNSIGNED
        return
    seconds = int(now.timestamp()) - int(field.partition(".")[0])
    if seconds < limits.FORM_SECONDS:
        yield Suspicion.FAST
    elif seconds > limits.FORM_DAYS * _A_DAY:
        yield Suspicion.OLD


def _signature(secret: bytes, form_key: str, at: str) -> str:
    words = f"form:{at}:{form_key}".encode("utf-8", "replace")
    return hmac.new(secret, words, "sha256").hexdigest()[:_LETTERS]
