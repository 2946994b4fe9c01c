"""Requests filed from walks of the shipped trees, and the parcels that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.delivery.desk import NOON
from wizard import tickets
from wizard.delivery.helpdesk import Parcel
from wizard.delivery.orders import Reach
from wizard.delivery.parcels import Packer
from wizard.delivery.wishes import Wishes
from wizard.delivery.wording import Wording
from wizard.filed import Reader
from wizard.journey import stand
from wizard.library import Loaded, load
from wizard.publishing import Revisions
from wizard.query import walk_from
from wizard.store import Store, Ticket
from wizard.tickets import Office, Sent

SECRET = b"s" * 32
PUBLIC = "https://help.example.org"
TREES = Path(__file__).resolve().parents[2] / "trees"
WALK = "where=everywhere&keys=all&windows~host=win10&num-lock=not-solved"
TREE = "digits-instead-of-letters"
BOTH = Reach("help.example.org", "desk", mail=True)


@cache
def loaded() -> Loaded:
    return load(TREES)


def filed(
    store: Store, reach: Reach = BOTH, *, tree: str | None = TREE, locale: str = "ar", **sent: Any
) -> Ticket:
    """A request of somebody who walked in Arabic, or without a walk."""
    library = loaded().library
    given: dict[str, Any] = {
        "form_key": "form-1",
        "description": "عندي مشكلة",
        "email": "reader@example.net",
        **sent,
    }
    walk = walk_from([(name, value) for name, _, value in (pair.partition("=") for pair in WALK.split("&"))])
    at = stand(library.customers, tree, walk) if tree else None
    return tickets.file(Office(store, SECRET, library, reach), Sent(**given), at, locale, NOON).ticket


def packer(store: Store, wishes: Mapping[str, Wishes] | None = None, public: str = PUBLIC) -> Packer:
    """What makes parcels; the desk wishes English and Persian."""
    reader = Reader(loaded().library, Revisions(loaded().shelf, store).tree)
    return Packer(store, Wording(reader, public), SECRET, public, wishes or {"desk": Wishes(("en", "fa"))})


def parcels(store: Store, ticket: Ticket, **more: Any) -> dict[str, Parcel]:
    """The parcels of a ticket's deliveries by purpose."""
    made = packer(store, **more)
    found = {one.purpose: made.parcel(one) for one in store.outbox.deliveries_of(ticket.id)}
    return {purpose: parcel for purpose, parcel in found.items() if parcel is not None}
