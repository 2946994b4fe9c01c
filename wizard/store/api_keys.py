"""Keys of programs that call the API: kept as hashes; revoked, never deleted, so that a name stays that of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.records import Record

_Key = tables.api_key.c


@dataclass(frozen=True, slots=True)
class ApiKey(Record):
    """One key: who has it, its hash, what it may do, and when it was revoked (None: it opens still)."""

    name: str
    key_hash: str
    scopes: Sequence[str]
    at: datetime
    revoked_at: datetime | None = None
    id: int = field(default=0, compare=False)

    @classmethod
    def from_row(cls, row: Mapping[Any, Any]) -> Self:
        """The key that a row stands for."""
        scopes = tuple(row["scopes"])
        return cls(row["name"], row["key_hash"], scopes, row["at"], row["revoked_at"], row["id"])


class ApiKeys:
    """The keys in a store. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, one: ApiKey) -> bool:
        """Keep a key; False when there is or was one of that name."""
        row = {name: value for name, value in one.row().items() if name != "id"}
        row["scopes"] = list(one.scopes)
        try:
            with self._database.write() as connection:
                connection.execute(tables.api_key.insert(), row)
        except IntegrityError:
            return False
        return True

    def by_hash(self, key_hash: str) -> ApiKey | None:
        """The key with that hash, a revoked one too."""
        return self._one(_Key.key_hash == key_hash)

    def by_name(self, name: str) -> ApiKey | None:
        """The key of that name, a revoked one too."""
        return self._one(_Key.name == name)

    def all(self) -> list[ApiKey]:
        """All keys by name, revoked ones too."""
        query = select(tables.api_key).order_by(_Key.name, _Key.id)
        with self._database.read() as connection:
            return [ApiKey.from_row(row) for row in connection.execute(query).mappings()]

    def revoke(self, number: int, at: datetime) -> bool:
        """Let a key open nothing any more; False when it was revoked before."""
        open_still = update(tables.api_key).where(_Key.id == number, _Key.revoked_at.is_(None))
        with self._database.write() as connection:
            return connection.execute(open_still.values(revoked_at=at)).rowcount == 1

    def _one(self, where: ColumnElement[bool]) -> ApiKey | None:
        with self._database.read() as connection:
            row = connection.execute(select(tables.api_key).where(where)).mappings().one_or_none()
            return None if row is None else ApiKey.from_row(row)
