"""A database that is locked, a disk that is full: the worker goes on, and nothing is delivered twice or forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.delivery.desk import Clock, Desk, delivery, filed, worker
from wizard.delivery.worker import TROUBLE_SECONDS, Pace
from wizard.store import State, Store
from wizard.store.sqlite import SqliteDatabase


class Disk:
    """The disk of a database: `full` lets the file grow no more."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.database = SqliteDatabase(file)
        self.full = False
        event.listen(self.database.engine, "checkout", self._limit)

    def _limit(self, connection: Any, *_: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] if self.full else 2**30
        connection.execute(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "wizard.db")


@pytest.fixture
def store(disk: Disk) -> Iterator[Store]:
    with Store(disk.database) as opened:
        opened.upgrade()
        yield opened


def test_on_a_full_disk_nothing_is_handed_over_and_all_is_as_soon_as_there_is_room(store, disk, clock):
    tickets = [filed(store, number) for number in range(150)]  # more attempts than fit into what is there
    disk.full = True
    desk, waits = Desk(), iter(range(2_000))
    created: list[int] = []

    def wait(seconds: float) -> bool:
        clock.wait(seconds)
        if seconds and disk.full:
            created.append(sum(desk.created.values()))
            disk.full = clock.seconds < 2 * Pace().lease.total_seconds()
        return next(waits, None) is None

    worker(store, desk, clock, wait=wait).run()
    assert len(created) > 50 and len(set(created)) == 1 and created[0] < len(tickets)
    assert store.outbox.waiting() == {State.DELIVERED: len(tickets)}
    assert set(desk.created.values()) == {1}


def test_a_stranger_that_locks_the_database_holds_up_but_ends_nothing(store, disk, clock):
    ticket, desk = filed(store), Desk()
    stranger = sqlite3.connect(disk.file, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    waits = iter(range(20))

    def wait(seconds: float) -> bool:
        clock.wait(seconds)
        if seconds == TROUBLE_SECONDS and stranger.in_transaction:
            assert desk.created == {}
            stranger.execute("ROLLBACK")
        return next(waits, None) is None

    worker(store, desk, clock, wait=wait).run()
    stranger.close()
    assert delivery(store, ticket).state is State.DELIVERED and set(desk.created.values()) == {1}


def test_a_database_that_is_locked_after_the_ticket_was_made_is_told_later_that_it_was(store, disk):
    ticket, clock = filed(store), Clock()
    stranger = sqlite3.connect(disk.file, isolation_level=None)
    desk = Desk()

    def trouble(_key: str, before: bool) -> None:
        if not before:
            stranger.execute("BEGIN IMMEDIATE")

    def wait(seconds: float) -> bool:
        clock.wait(seconds)
        if stranger.in_transaction:
            stranger.execute("ROLLBACK")
        return False

    desk.trouble = trouble
    assert worker(store, desk, clock, wait=wait).deliver_one()
    stranger.close()
    assert delivery(store, ticket).state is State.DELIVERED and set(desk.created.values()) == {1}
    assert store.outbox.attempts_of(1)[0].outcome == "delivered"
