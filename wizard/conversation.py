"""What a customer does with a request that was filed: adds something, says that it is solved, judges our help.

Each is one transaction: the message, the state of the ticket, a note of it, and what the helpdesk is told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from wizard.delivery import orders
from wizard.store import Audited, Author, Message, Store, Ticket
from wizard.tickets import Office

WHO: Final = "customer"
# What the one question at the end may be answered with.
HELPED: Final = ("yes", "partly", "no")
OPEN, SOLVED = "open", "solved"


def add(office: Office, ticket: Ticket, text: str, key: str, now: datetime) -> bool:
    """Keep what a customer adds, with the files under `key`; False when it was kept before. Raises StoreError.

    Whatever the state was, the ticket is open from now on; one that was closed as a double is none any more.
    """
    return _say(office, ticket, Message(ticket.id, now, Author.CUSTOMER, text, key), "said", {"status": OPEN})


def solve(office: Office, ticket: Ticket, words: str, key: str, now: datetime) -> bool:
    """Take a ticket for solved because its customer says so, in `words`; False as above. Raises StoreError."""
    return _say(
        office, ticket, Message(ticket.id, now, Author.CUSTOMER, words, key), "solved", {"status": SOLVED}
    )


def rate(store: Store, ticket: Ticket, helped: str, words: str, now: datetime) -> None:
    """Keep whether we helped (one of HELPED) and what is said about it; the last word counts. Raises StoreError."""
    told = {"survey": {"from": ticket.survey, "to": helped}}
    changes = {"survey": helped, "survey_words": words or None}
    store.inbox.change(ticket.id, changes, Audited(now, WHO, "rated", ticket.id, told))


def _say(office: Office, ticket: Ticket, message: Message, what: str, changes: dict[str, Any]) -> bool:
    changes = {**changes, "merged_into": None}
    told = {
        name: {"from": getattr(ticket, name), "to": value}
        for name, value in changes.items()
        if value != getattr(ticket, name)
    }
    to_tell = orders.when_said(office.reach, office.store, ticket)
    return office.store.inbox.say(message, Audited(message.at, WHO, what, ticket.id, told), changes, to_tell)
