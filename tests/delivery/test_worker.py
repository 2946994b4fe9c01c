"""The worker delivers each thing once wherever that can be looked up, whatever goes wrong, and never ends by itself."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest

from tests.delivery.desk import NOON, Bare, Blind, Clock, Desk, Forgiving, claimed, delivery, filed, worker
from tests.store import samples
from wizard.delivery.helpdesk import Refused, Unavailable, Unclear
from wizard.delivery.worker import Pace, Worker
from wizard.store import State, StoreBusy, StoreUnreachable

PACE = Pace()
HOUR = timedelta(hours=1)


def fails(desk: Desk, error: Exception, *, before: bool = True, times: int = 1) -> None:
    """Have the next creations fail, before or after they have happened."""
    left = [times]

    def trouble(_key: str, is_before: bool) -> None:
        if is_before is before and left[0]:
            left[0] -= 1
            raise error

    desk.trouble = trouble


def test_the_lease_is_five_times_as_long_as_a_delivery_may_take():
    assert PACE.lease >= 5 * PACE.deadline
    assert PACE.deadline >= timedelta(seconds=4 * PACE.seconds)


def test_what_is_due_is_delivered_and_marked_with_its_number(store, clock):
    ticket, desk = filed(store), Desk()
    assert worker(store, desk, clock).deliver_one()
    one = delivery(store, ticket)
    assert (one.state, one.external_id) == (State.DELIVERED, f"nr-{one.key}")
    assert one.external_url == f"https://desk.example.org/{one.key}"
    assert not worker(store, desk, clock).deliver_one()
    assert desk.created == {one.key: 1}


def test_it_looks_before_it_creates(store, clock):
    ticket, desk = filed(store), Desk()
    key = delivery(store, ticket).key
    desk.created[key] = 1
    worker(store, desk, clock).deliver_one()
    assert desk.created == {key: 1} and desk.calls == [f"find {key}"]
    assert delivery(store, ticket).state is State.DELIVERED


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("error", [Unavailable("down"), Unclear("lost")])
def test_a_failure_is_tried_again_later_and_ends_with_one_ticket(store, clock, error, before):
    ticket, desk = filed(store), Desk()
    fails(desk, error, before=before)
    work = worker(store, desk, clock)
    assert work.deliver_one() and not work.deliver_one()
    assert delivery(store, ticket).state is State.WAITING
    clock.wait(PACE.first.total_seconds())
    assert work.deliver_one()
    assert delivery(store, ticket).state is State.DELIVERED
    assert set(desk.created.values()) == {1}


def test_the_pause_doubles_to_its_longest_with_some_chance():
    pauses = [PACE.pause(tries, 0.5, None) for tries in range(1, 12)]
    assert pauses[:3] == [PACE.first, 2 * PACE.first, 4 * PACE.first]
    assert pauses[-1] == PACE.longest
    assert PACE.pause(1, 0.0, None) == PACE.first / 2 and PACE.pause(1, 1.0, None) == PACE.first * 1.5
    assert PACE.pause(10**6, 0.5, None) == PACE.longest


def test_it_waits_as_long_as_the_helpdesk_asks_but_not_for_ever(store, clock):
    ticket, desk = filed(store), Desk()
    fails(desk, Unavailable("too many", after=600.0))
    worker(store, desk, clock).deliver_one()
    assert delivery(store, ticket).due == NOON + timedelta(seconds=600)
    assert PACE.pause(1, 0.5, 10.0**9) == timedelta(days=1)


def test_what_will_never_be_taken_waits_for_a_person(store, clock):
    ticket, desk = filed(store), Desk()
    fails(desk, Refused("no such queue: Support"))
    work = worker(store, desk, clock)
    work.deliver_one()
    one = delivery(store, ticket)
    assert (one.state, one.error) == (State.STUCK, "no such queue: Support")
    clock.wait(10**6)
    assert not work.deliver_one()
    assert store.outbox.retry(one.id, clock())
    assert work.deliver_one() and delivery(store, ticket).state is State.DELIVERED


def test_a_helpdesk_that_is_not_in_the_settings_waits_for_a_person(store, clock):
    ticket = filed(store, 1, samples.order(1, "gone"))
    worker(store, Desk(), clock).deliver_one()
    assert delivery(store, ticket).state is State.STUCK
    assert "gone" in (delivery(store, ticket).error or "")


def test_it_is_given_up_after_about_a_week(store, clock):
    ticket, desk = filed(store), Desk()
    fails(desk, Unavailable("down"), times=10**6)
    work = worker(store, desk, clock)
    while delivery(store, ticket).state is not State.STUCK:
        clock.wait(PACE.longest.total_seconds())
        assert work.deliver_one()
    assert timedelta(days=6) < clock() - NOON < timedelta(days=9)
    assert len(store.outbox.attempts_of(1)) == PACE.tries


def test_where_nobody_can_look_an_unclear_end_is_said_to_be_unknown(store, clock):
    ticket, desk = filed(store), Blind()
    fails(desk, Unclear("the answer was lost"), before=False)
    worker(store, desk, clock).deliver_one()
    assert delivery(store, ticket).state is State.UNKNOWN
    clock.wait(10**6)
    assert not worker(store, desk, clock, "two").deliver_one()
    assert set(desk.created.values()) == {1}


def test_where_a_repetition_does_no_harm_an_unclear_end_is_tried_again(store, clock):
    ticket, desk = filed(store), Forgiving()
    fails(desk, Unclear("the answer was lost"), before=False)
    work = worker(store, desk, clock)
    work.deliver_one()
    clock.wait(PACE.first.total_seconds())
    work.deliver_one()
    assert delivery(store, ticket).state is State.DELIVERED
    assert len({parcel.key for parcel in desk.parcels}) == 1 and len(desk.parcels) == 2


@pytest.mark.parametrize(
    ("desk", "state"),
    [
        (Desk(), State.DELIVERED),
        (Blind(), State.UNKNOWN),
        (Forgiving(), State.DELIVERED),
    ],
    ids=["finds", "can only be sent to", "repeats"],
)
def test_after_a_worker_that_did_not_come_back_it_is_known_what_may_be_done(store, clock, desk, state):
    ticket = filed(store)
    gone = claimed(store, NOON, PACE.lease)
    desk.created[gone.delivery.key] = 1  # it had come so far
    clock.wait(PACE.lease.total_seconds() + 1)
    worker(store, desk, clock).deliver_one()
    assert delivery(store, ticket).state is state
    assert desk.created[gone.delivery.key] == (2 if desk.repeats else 1)


def test_a_claim_that_was_lost_on_the_way_creates_nothing(store, clock):
    ticket, desk = filed(store), Desk()

    class Slow(Bare):
        def parcel(self, one):
            late = clock() + PACE.lease + HOUR
            assert store.outbox.claim("two", late, late + PACE.lease) is not None
            return super().parcel(one)

    slow = Worker("one", store, {"desk": desk}, Slow(), clock, clock.wait, ticks=clock.ticks)
    assert slow.deliver_one()
    assert desk.created == {} and delivery(store, ticket).worker == "two"


def test_a_receipt_counts_even_when_the_claim_was_lost_meanwhile(store, clock):
    ticket, desk = filed(store), Desk()

    def lost(_key: str, before: bool) -> None:
        if before:
            late = clock() + PACE.lease + HOUR
            assert store.outbox.claim("two", late, late + PACE.lease) is not None

    desk.trouble = lost
    worker(store, desk, clock).deliver_one()
    assert delivery(store, ticket).state is State.DELIVERED


def test_a_ticket_that_is_gone_is_told_to_staff_and_nothing_is_sent(store, clock):
    class Nothing:
        def parcel(self, _one):
            return None

    ticket, desk = filed(store), Desk()
    Worker("one", store, {"desk": desk}, Nothing(), clock, clock.wait, ticks=clock.ticks).deliver_one()
    assert delivery(store, ticket).state is State.STUCK and desk.created == {}


@pytest.mark.parametrize(("finds", "state"), [(True, State.STUCK), (False, State.UNKNOWN)])
def test_a_fault_of_ours_waits_for_a_person_and_the_next_delivery_goes_on(store, clock, finds, state):
    first, second, desk = filed(store, 1), filed(store, 2), Desk() if finds else Blind()
    fails(desk, KeyError("a fault"))
    work = worker(store, desk, clock)
    assert work.deliver_one() and work.deliver_one()
    assert (delivery(store, first).state, delivery(store, second).state) == (state, State.DELIVERED)


def test_what_a_helpdesk_says_of_a_person_is_not_in_the_log(store, clock, caplog):
    caplog.set_level("DEBUG")
    ticket, desk = filed(store), Desk()
    fails(desk, Refused("the helpdesk answers 422: sara@example.org is no address"))
    worker(store, desk, clock).deliver_one()
    assert "sara@example.org" in (delivery(store, ticket).error or "")
    assert "sara@example.org" not in caplog.text and "422" in caplog.text


def test_a_helpdesk_that_cannot_be_reached_keeps_others_from_waiting(store, clock):
    for number in range(1, 6):
        filed(store, number)
    fine = filed(store, 6, samples.order(6, "well"), at=NOON + timedelta(seconds=1))
    down, well = Blind(), Desk()
    fails(down, Unavailable("no connection: refused"), times=100)
    clock.wait(2)
    work = Worker("one", store, {"desk": down, "well": well}, Bare(), clock, clock.wait, ticks=clock.ticks)
    while work.deliver_one():
        pass
    assert delivery(store, fine).state is State.DELIVERED
    assert len([call for call in down.calls if call.startswith("create")]) == 3
    fails(down, Unavailable("down"), times=0)
    clock.wait(300)
    while work.deliver_one():
        pass
    assert store.outbox.waiting() == {State.DELIVERED: 6}


def test_a_clock_that_jumps_ahead_while_a_worker_delivers_has_nothing_delivered_twice(store, clock):
    ticket, desk = filed(store), Desk()
    other = worker(store, desk, clock, "two")

    def trouble(_key: str, before: bool) -> None:
        if before:
            clock.now += timedelta(days=1)
            assert not other.deliver_one()

    desk.trouble = trouble
    worker(store, desk, clock).deliver_one()
    assert set(desk.created.values()) == {1} and delivery(store, ticket).state is State.DELIVERED


def test_a_clock_that_is_set_back_holds_nothing_up(store, clock):
    clock.now = NOON + timedelta(days=30)
    waiting, taken = filed(store, 1, at=clock.now), filed(store, 2, at=clock.now)
    desk = Desk()
    fails(desk, Unavailable("down"))
    worker(store, desk, clock).deliver_one()
    claimed(store, clock.now, PACE.lease)
    clock.now = NOON
    work = worker(store, desk, clock, "two")
    assert work.deliver_one() and work.deliver_one()
    states = [delivery(store, ticket).state for ticket in (waiting, taken)]
    assert states == [State.DELIVERED, State.DELIVERED]


class Trouble:
    """Stands in for the outbox of a store and fails as often as it is told to, one call by name."""

    def __init__(self, outbox: object, name: str, error: Exception, times: int) -> None:
        self._outbox, self._name, self._error, self._left = outbox, name, error, times

    def __getattr__(self, name: str):
        if name == self._name and self._left:
            self._left -= 1
            raise self._error
        return getattr(self._outbox, name)


@pytest.mark.parametrize(
    "error", [StoreBusy(where="here"), StoreUnreachable(where="here", why="disk is full")]
)
def test_what_arrived_is_marked_as_soon_as_the_store_answers_again(store, clock, error):
    ticket, desk = filed(store), Blind()
    store.outbox = Trouble(store.outbox, "delivered", error, times=5)
    worker(store, desk, clock).deliver_one()
    assert delivery(store, ticket).state is State.DELIVERED and set(desk.created.values()) == {1}


@pytest.mark.parametrize("error", [StoreBusy(where="here"), OSError("a fault")])
@pytest.mark.parametrize("name", ["claim", "holds", "delivered"])
def test_trouble_with_the_store_never_ends_the_worker(store, clock, name, error):
    ticket, desk = filed(store), Desk()
    store.outbox = Trouble(store.outbox, name, error, times=3)
    rounds = iter(range(2_000))

    def wait(seconds: float) -> bool:
        clock.wait(seconds)
        return next(rounds, None) is None

    worker(store, desk, clock, wait=wait).run()
    assert set(desk.created.values()) <= {1}
    expected = State.STUCK if (name, type(error)) == ("holds", OSError) else State.DELIVERED
    assert delivery(store, ticket).state is expected


def test_told_to_stop_it_takes_nothing_more(store, clock):
    for number in range(3):
        filed(store, number)
    desk, told = Desk(), threading.Event()
    desk.trouble = lambda _key, before: None if before else told.set()
    worker(store, desk, clock, wait=lambda seconds: told.is_set()).run()
    assert sum(desk.created.values()) == 1
    assert store.outbox.waiting() == {State.DELIVERED: 1, State.WAITING: 2}


def test_twenty_workers_deliver_each_ticket_once_though_half_of_the_calls_fail(store):
    for number in range(60):
        filed(store, number)
    desk, chance, counting = Desk(), Random(7), threading.Lock()

    def trouble(_key: str, before: bool) -> None:
        with counting:
            drawn = chance.random()
        if before and drawn < 0.3:
            raise Unclear("it broke, and nothing was made")
        if not before and drawn < 0.35:
            raise Unclear("the answer was lost")

    desk.trouble = trouble
    pace = Pace(first=timedelta(0), longest=timedelta(0), tries=1_000)

    def work(name: int) -> None:
        one = worker(store, desk, Clock(), f"worker-{name}", pace=pace)
        while one.deliver_one():
            pass

    while store.outbox.waiting().get(State.WAITING):
        with ThreadPoolExecutor(20) as pool:
            list(pool.map(work, range(20)))
    assert len(desk.created) == 60 and Counter(desk.created.values()) == {1: 60}
    assert store.outbox.waiting() == {State.DELIVERED: 60}
