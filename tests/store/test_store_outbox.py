"""The outbox: what is due is claimed by one worker, tried, and marked with what became of it."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store import samples
from tests.store.samples import HOUR, NOON
from wizard.store import Author, Delivery, Kind, Order, State, Store

LEASE = timedelta(minutes=8)
SECOND = timedelta(seconds=1)


def filed(store: Store, number: int = 1, *orders: Order, **changes) -> int:
    """A ticket with these deliveries, by default one to the desk; returns its id."""
    kept = store.file_ticket(samples.ticket(number, **changes), orders or (samples.order(number),))
    return kept.ticket.id


def claim(store: Store, worker: str = "one", at=NOON, **more):
    return store.outbox.claim(worker, at, at + LEASE, **more)


def only(store: Store, ticket: int) -> Delivery:
    (one,) = store.outbox.deliveries_of(ticket)
    return one


def test_a_ticket_and_its_deliveries_are_kept_together(store):
    orders = (samples.order(1), samples.order(1, "mail", "copy"))
    first, second = store.outbox.deliveries_of(filed(store, 1, *orders))
    assert (first.helpdesk, first.purpose, first.key) == (
        "desk",
        "ticket",
        "help.example.org/RG-0001/ticket",
    )
    assert (second.helpdesk, second.purpose) == ("mail", "copy")
    assert {first.state, second.state} == {State.WAITING}
    assert (first.at, first.due, first.tries) == (NOON, NOON, 0)


def test_the_same_form_sent_again_orders_nothing_again(store):
    ticket = filed(store)
    store.file_ticket(samples.ticket(), [samples.order(1, purpose="again")])
    assert only(store, ticket).purpose == "ticket"


def test_the_same_form_sent_from_two_tabs_at_once_is_one_ticket_with_one_delivery(store):
    together = threading.Barrier(2)

    def send(round_number: int, tab: int) -> None:
        together.wait()
        ticket = samples.ticket(10 * round_number + tab, form_key=f"form-{round_number}", body_hash="body")
        store.file_ticket(ticket, [samples.order(round_number)])

    with ThreadPoolExecutor(2) as tabs:
        for number in range(10):
            list(tabs.map(send, [number] * 2, (1, 2)))
            assert only(store, store.ticket_by_form_key(f"form-{number}").id).key == samples.order(number).key


def test_a_message_is_ordered_by_its_number_and_once(store):
    ticket = filed(store)
    for _ in range(2):
        store.add_message(ticket, NOON, Author.CUSTOMER, "more", "m1", [samples.order(1, purpose="said")])
    (message,) = store.messages_of(ticket)
    _, said = store.outbox.deliveries_of(ticket)
    assert said.purpose == f"said:{message.id}"
    assert said.key == f"help.example.org/RG-0001/said:{message.id}"


def test_a_claimed_delivery_is_nobody_elses_until_its_lease_is_over(store):
    filed(store)
    claimed = claim(store)
    assert claimed is not None and not claimed.lost
    one = claimed.delivery
    assert (one.state, one.worker, one.leased_until, one.tries) == (State.SENDING, "one", NOON + LEASE, 1)
    assert claim(store, "two", NOON + LEASE) is None
    again = claim(store, "two", NOON + LEASE + SECOND)
    assert again is not None and again.lost
    assert (again.delivery.worker, again.delivery.tries) == ("two", 2)
    outcomes = [(attempt.worker, attempt.outcome) for attempt in store.outbox.attempts_of(one.id)]
    assert outcomes == [("one", "lost"), ("two", "begun")]


def test_the_longest_due_comes_first_and_what_is_not_due_waits(store):
    late, early = filed(store, 1, at=NOON + SECOND), filed(store, 2)
    assert claim(store).delivery.ticket_id == early
    assert claim(store) is None
    assert claim(store, at=NOON + SECOND).delivery.ticket_id == late


def test_what_arrived_is_marked_with_where(store):
    ticket = filed(store)
    one = claim(store).delivery
    assert store.outbox.delivered(one, NOON + SECOND, "4711", "https://desk.example.org/4711")
    kept = only(store, ticket)
    assert (kept.state, kept.external_id, kept.external_url, kept.delivered_at) == (
        State.DELIVERED,
        "4711",
        "https://desk.example.org/4711",
        NOON + SECOND,
    )
    assert (kept.worker, kept.leased_until, kept.error) == (None, None, None)
    assert claim(store, at=NOON + HOUR) is None
    assert not store.outbox.delivered(one, NOON + HOUR, "4712", None)


def test_what_is_put_off_is_tried_again_later_with_its_reason(store):
    ticket = filed(store)
    assert store.outbox.again(claim(store).delivery, NOON + HOUR, "it is down")
    assert only(store, ticket).error == "it is down"
    assert claim(store, at=NOON + HOUR - SECOND) is None
    second = claim(store, at=NOON + HOUR)
    assert not second.lost and second.delivery.tries == 2


def test_who_lost_a_claim_can_mark_nothing_but_an_arrival(store):
    ticket = filed(store)
    slow = claim(store).delivery
    later = NOON + LEASE + SECOND
    quick = claim(store, "two", later).delivery
    assert not store.outbox.again(slow, later, "down")
    assert not store.outbox.leave(slow, State.STUCK, "no")
    assert not store.outbox.holds(slow, later + LEASE)
    assert only(store, ticket) == quick
    assert store.outbox.delivered(slow, later, "4711", None)
    assert not store.outbox.leave(quick, State.UNKNOWN, "nobody can look")
    assert only(store, ticket).state is State.DELIVERED


def test_a_lease_can_be_made_longer_by_its_worker(store):
    filed(store)
    one = claim(store).delivery
    assert store.outbox.holds(one, NOON + HOUR)
    assert claim(store, "two", NOON + HOUR) is None
    assert claim(store, "two", NOON + HOUR + SECOND).lost


@pytest.mark.parametrize("state", [State.STUCK, State.UNKNOWN])
def test_what_waits_for_a_person_is_tried_again_or_settled_when_that_person_says_so(store, state):
    first, second = filed(store, 1), filed(store, 2)
    for _ in range(2):
        assert store.outbox.leave(claim(store).delivery, state, "wrong token")
    assert claim(store, at=NOON + 99 * HOUR) is None
    waiting = store.outbox.needing_attention(10)
    assert [one.ticket_id for one in waiting] == [first, second]
    assert [one.ticket_id for one in store.outbox.needing_attention(1)] == [first]
    assert store.outbox.retry(waiting[0].id, NOON + HOUR)
    assert store.outbox.settle(waiting[1].id, NOON + HOUR, "4711")
    assert not store.outbox.retry(waiting[1].id, NOON) and not store.outbox.settle(waiting[0].id, NOON, None)
    assert only(store, second).state is State.DELIVERED
    again = claim(store, at=NOON + HOUR)
    assert again.delivery.ticket_id == first and not again.lost and again.delivery.tries == 1
    assert store.outbox.waiting() == {State.SENDING: 1, State.DELIVERED: 1}


def test_helpdesks_that_are_left_alone_keep_nobody_waiting(store):
    filed(store, 1, samples.order(1, "down"))
    filed(store, 2, samples.order(2, "well"))
    assert claim(store, without={"down"}).delivery.helpdesk == "well"
    assert claim(store, without={"down"}) is None
    assert claim(store).delivery.helpdesk == "down"


def test_a_clock_that_was_days_ahead_holds_nothing_back(store):
    filed(store, 1)
    ahead = NOON + timedelta(days=400)
    one = store.outbox.claim("one", ahead, ahead + LEASE)
    assert one is not None
    filed(store, 2, at=ahead)
    assert {claim(store, "two").delivery.ticket_id, claim(store, "two").delivery.ticket_id} == {
        one.delivery.ticket_id,
        one.delivery.ticket_id + 1,
    }


def test_a_clock_that_jumps_ahead_takes_no_lease_away_while_a_steady_one_knows_better(store):
    filed(store)
    claim(store)
    ahead = NOON + timedelta(hours=5)
    assert claim(store, "two", ahead, steady=NOON + SECOND) is None
    assert claim(store, "two", ahead, steady=NOON + LEASE + SECOND).lost


def test_many_workers_claim_each_delivery_once(store):
    for number in range(40):
        filed(store, number)
    together = threading.Barrier(8)

    def work(name: int) -> list[int]:
        together.wait()
        found = []
        while (claimed := claim(store, f"worker-{name}")) is not None:
            found.append(claimed.delivery.id)
        return found

    with ThreadPoolExecutor(8) as pool:
        claimed = Counter(number for numbers in pool.map(work, range(8)) for number in numbers)
    assert len(claimed) == 40 and set(claimed.values()) == {1}


def test_a_status_that_changed_elsewhere_becomes_the_tickets_own_and_is_noted_once(store):
    ticket = filed(store)
    store.outbox.delivered(claim(store).delivery, NOON, "4711", None)
    one = only(store, ticket)
    assert not store.outbox.read_back(one, "open", NOON)
    assert store.outbox.read_back(one, "solved", NOON + HOUR)
    assert not store.outbox.read_back(one, "solved", NOON + 2 * HOUR)
    kept = store.inbox.ticket(ticket)
    assert (kept.status, kept.changed_at) == ("solved", NOON + HOUR)
    (noted,) = store.inbox.audited(ticket)
    assert (noted.who, noted.what, noted.details) == (
        "worker",
        "status",
        {"helpdesk": "desk", "status": "solved"},
    )


def test_what_staff_did_here_stays_until_the_status_elsewhere_changes(store):
    ticket = filed(store)
    store.outbox.delivered(claim(store).delivery, NOON, "4711", None)
    one = only(store, ticket)
    store.outbox.read_back(one, "pending", NOON)
    store.inbox.change(ticket, {"status": "open"}, samples.audited(ticket_id=ticket))
    assert not store.outbox.read_back(one, "pending", NOON)
    assert store.inbox.ticket(ticket).status == "open"


def test_tickets_to_read_back_are_those_that_arrived_and_are_not_closed_there(store):
    numbers = [
        filed(store, number, samples.order(number), samples.order(number, "mail", "copy"))
        for number in range(4)
    ]
    while (claimed := claim(store)) is not None:
        one = claimed.delivery
        store.outbox.delivered(one, one.at + (one.ticket_id - numbers[0]) * HOUR, str(one.id), None)
    desk = [store.outbox.deliveries_of(number)[0] for number in numbers]
    store.outbox.read_back(desk[3], "closed", NOON)
    found = store.outbox.delivered_to("desk", NOON + HOUR, 10)
    assert [one.ticket_id for one in found] == numbers[1:3]
    assert [one.id for one in store.outbox.delivered_to("desk", NOON, 1, after=desk[0].id)] == [desk[1].id]


def test_it_says_how_long_the_oldest_has_been_waiting(store):
    assert store.outbox.waiting_since() is None
    filed(store, 1)
    filed(store, 2, at=NOON + HOUR)
    assert store.outbox.waiting_since() == NOON
    store.outbox.leave(claim(store).delivery, State.STUCK, "no")
    assert store.outbox.waiting_since() == NOON + HOUR


def test_a_ticket_that_did_not_arrive_is_not_purged(store):
    stuck, arrived, plain = filed(store, 1), filed(store, 2), store.file_ticket(samples.ticket(3)).ticket.id
    store.outbox.leave(claim(store).delivery, State.STUCK, "no")
    store.outbox.delivered(claim(store).delivery, NOON, "4711", None)
    store.inbox.note(samples.audited(ticket_id=arrived))
    assert store.purge(Kind.TICKET, NOON + HOUR) == 2
    assert store.inbox.ticket(stuck) is not None
    assert store.inbox.ticket(arrived) is None and store.inbox.ticket(plain) is None
    assert store.outbox.deliveries_of(arrived) == [] and store.inbox.audited(arrived) == []


def test_a_delivery_comes_back_as_it_was_kept(store):
    ticket = filed(store)
    one = only(store, ticket)
    assert replace(one, id=0) == Delivery(
        ticket_id=ticket,
        helpdesk="desk",
        purpose="ticket",
        key="help.example.org/RG-0001/ticket",
        state=State.WAITING,
        at=NOON,
        due=NOON,
    )
