"""The outbox: deliveries are claimed by one worker at a time, tried, and marked with what became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.handoffs import Attempt, Audited, Claimed, Delivery, Order, State

_Delivery = tables.delivery.c
_Attempt = tables.attempt.c
BEGUN: Final = "begun"
LOST: Final = "lost"
# Nothing is put off, and no lease lasts, longer than this.
FARTHEST: Final = timedelta(days=2)
# The status of a ticket that nobody has read back yet, and who notes what is read back.
FIRST_STATUS: Final = "open"
WORKER: Final = "worker"


def put(connection: Connection, ticket_id: int, at: datetime, orders: Sequence[Order]) -> None:
    """Put deliveries into the outbox, inside the transaction that keeps what they deliver."""
    for order in orders:
        row = Delivery(
            ticket_id=ticket_id,
            helpdesk=order.helpdesk,
            purpose=order.purpose,
            key=order.key,
            state=State.WAITING,
            at=at,
            due=at,
        ).row()
        del row["id"]
        connection.execute(tables.delivery.insert(), row)


class Outbox:
    """The outbox of a store. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self,
        worker: str,
        now: datetime,
        until: datetime,
        *,
        steady: datetime | None = None,
        without: Collection[str] = (),
    ) -> Claimed | None:
        """The delivery that `worker` alone may try until then; None when nothing is due.

        The longest due comes first; helpdesks `without` are left alone. One whose worker did not come back before its
        lease ended is due again, and may have arrived. The attempt is noted before it is made. `steady` is the time by
        a clock that was not set anew lately: leases are judged by it. What lies farther ahead than anything is ever put
        off was noted when a clock was wrong, and does not count.
        """
        due = _due(now, steady or now)
        if without:
            due = and_(due, _Delivery.helpdesk.not_in(without))
        first = (
            select(_Delivery.id, _Delivery.state, _Delivery.tries)
            .where(due)
            .order_by(_Delivery.due, _Delivery.id)
            .limit(1)
        )
        with self._database.read() as connection:
            if connection.execute(first).first() is None:
                return None  # without standing in the queue of writers
        with self._database.write() as connection:
            # Two workers look at different rows at a time; SQLite lets one writer in anyway.
            seen = connection.execute(first.with_for_update(skip_locked=True)).one_or_none()
            if seen is None:
                return None
            mine = (
                update(tables.delivery)
                .where(_Delivery.id == seen.id, _Delivery.state == seen.state, _Delivery.tries == seen.tries)
                .values(state=State.SENDING, worker=worker, leased_until=until, tries=seen.tries + 1)
                .returning(*_Delivery)
            )
            row = connection.execute(mine).mappings().one_or_none()
            if row is None:
                return None
            begun = and_(_Attempt.delivery_id == seen.id, _Attempt.outcome == BEGUN)
            connection.execute(update(tables.attempt).where(begun).values(outcome=LOST))
            connection.execute(tables.attempt.insert(), Attempt(seen.id, now, worker, BEGUN).row())
            return Claimed(Delivery.from_row(row), seen.state == State.SENDING)

    def holds(self, one: Delivery, until: datetime) -> bool:
        """Have the lease of a claimed delivery last until then; False when another worker has claimed it meanwhile."""
        with self._database.write(durable=False) as connection:
            changed = connection.execute(
                update(tables.delivery).where(_claimed(one)).values(leased_until=until)
            )
            return changed.rowcount == 1

    def delivered(
        self, one: Delivery, at: datetime, external_id: str | None, external_url: str | None
    ) -> bool:
        """Mark a delivery as arrived; False when it was marked before.

        Whoever has a receipt is right, though another worker may have claimed the delivery meanwhile.
        """
        open_still = and_(_Delivery.id == one.id, _Delivery.state != State.DELIVERED)
        return self._end(
            one,
            open_still,
            State.DELIVERED,
            None,
            delivered_at=at,
            external_id=external_id,
            external_url=external_url,
        )

    def again(self, one: Delivery, due: datetime, error: str) -> bool:
        """Have a claimed delivery tried again later; False when another worker has claimed it meanwhile."""
        return self._end(one, _claimed(one), State.WAITING, error, due=due)

    def leave(self, one: Delivery, state: State, error: str) -> bool:
        """Leave a claimed delivery to a person, `unknown` or `stuck`; False as above."""
        return self._end(one, _claimed(one), state, error)

    def _end(
        self, one: Delivery, where: ColumnElement[bool], state: State, error: str | None, **values: object
    ) -> bool:
        last = select(func.max(_Attempt.id)).where(
            _Attempt.delivery_id == one.id, _Attempt.worker == one.worker
        )
        with self._database.write() as connection:
            changed = connection.execute(
                update(tables.delivery)
                .where(where)
                .values(state=state, error=error, worker=None, leased_until=None, **values)
            ).rowcount
            connection.execute(
                update(tables.attempt)
                .where(_Attempt.id == last.scalar_subquery())
                .values(outcome=state.value, error=error)
            )
            return changed == 1

    def retry(self, number: int, now: datetime) -> bool:
        """Have a delivery that waits for a person tried again at once; False when it does not wait for one."""
        waits = _Delivery.state.in_((State.UNKNOWN, State.STUCK))
        with self._database.write() as connection:
            changed = connection.execute(
                update(tables.delivery)
                .where(_Delivery.id == number, waits)
                .values(state=State.WAITING, due=now, tries=0, error=None)
            )
            return changed.rowcount == 1

    def settle(self, number: int, now: datetime, external_id: str | None) -> bool:
        """Take a delivery that waits for a person for arrived, as that person has found; False as above."""
        waits = _Delivery.state.in_((State.UNKNOWN, State.STUCK))
        with self._database.write() as connection:
            changed = connection.execute(
                update(tables.delivery)
                .where(_Delivery.id == number, waits)
                .values(state=State.DELIVERED, delivered_at=now, external_id=external_id, error=None)
            )
            return changed.rowcount == 1

    def read_back(self, one: Delivery, status: str, at: datetime) -> bool:
        """Keep the status that a helpdesk has for a ticket that arrived there; False when it is the one known before.

        A change becomes the ticket's own status, and is noted; what staff did here meanwhile stays until the next one.
        """
        before = _Delivery.external_status
        new = and_(_Delivery.id == one.id, func.coalesce(before, FIRST_STATUS) != status)
        own = and_(tables.ticket.c.id == one.ticket_id, tables.ticket.c.status != status)
        details = {"helpdesk": one.helpdesk, "status": status}
        with self._database.write() as connection:
            changed = connection.execute(
                update(tables.delivery).where(new).values(external_status=status)
            ).rowcount
            if changed != 1:
                return False
            connection.execute(update(tables.ticket).where(own).values(status=status, changed_at=at))
            audited = Audited(at, WORKER, "status", one.ticket_id, details)
            connection.execute(tables.audit.insert(), audited.row())
            return True

    def deliveries_of(self, ticket_id: int) -> list[Delivery]:
        """The deliveries of a ticket, first to last."""
        return self._deliveries(_Delivery.ticket_id == ticket_id, None)

    def needing_attention(self, limit: int) -> list[Delivery]:
        """The deliveries that wait for a person, longest waiting first, at most `limit`."""
        return self._deliveries(_Delivery.state.in_((State.UNKNOWN, State.STUCK)), limit)

    def delivered_to(self, helpdesk: str, since: datetime, limit: int, after: int = 0) -> list[Delivery]:
        """The tickets that arrived at a helpdesk since then and are not closed there: for reading their status back.

        First to last, at most `limit`, those with an id above `after`.
        """
        arrived = and_(
            _Delivery.id > after,
            _Delivery.helpdesk == helpdesk,
            _Delivery.purpose == "ticket",
            _Delivery.state == State.DELIVERED,
            _Delivery.delivered_at >= since,
            _Delivery.external_id.is_not(None),
            func.coalesce(_Delivery.external_status, FIRST_STATUS) != "closed",
        )
        return self._deliveries(arrived, limit)

    def _deliveries(self, where: ColumnElement[bool], limit: int | None) -> list[Delivery]:
        query = select(tables.delivery).where(where).order_by(_Delivery.id).limit(limit)
        with self._database.read() as connection:
            return [Delivery.from_row(row) for row in connection.execute(query).mappings()]

    def attempts_of(self, number: int) -> list[Attempt]:
        """The attempts of a delivery, first to last."""
        query = select(tables.attempt).where(_Attempt.delivery_id == number).order_by(_Attempt.id)
        with self._database.read() as connection:
            return [Attempt.from_row(row) for row in connection.execute(query).mappings()]

    def waiting(self) -> dict[State, int]:
        """How many deliveries are in each state."""
        query = select(_Delivery.state, func.count()).group_by(_Delivery.state)
        with self._database.read() as connection:
            return {State(state): count for state, count in connection.execute(query)}

    def waiting_since(self) -> datetime | None:
        """When the delivery was ordered that waits longest to arrive, those for a person left out; None without any."""
        waits = _Delivery.state.in_((State.WAITING, State.SENDING))
        with self._database.read() as connection:
            found: datetime | None = connection.execute(
                select(_Delivery.at).where(waits).order_by(_Delivery.at).limit(1)
            ).scalar_one_or_none()
            return found


def _claimed(one: Delivery) -> ColumnElement[bool]:
    """Tell whether a delivery is still in the hands of the worker that claimed it."""
    return and_(
        _Delivery.id == one.id,
        _Delivery.state == State.SENDING,
        _Delivery.worker == one.worker,
        _Delivery.tries == one.tries,
    )


def _due(now: datetime, steady: datetime) -> ColumnElement[bool]:
    """Tell whether a delivery may be tried: see `Outbox.claim`."""
    waits = or_(_Delivery.due <= now, _Delivery.due > now + FARTHEST)
    lost = or_(_Delivery.leased_until < steady, _Delivery.leased_until > steady + FARTHEST)
    return or_(and_(_Delivery.state == State.WAITING, waits), and_(_Delivery.state == State.SENDING, lost))
