"""What staff do with tickets. Every change is kept together with a note of who did it, when, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wizard.errors import WizardError
from wizard.store import Audited, Author, Message, Order, Staff, Store, Ticket

OPEN, PENDING, SOLVED, CLOSED = "open", "pending", "solved", "closed"
STATUSES: Final = (OPEN, PENDING, SOLVED, CLOSED)
TAGS: Final = 20
TAG: Final = 40
_MERGES: Final = 20  # followed at most from a double to the ticket that counts


class CannotMerge(WizardError):
    """The ticket cannot be merged: {why}."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Who changes a ticket, when."""

    member: Staff
    at: datetime

    def noted(self, what: str, ticket: Ticket, details: Mapping[str, Any] | None = None) -> Audited:
        """Return the note of it."""
        return Audited(self.at, self.member.name, what, ticket.id, dict(details or {}))


def change(store: Store, ticket: Ticket, wanted: Mapping[str, Any], doing: Doing) -> bool:
    """Give the ticket these values (of status, assignee, department, tags); False when they are its own already.

    One that was closed as a double and is opened again is no double any more.
    """
    changes = {name: value for name, value in wanted.items() if value != getattr(ticket, name)}
    if not changes:
        return False
    if ticket.merged_into is not None and changes.get("status", CLOSED) != CLOSED:
        changes["merged_into"] = None
    told = {name: {"from": getattr(ticket, name), "to": value} for name, value in changes.items()}
    store.inbox.change(ticket.id, changes, doing.noted("changed", ticket, told))
    return True


def reply(
    store: Store,
    ticket: Ticket,
    body: str,
    form_key: str,
    status: str,
    doing: Doing,
    orders: Sequence[Order] = (),
) -> bool:
    """Keep an answer to the customer, and the status the ticket has from now on; False when it was kept before.

    `orders` are the deliveries of it. Whoever answers a ticket that is nobody's has it from then on.
    """
    changes: dict[str, Any] = {"status": status} if status != ticket.status else {}
    if ticket.assignee is None:
        changes["assignee"] = doing.member.id
    told = {name: {"from": getattr(ticket, name), "to": value} for name, value in changes.items()}
    message = _message(ticket, body, form_key, doing, internal=False)
    return store.inbox.say(message, doing.noted("replied", ticket, told), changes, orders)


def add_note(store: Store, ticket: Ticket, body: str, form_key: str, doing: Doing) -> bool:
    """Keep a note that only staff see; False when it was kept before."""
    message = _message(ticket, body, form_key, doing, internal=True)
    return store.inbox.say(message, doing.noted("noted", ticket), {})


def release(store: Store, ticket: Ticket, doing: Doing, orders: Sequence[Order] = ()) -> bool:
    """Take a held ticket for a real one; `orders` are the deliveries that waited for it. False when it is not held."""
    if ticket.held is None:
        return False
    told = {"held": {"from": ticket.held, "to": None}}
    store.inbox.change(ticket.id, {"held": None}, doing.noted("released", ticket, told), orders)
    return True


def merge(store: Store, ticket: Ticket, reference: str, doing: Doing) -> Ticket:
    """Close a ticket as a double of the one with that reference, and return that one. Raises CannotMerge.

    Messages stay where they were written; both tickets name each other.
    """
    into = store.inbox.by_reference(reference.strip().upper())
    for _ in range(_MERGES):
        if into is None or into.merged_into is None or into.id == ticket.id:
            break
        into = store.inbox.ticket(into.merged_into)
    if into is None or into.merged_into is not None:
        raise CannotMerge(why="no ticket has that reference")
    if into.id == ticket.id:
        raise CannotMerge(why="it is the same ticket, or one that was merged into it")
    told = {"into": into.reference, "status": {"from": ticket.status, "to": CLOSED}}
    changes = {"merged_into": into.id, "status": CLOSED}
    store.inbox.change(ticket.id, changes, doing.noted("merged", ticket, told))
    store.inbox.note(doing.noted("double", into, {"reference": ticket.reference}))
    return into


def show(store: Store, ticket: Ticket, field: str, doing: Doing) -> None:
    """Note that somebody looked at a field that is masked."""
    store.inbox.note(doing.noted("shown", ticket, {"field": field}))


def retry(store: Store, ticket: Ticket, delivery: int, doing: Doing) -> bool:
    """Have a delivery that waits for a person tried again; False when it does not wait for one."""
    return _done(store, ticket, delivery, "retried", store.outbox.retry(delivery, doing.at), doing)


def settle(store: Store, ticket: Ticket, delivery: int, external_id: str | None, doing: Doing) -> bool:
    """Take a delivery that waits for a person for arrived; False as above."""
    done = store.outbox.settle(delivery, doing.at, external_id)
    return _done(store, ticket, delivery, "settled", done, doing)


def tags(written: str) -> list[str]:
    """Return the tags of a line, separated by commas: each once, short, without signs that mean something."""
    parts = written.replace("،", ",").replace("\u061b", ",").split(",")
    plain = (" ".join(part.split()) for part in parts)
    fit = ("".join(sign for sign in part if sign.isprintable() and sign not in '"\\')[:TAG] for part in plain)
    return list(dict.fromkeys(part.strip() for part in fit if part.strip()))[:TAGS]


def _done(store: Store, ticket: Ticket, delivery: int, what: str, done: bool, doing: Doing) -> bool:
    if done:
        store.inbox.note(doing.noted(what, ticket, {"delivery": delivery}))
    return done


def _message(ticket: Ticket, body: str, form_key: str, doing: Doing, *, internal: bool) -> Message:
    return Message(ticket.id, doing.at, Author.STAFF, body, form_key, internal, doing.member.id)
