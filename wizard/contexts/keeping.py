"""Contexts kept and read: a token is taken once, and what it vouched for found again by the `_c` of a walk."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from wizard import limits
from wizard.contexts.identity import Identity, identity_of
from wizard.contexts.products import Products
from wizard.contexts.tokens import Claims, Refused, Why, claims
from wizard.known import Source
from wizard.model.fact import Fact
from wizard.query import Walk
from wizard.recent import Recent
from wizard.store import Context, Store

# Contexts whose facts are kept at hand, some hundred bytes each. Who the customer is never is among them.
ROOM: Final = 2_048
_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Taken:
    """A token that was taken: the id that goes into the address as `_c`, and what it said."""

    id: str
    claims: Claims


@dataclass(frozen=True, slots=True)
class _Vouched:
    """What is kept at hand of a context."""

    facts: Mapping[str, str]
    expires: datetime


class Contexts:
    """Takes the tokens of `products` into a store, and reads what they vouched for. Safe between threads.

    Every method may raise StoreError.
    """

    def __init__(self, products: Products, store: Store, room: int = ROOM) -> None:
        self._products = products
        self._store = store
        self._at_hand: Recent[_Vouched] = Recent(room)

    def take(self, token: str, facts: Mapping[str, Fact], now: datetime) -> Taken:
        """Take a token, once, however many processes are asked at the same time. Raises Refused."""
        said = claims(token, self._products, facts, now)
        made = secrets.token_urlsafe(_ID_BYTES)
        kept = Context(
            id_hash=id_hash(made),
            product=said.product,
            nonce=said.nonce,
            at=now,
            expires=now + timedelta(hours=limits.CONTEXT_HOURS),
            facts=said.facts,
            identity=said.identity.row(),
        )
        if not self._store.contexts.keep(kept):
            raise Refused(Why.USED)
        return Taken(made, said)

    def trusted(self, walk: Walk, now: datetime) -> Walk:
        """Return the walk with what its `_c` vouches for; one that is unknown or has expired is left out.

        A walk without `_c` costs nothing, the first use of one a read.
        """
        if walk.context is None:
            return walk
        vouched = self._vouched(id_hash(walk.context))
        if vouched is None or now >= vouched.expires:
            return replace(walk, context=None)
        told = {name: dict(values) for name, values in walk.known.told.items()}
        for name, value in vouched.facts.items():
            told.setdefault(name, {})[Source.VERIFIED] = value
        return replace(walk, known=replace(walk.known, told=told))

    def identity(self, walk: Walk, now: datetime) -> Identity:
        """Return who the customer of a walk is, as their product vouched; nobody when it did not."""
        kept = self._store.contexts.read(id_hash(walk.context)) if walk.context is not None else None
        return identity_of(kept.identity) if kept is not None and now < kept.expires else Identity()

    def _vouched(self, hashed: str) -> _Vouched | None:
        found = self._at_hand.get(hashed)
        if found is not None:
            return found
        kept = self._store.contexts.read(hashed)
        return self._at_hand.keep(hashed, _Vouched(kept.facts, kept.expires)) if kept is not None else None


def id_hash(made: str) -> str:
    """Return the form in which the store keeps the id of a context: reading the store opens none."""
    return hashlib.sha256(made.encode("utf-8", "replace")).hexdigest()
