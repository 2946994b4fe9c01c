"""PostgreSQL through psycopg: it queues writers itself, so there is little to say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql

from wizard.store.columns import storable_json
from wizard.store.database import Database
from wizard.store.errors import MissingDriver
from wizard.store.faults import faults

# Seconds; only for a server that does not answer at all.
CONNECT: Final = 5
# Any number that no other program takes as its advisory lock in our database.
_UPGRADE: Final = 7_241_001


class PostgresqlDatabase(Database):
    """A PostgreSQL database; connects at first use. Raises MissingDriver."""

    def __init__(self, url: URL) -> None:
        where = url.render_as_string(hide_password=True)
        url = url.set(drivername="postgresql+psycopg")
        if "connect_timeout" not in url.query:
            url = url.update_query_dict({"connect_timeout": str(CONNECT)})
        try:
            engine = create_engine(
                url, json_serializer=storable_json, pool_pre_ping=True, hide_parameters=True
            )
        except ModuleNotFoundError as error:
            raise MissingDriver from error
        event.listen(engine, "connect", _prepare)
        super().__init__(engine, where)

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        with faults(self.where), self.engine.begin() as connection:
            if durable:
                connection.execute(text("SET LOCAL synchronous_commit TO DEFAULT"))
            yield connection

    @contextmanager
    def write_bare(self) -> Iterator[Connection]:
        """A connection whose every statement is a transaction of its own, not durable. Raises StoreError."""
        with faults(self.where), self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def insert(self, table: Table) -> postgresql.Insert:
        return postgresql.insert(table)

    def queue_upgrade(self, connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE})


def _prepare(connection: Any, _record: object) -> None:
    """Let only durable writes wait for the disk."""
    connection.execute("SET synchronous_commit TO off")
    connection.commit()
