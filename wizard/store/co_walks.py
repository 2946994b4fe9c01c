"""Co-walks: walks that a customer and somebody of support walk together, each kept at its latest answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, literal, select, update

from wizard.store import tables
from wizard.store.codes import CoWalk
from wizard.store.database import Database

_Walk = tables.co_walk.c


class CoWalks:
    """The co-walks in a store, known by the hashes of their codes. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, one: CoWalk) -> bool:
        """Keep a co-walk in the place of earlier ones of the same walk; False when that code is another's."""
        insert = self._database.insert(tables.co_walk).values(one.row())
        once = insert.on_conflict_do_nothing(index_elements=["code_hash"]).returning(_Walk.code_hash)
        earlier = delete(tables.co_walk).where(_Walk.walk == one.walk, _Walk.code_hash != one.code_hash)
        with self._database.write(durable=False) as connection:
            if connection.execute(once).first() is None:
                return False
            connection.execute(earlier)
            return True

    def find(self, code_hash: str) -> CoWalk | None:
        """The co-walk of that code, whether it has expired or not."""
        query = select(tables.co_walk).where(_Walk.code_hash == code_hash)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else CoWalk.from_row(row)

    def join(self, code_hash: str, staff: int, now: datetime, expires: datetime) -> bool:
        """Note who looks along, and at the first joining until when; False when it has expired or is not there."""
        until = case((_Walk.joined_at.is_(None), literal(expires, _Walk.expires.type)), else_=_Walk.expires)
        return self._changed(
            code_hash, _Walk.expires > now, values={"staff": staff, "joined_at": now, "expires": until}
        )

    def leave(self, code_hash: str, staff: int) -> bool:
        """Note that this member of staff looks no more; False when it was another one."""
        return self._changed(code_hash, _Walk.staff == staff, values={"staff": None})

    def go_on(self, code_hash: str, version: int, tree: str, query: str, now: datetime) -> bool:
        """Keep the latest answer, when `version` is still the latest; two that come at once are told apart here."""
        values = {"tree": tree, "query": query, "changed_at": now, "version": version + 1}
        return self._changed(code_hash, _Walk.version == version, _Walk.expires > now, values=values)

    def end(self, code_hash: str) -> None:
        """Forget a co-walk."""
        with self._database.write(durable=False) as connection:
            connection.execute(delete(tables.co_walk).where(_Walk.code_hash == code_hash))

    def _changed(self, code_hash: str, *where: ColumnElement[bool], values: dict[str, Any]) -> bool:
        change = update(tables.co_walk).where(_Walk.code_hash == code_hash, *where).values(**values)
        with self._database.write(durable=False) as connection:
            return connection.execute(change).rowcount == 1
