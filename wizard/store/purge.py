"""Purge: old rows leave, in portions small enough that customers do not wait behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.records import Kind

# Rows in one transaction.
PORTION: Final = 2_000


def purge(database: Database, kind: Kind, before: datetime) -> int:
    """See `Store.purge`."""
    return _PURGES[kind](database, before)


def _purge_events(database: Database, before: datetime) -> int:
    table, old = tables.event, tables.event.c.at < before
    with database.read() as connection:
        last = connection.execute(select(func.max(table.c.id)).where(old)).scalar_one()
    if last is None:
        return 0
    first_ones = select(table.c.id).where(old, table.c.id <= last).order_by(table.c.id).limit(PORTION)
    portion, total = PORTION, 0
    while portion == PORTION:
        with database.write(durable=False) as connection:
            portion = connection.execute(delete(table).where(table.c.id.in_(first_ones))).rowcount
        total += portion
    return total


def _purge_feedback(database: Database, before: datetime) -> int:
    return _delete(database, tables.feedback, tables.feedback.c.at < before)


def _purge_tickets(database: Database, before: datetime) -> int:
    """Their messages go with them; a ticket with a message since `before` is not old."""
    spoken = tables.message.c
    later = exists().where(spoken.ticket_id == tables.ticket.c.id, spoken.at >= before)
    return _delete(database, tables.ticket, and_(tables.ticket.c.at < before, ~later))


def _purge_searches(database: Database, before: datetime) -> int:
    return _delete(database, tables.search, tables.search.c.at < before)


def _purge_throttle(database: Database, before: datetime) -> int:
    return _delete(database, tables.throttle, tables.throttle.c.window_start < before)


def _delete(database: Database, table: Table, old: ColumnElement[bool]) -> int:
    with database.write() as connection:
        return connection.execute(delete(table).where(old)).rowcount


_PURGES: Final[Mapping[Kind, Callable[[Database, datetime], int]]] = {
    Kind.EVENT: _purge_events,
    Kind.FEEDBACK: _purge_feedback,
    Kind.TICKET: _purge_tickets,
    Kind.SEARCH: _purge_searches,
    Kind.THROTTLE: _purge_throttle,
}
