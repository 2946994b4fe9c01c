"""What the rest of the store asks of a database, whichever it is: read, write, insert."""

from __future__ import annotations

import os
import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from wizard.store.faults import faults


class Database(ABC):
    """An engine and the way to write through it. `where` names it in messages, without a password."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self._inherited: list[object] = []
        self._start_afresh_in_forks()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection inside a transaction that sees one state of the database. Raises StoreError."""
        with faults(self.where), self.engine.connect() as connection:
            yield connection

    @abstractmethod
    def write(self, *, durable: bool = True) -> AbstractContextManager[Connection]:
        """A connection inside a writing transaction: committed at the end, rolled back on any exception.

        A durable one survives a power cut once it is over. Not to be nested. Raises StoreError.
        """

    @abstractmethod
    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT into `table` that can say what to do on a conflict."""

    @abstractmethod
    def queue_upgrade(self, connection: Connection) -> None:
        """Wait until no other process upgrades, and hold others off until this transaction ends."""

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.engine.dispose()

    def start_afresh(self) -> None:
        """Leave the parent's connections alone after a fork: neither use nor close them."""
        self._inherited.append(self.engine.pool)
        self.engine.dispose(close=False)

    def _start_afresh_in_forks(self) -> None:
        if hasattr(os, "register_at_fork"):
            own = weakref.WeakMethod(self.start_afresh)
            os.register_at_fork(after_in_child=lambda: (afresh := own()) and afresh())
