"""A helpdesk in memory that behaves as a test says, and parcels for it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from tests.store import samples
from wizard.delivery.helpdesk import Helpdesk, Parcel, Receipt
from wizard.delivery.worker import Pace, Worker
from wizard.store import Claimed, Delivery, Order, Store

NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)


@dataclass
class Desk:
    """Keeps what is created, by key. `trouble` may raise before or after that; `before` says which it is."""

    kind: ClassVar[str] = "memory"
    finds: ClassVar[bool] = True
    repeats: ClassVar[bool] = False
    created: Counter[str] = field(default_factory=Counter)
    parcels: list[Parcel] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    trouble: Callable[[str, bool], None] = lambda key, before: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: str) -> Receipt | None:
        self.calls.append(f"find {key}")
        with self.lock:
            return Receipt(f"nr-{key}") if self.created[key] else None

    def create(self, parcel: Parcel) -> Receipt:
        self.calls.append(f"create {parcel.key}")
        self.trouble(parcel.key, True)
        with self.lock:
            self.created[parcel.key] += 1
            self.parcels.append(parcel)
        self.trouble(parcel.key, False)
        return Receipt(f"nr-{parcel.key}", f"https://desk.example.org/{parcel.key}")

    def status(self, external_id: str) -> str | None:
        self.calls.append(f"status {external_id}")
        self.trouble(external_id, True)
        return self.statuses.get(external_id)


class Blind(Desk):
    """One in which nobody can look."""

    finds: ClassVar[bool] = False


class Forgiving(Blind):
    """One that takes the same thing twice without harm."""

    repeats: ClassVar[bool] = True


class Bare:
    """Makes parcels with nothing but what the delivery says."""

    def parcel(self, delivery: Delivery) -> Parcel | None:
        return Parcel(key=delivery.key, reference="RG", subject="A subject", text="A text", locale="en")


class Clock:
    """A clock that goes on by itself only while somebody waits; `ticks` cannot be set anew, `now` can."""

    def __init__(self) -> None:
        self.now = NOON
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> bool:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds
        return False


def worker(
    store: Store, desk: Helpdesk, clock: Clock, name: str = "one", *, pace: Pace | None = None, **more: Any
) -> Worker:
    """A worker of the helpdesk `desk` that waits by that clock and never jitters."""
    given: dict[str, Any] = {"wait": clock.wait, "chance": lambda: 0.5, "ticks": clock.ticks, **more}
    return Worker(name, store, {"desk": desk}, Bare(), clock, pace=pace, **given)


def filed(store: Store, number: int = 1, *orders: Order, **changes: Any) -> int:
    """A ticket filed at noon with a delivery to the desk; returns its id."""
    ticket = samples.ticket(number, **{"at": NOON, **changes})
    return store.file_ticket(ticket, orders or (samples.order(number),)).ticket.id


def delivery(store: Store, ticket: int) -> Delivery:
    """The first delivery of a ticket."""
    return store.outbox.deliveries_of(ticket)[0]


def claimed(store: Store, at: datetime, lease: timedelta, name: str = "gone") -> Claimed:
    """What a worker that never comes back has claimed."""
    found = store.outbox.claim(name, at, at + lease)
    assert found is not None
    return found
