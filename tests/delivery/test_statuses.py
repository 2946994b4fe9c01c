"""What became of a ticket at its helpdesk is read back, seldom, in turn, by one worker of all."""

from __future__ import annotations

from datetime import timedelta

from tests.delivery.desk import NOON, Clock, Desk, delivery, filed, worker
from wizard.delivery.helpdesk import Refused, Unavailable
from wizard.delivery.statuses import PERIOD, PORTION, StatusReader
from wizard.store import Store


def delivered(store: Store, desk: Desk, clock: Clock, count: int) -> list[int]:
    """So many tickets that have arrived at the desk."""
    tickets = [filed(store, number) for number in range(count)]
    work = worker(store, desk, clock)
    while work.deliver_one():
        pass
    desk.calls.clear()
    return tickets


def read_all(reader: StatusReader) -> None:
    while reader.read_one():
        pass


def status_of(store: Store, ticket: int) -> str:
    found = store.inbox.ticket(ticket)
    assert found is not None
    return found.status


def test_a_status_that_changed_there_is_the_tickets_status_here(store, clock):
    desk = Desk()
    solved, open_still, odd = delivered(store, desk, clock, 3)
    desk.statuses = {
        f"nr-{delivery(store, solved).key}": "solved",
        f"nr-{delivery(store, odd).key}": "frozen",
    }
    read_all(StatusReader(store, {"desk": desk}, clock))
    assert [status_of(store, ticket) for ticket in (solved, open_still, odd)] == ["solved", "open", "open"]
    assert delivery(store, solved).external_status == "solved"
    (noted,) = store.inbox.audited(solved)
    assert (noted.at, noted.who, noted.what) == (clock(), "worker", "status")


def test_one_worker_asks_in_each_period_and_in_turn(store, clock):
    desk = Desk()
    delivered(store, desk, clock, PORTION + 5)
    one, two = (StatusReader(store, {"desk": desk}, clock) for _ in range(2))
    read_all(one)
    read_all(two)
    assert len(desk.calls) == PORTION
    clock.wait(PERIOD.total_seconds())
    read_all(one)
    assert len(desk.calls) == PORTION + 5 == len(set(desk.calls))
    clock.wait(PERIOD.total_seconds())
    read_all(one)
    assert len(desk.calls) == 2 * PORTION + 5


def test_a_closed_ticket_and_one_of_long_ago_are_not_asked_about(store, clock):
    desk = Desk()
    (ticket,) = delivered(store, desk, clock, 1)
    desk.statuses = {f"nr-{delivery(store, ticket).key}": "closed"}
    reader = StatusReader(store, {"desk": desk}, clock)
    read_all(reader)
    clock.wait(PERIOD.total_seconds())
    read_all(reader)
    assert len(desk.calls) == 1 and status_of(store, ticket) == "closed"
    clock.now = NOON + timedelta(days=100)
    assert StatusReader(store, {"desk": desk}, clock).read_one() is False


def test_a_helpdesk_that_cannot_be_reached_is_asked_again_in_the_next_period_alone(store, clock):
    down, well = Desk(), Desk()
    delivered(store, down, clock, 3)

    def trouble(_key: str, _before: bool) -> None:
        raise Unavailable("down")

    down.trouble = trouble
    reader = StatusReader(store, {"desk": down, "well": well}, clock)
    read_all(reader)
    assert len(down.calls) == 1
    clock.wait(PERIOD.total_seconds())
    read_all(reader)
    assert len(down.calls) == 2


def test_a_ticket_that_is_gone_there_keeps_no_other_from_being_read(store, clock):
    desk = Desk()
    gone, there = delivered(store, desk, clock, 2)
    desk.statuses = {f"nr-{delivery(store, there).key}": "pending"}

    def trouble(number: str, _before: bool) -> None:
        if number == f"nr-{delivery(store, gone).key}":
            raise Refused("the helpdesk answers 404")

    desk.trouble = trouble
    read_all(StatusReader(store, {"desk": desk}, clock))
    assert [status_of(store, ticket) for ticket in (gone, there)] == ["open", "pending"]


def test_the_worker_reads_statuses_when_nothing_is_due(store, clock):
    desk = Desk()
    tickets = [filed(store, number) for number in range(3)]
    statuses = {f"nr-{delivery(store, ticket).key}": "solved" for ticket in tickets}
    desk.statuses = statuses
    rounds = iter(range(12))
    reader = StatusReader(store, {"desk": desk}, clock)
    worker(store, desk, clock, wait=lambda seconds: next(rounds, None) is None).run(reader.read_one)
    assert {status_of(store, ticket) for ticket in tickets} == {"solved"}
