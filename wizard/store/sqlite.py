"""SQLite: WAL mode, one queue for all writers, and a bare connection for the one write that must be fast."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Table, create_engine, event
from sqlalchemy.dialects import sqlite

from wizard.store.columns import storable_json
from wizard.store.database import Database
from wizard.store.errors import WrongStoreUrl
from wizard.store.faults import faults
from wizard.store.lock import WriteLock

# Seconds to wait for a program that does not queue at our lock, such as an sqlite3 shell.
STRANGER: Final = 5.0
# Pages of 4 kB in the log before it is brought into the file. The writer that does so keeps the others waiting: so not
# often, and the log stays below some 40 MB.
_PAGES_TO_CHECKPOINT: Final = 8_000
_IMMEDIATE: Final = "immediate"


class SqliteDatabase(Database):
    """One SQLite file with its lock file beside it; makes both and their folder. Raises StoreUnreachable."""

    def __init__(self, file: Path) -> None:
        with faults(str(file)):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._lock = WriteLock(file.with_name(file.name + ".lock"))
            with self._lock:
                _switch_to_wal(file)
        self._file = file
        self._bare: sqlite3.Connection | None = None
        engine = create_engine(
            URL.create("sqlite", database=str(file)),
            connect_args={"isolation_level": None, "check_same_thread": False, "timeout": STRANGER},
            json_serializer=storable_json,
            hide_parameters=True,  # an error's text must not show what a customer wrote
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        super().__init__(engine, str(file))

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        with faults(self.where), self._lock, self.engine.connect() as connection:
            _driver(connection).execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            with connection.execution_options(**{_IMMEDIATE: True}).begin():
                yield connection

    @contextmanager
    def write_bare(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection inside a writing transaction that is not durable.

        One connection serves all threads, since the lock lets only one of them in. Raises StoreError.
        """
        with faults(self.where), self._lock:
            if self._bare is None:
                self._bare = _connect_bare(self._file)
            self._bare.execute("BEGIN IMMEDIATE")
            try:
                yield self._bare
                self._bare.execute("COMMIT")
            except BaseException:
                if self._bare.in_transaction:
                    self._bare.execute("ROLLBACK")
                raise

    def insert(self, table: Table) -> sqlite.Insert:
        return sqlite.insert(table)

    def queue_upgrade(self, connection: Connection) -> None:
        """Nothing: whoever writes already holds the lock."""

    def close(self) -> None:
        super().close()
        with self._lock:
            if self._bare is not None:
                self._bare.close()
                self._bare = None
        self._lock.close()

    def start_afresh(self) -> None:
        super().start_afresh()
        self._inherited.append(self._bare)
        self._bare = None
        self._lock.start_afresh()


def file_of(url: URL) -> Path:
    """The file that an SQLite URL names. Raises WrongStoreUrl when it names none, or memory."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise WrongStoreUrl(why="SQLite needs a file, for several threads and processes share it")
    return Path(url.database).absolute()


def _switch_to_wal(file: Path) -> None:
    connection = sqlite3.connect(file, timeout=STRANGER)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _connect_bare(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=STRANGER, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_TO_CHECKPOINT}")
    return connection


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
