"""Killed with SIGKILL between any two statements, and on either side of the call to the helpdesk: once all the same."""

from __future__ import annotations

import itertools
import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.delivery.desk import Clock, Desk, delivery, filed, worker
from tests.store import samples
from wizard.delivery.helpdesk import Parcel, Receipt
from wizard.delivery.worker import Pace
from wizard.store import Outcome, State, Store, open_store

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
PACE = Pace()


class Lasting(Desk):
    """A helpdesk that remembers in a file, whoever dies."""

    def __init__(self, file: Path, point: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.file = file
        self.point = point
        file.touch()

    def find(self, key: str) -> Receipt | None:
        return Receipt(key) if key in self.file.read_text().split("\n") else None

    def create(self, parcel: Parcel) -> Receipt:
        self.point()
        with self.file.open("a") as kept:
            kept.write(parcel.key + "\n")
        self.point()
        return Receipt(parcel.key)

    def count(self) -> Counter[str]:
        return Counter(self.file.read_text().split())


def dies_at(place: int, work: Callable[[Store, Callable[[], None]], None], url: str) -> bool:
    """Do the work in another process that is killed at its point of that number; False when it had fewer.

    Before and after each statement and before each commit there is a point, and wherever the work says so.
    """
    child = os.fork()
    if child == 0:
        numbers = itertools.count(1)

        def point(*_: Any) -> None:
            if next(numbers) == place:
                os.kill(os.getpid(), signal.SIGKILL)

        status = 1
        try:
            for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
                event.listen(Engine, name, point)
            with open_store(url) as store:
                work(store, point)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return status != 0


def test_a_worker_that_is_killed_anywhere_leaves_one_ticket_behind_it(tmp_path):
    places = 0
    for place in itertools.count(1):
        url = f"sqlite:///{(tmp_path / f'{place}.db').as_posix()}"
        file = tmp_path / f"desk-{place}"
        with open_store(url) as store:
            store.upgrade()
            ticket = filed(store)

        def work(store: Store, point: Callable[[], None], file: Path = file) -> None:
            assert worker(store, Lasting(file, point), Clock()).deliver_one()

        died = dies_at(place, work, url)
        with open_store(url) as store:
            clock = Clock()
            clock.wait((PACE.lease + timedelta(seconds=1)).total_seconds())
            desk = Lasting(file)
            again = worker(store, desk, clock, "two").deliver_one()
            one = delivery(store, ticket)
            assert one.state is State.DELIVERED and desk.count() == {one.key: 1}, place
            assert died or not again
        if not died:
            places = place
            break
    assert places > 15


def test_a_server_that_is_killed_while_it_files_leaves_all_or_nothing(tmp_path):
    places = 0
    for place in itertools.count(1):
        url = f"sqlite:///{(tmp_path / f'{place}.db').as_posix()}"
        with open_store(url) as store:
            store.upgrade()
            store.files.stage(samples.attachment(), 5)

        def work(store: Store, point: Callable[[], None]) -> None:
            store.file_ticket(samples.ticket(), [samples.order()])

        died = dies_at(place, work, url)
        with open_store(url) as store:
            kept = store.ticket_by_form_key("form-1")
            outcome = store.file_ticket(samples.ticket(), [samples.order()]).outcome
            assert outcome is (Outcome.NEW if kept is None else Outcome.SAME)
            ticket = store.ticket_by_form_key("form-1")
            assert ticket is not None
            assert len(store.outbox.deliveries_of(ticket.id)) == 1 == len(store.files.of_ticket(ticket.id))
            assert store.files.staged("form-1") == []
        if not died:
            places = place
            break
    assert places > 10


def test_a_member_of_staff_answers_all_or_nothing(tmp_path):
    for place in itertools.count(1):
        url = f"sqlite:///{(tmp_path / f'{place}.db').as_posix()}"
        with open_store(url) as store:
            store.upgrade()
            ticket = store.file_ticket(samples.ticket()).ticket.id

        def work(store: Store, point: Callable[[], None], ticket: int = ticket) -> None:
            reply = samples.message(ticket)
            letter = samples.order(1, "mail", "reply")
            store.inbox.say(reply, samples.audited("reply", ticket), {"status": "pending"}, [letter])

        died = dies_at(place, work, url)
        with open_store(url) as store:
            found = store.inbox.ticket(ticket)
            assert found is not None
            said, noted = len(store.messages_of(ticket)), len(store.inbox.audited(ticket))
            ordered = len(store.outbox.deliveries_of(ticket))
            assert said == noted == ordered == (found.status == "pending")
        if not died:
            assert said == 1 and place > 10
            break
