"""Contexts: what products vouched for, each token once, until it expires."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.records import Json, Record

_Context = tables.context.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Record):
    """What one token vouched for: `facts` by id, `identity` as the caller reads it. Its own id is kept as a hash."""

    id_hash: str
    product: str
    nonce: str
    at: datetime
    expires: datetime
    facts: Mapping[str, str]
    identity: Mapping[str, Json]


class Contexts:
    """The contexts in a store. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, one: Context) -> bool:
        """Keep a context; False when its product used that nonce before, by whichever process.

        The unique row decides, and is safe from a power cut: a token counts once.
        """
        insert = self._database.insert(tables.context).values(one.row())
        once = insert.on_conflict_do_nothing(index_elements=["product", "nonce"])
        with self._database.write() as connection:
            return connection.execute(once.returning(_Context.id_hash)).first() is not None

    def read(self, id_hash: str) -> Context | None:
        """The context of that hash, expired or not."""
        with self._database.read() as connection:
            query = select(tables.context).where(_Context.id_hash == id_hash)
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else Context.from_row(row)

    def of_person(self, is_theirs: Callable[[Mapping[str, Json]], bool]) -> list[Context]:
        """The contexts whose identity is that person's, first to last. They live for a day, so there are few."""
        query = select(tables.context).order_by(_Context.at, _Context.id_hash)
        with self._database.read() as connection:
            rows = connection.execute(query).mappings()
            return [Context.from_row(row) for row in rows if row["identity"] and is_theirs(row["identity"])]

    def forget(self, id_hash: str) -> None:
        """Take the identity out of a context. The rest stays, so that its token does not count again."""
        with self._database.write() as connection:
            connection.execute(update(tables.context).where(_Context.id_hash == id_hash).values(identity={}))
