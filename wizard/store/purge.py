"""Purge: old rows leave, in portions small enough that customers do not wait behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, func, or_, select

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.handoffs import State
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
    """Their messages, files, deliveries and history go with them."""
    with database.write() as connection:
        connection.execute(delete(tables.audit).where(tables.audit.c.ticket_id.in_(_old_tickets(before))))
        return connection.execute(
            delete(tables.ticket).where(tables.ticket.c.id.in_(_old_tickets(before)))
        ).rowcount


def _old_tickets(before: datetime) -> Select[tuple[int]]:
    """Return the tickets in which nothing was said since then.

    One whose words have not arrived where they were to go never grows old. A letter to its customer may be stuck.
    """
    ticket, spoken, delivery = tables.ticket.c, tables.message.c, tables.delivery.c
    later = exists().where(spoken.ticket_id == ticket.id, spoken.at >= before)
    words = or_(delivery.purpose == "ticket", delivery.purpose.startswith("said"))
    on_its_way = exists().where(delivery.ticket_id == ticket.id, delivery.state != State.DELIVERED, words)
    return select(ticket.id).where(ticket.at < before, ~later, ~on_its_way)


def _purge_attachments(database: Database, before: datetime) -> int:
    """Files of old tickets, which stay without them."""
    return _delete(database, tables.attachment, tables.attachment.c.ticket_id.in_(_old_tickets(before)))


def _purge_deliveries(database: Database, before: datetime) -> int:
    """Deliveries of old tickets, with their attempts: those of others say where a further message goes."""
    return _delete(database, tables.delivery, tables.delivery.c.ticket_id.in_(_old_tickets(before)))


def _purge_audit(database: Database, before: datetime) -> int:
    return _delete(database, tables.audit, tables.audit.c.at < before)


def _purge_uploads(database: Database, before: datetime) -> int:
    """Files of forms that were never sent; the others go with their tickets."""
    file = tables.attachment.c
    return _delete(database, tables.attachment, and_(file.ticket_id.is_(None), file.at < before))


def _purge_searches(database: Database, before: datetime) -> int:
    return _delete(database, tables.search, tables.search.c.at < before)


def _purge_contexts(database: Database, before: datetime) -> int:
    """What expired before then: until it has, its row keeps the token from counting again."""
    return _delete(database, tables.context, tables.context.c.expires < before)


def _purge_codes(database: Database, before: datetime) -> int:
    """Codes that opened nothing any more by then, those of walks together too."""
    resumed = _delete(database, tables.resume_code, tables.resume_code.c.expires < before)
    return resumed + _delete(database, tables.co_walk, tables.co_walk.c.expires < before)


def _purge_throttle(database: Database, before: datetime) -> int:
    return _delete(database, tables.throttle, tables.throttle.c.window_start < before)


def _delete(database: Database, table: Table, old: ColumnElement[bool]) -> int:
    with database.write() as connection:
        return connection.execute(delete(table).where(old)).rowcount


_PURGES: Final[Mapping[Kind, Callable[[Database, datetime], int]]] = {
    Kind.EVENT: _purge_events,
    Kind.FEEDBACK: _purge_feedback,
    Kind.TICKET: _purge_tickets,
    Kind.ATTACHMENT: _purge_attachments,
    Kind.DELIVERY: _purge_deliveries,
    Kind.AUDIT: _purge_audit,
    Kind.UPLOAD: _purge_uploads,
    Kind.SEARCH: _purge_searches,
    Kind.CONTEXT: _purge_contexts,
    Kind.CODE: _purge_codes,
    Kind.THROTTLE: _purge_throttle,
}
