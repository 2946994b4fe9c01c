"""Tickets and their messages: whatever is sent is kept once, however often and from wherever it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.exc import IntegrityError

from wizard.store import files, outbox, tables
from wizard.store.columns import storable
from wizard.store.database import Database
from wizard.store.errors import ReferenceTaken
from wizard.store.handoffs import Order
from wizard.store.records import Filed, Message, Outcome, Ticket

_Ticket = tables.ticket.c
_Message = tables.message.c


def file_ticket(database: Database, ticket: Ticket, orders: Sequence[Order]) -> Filed:
    """See `Store.file_ticket`."""
    own = _Ticket.form_key == ticket.form_key
    row = {name: value for name, value in ticket.row().items() if name != "id"}
    new = False
    try:
        with database.write() as connection:
            kept = _ticket(connection, own)
            if new := kept is None:
                connection.execute(tables.ticket.insert(), row)
                kept = _ticket(connection, own)
                assert kept is not None
                files.take(connection, kept.form_key, kept.id)
                outbox.put(connection, kept.id, kept.at, orders)
    except IntegrityError as error:
        # Either something else is taken, or another process was faster with the same form.
        new, kept = False, ticket_by_form_key(database, ticket.form_key)
        if kept is None:
            raise ReferenceTaken(reference=ticket.reference) from error
    assert kept is not None
    if new:
        return Filed(kept, Outcome.NEW)
    return Filed(kept, Outcome.SAME if kept.body_hash == ticket.body_hash else Outcome.OTHER)


def _ticket(connection: Connection, where: ColumnElement[bool]) -> Ticket | None:
    row = connection.execute(select(tables.ticket).where(where)).mappings().one_or_none()
    return None if row is None else Ticket.from_row(row)


def ticket_by_token_hash(database: Database, token_hash: str) -> Ticket | None:
    """See `Store.ticket_by_token_hash`."""
    with database.read() as connection:
        return _ticket(connection, _Ticket.token_hash == token_hash)


def ticket_by_form_key(database: Database, form_key: str) -> Ticket | None:
    """See `Store.ticket_by_form_key`."""
    with database.read() as connection:
        return _ticket(connection, _Ticket.form_key == form_key)


def add_message(database: Database, message: Message, orders: Sequence[Order]) -> Outcome:
    """See `Store.add_message`."""
    row = {name: value for name, value in message.row().items() if name != "id"}
    insert = database.insert(tables.message).values(row)
    once = insert.on_conflict_do_nothing(index_elements=["ticket_id", "form_key"]).returning(_Message.id)
    kept = select(_Message.body).where(
        _Message.ticket_id == message.ticket_id, _Message.form_key == message.form_key
    )
    with database.write() as connection:
        number = connection.execute(once).scalar_one_or_none()
        if number is not None:
            files.take(connection, message.form_key, message.ticket_id, number)
            outbox.put(connection, message.ticket_id, message.at, [order.about(number) for order in orders])
            return Outcome.NEW
        same = connection.execute(kept).scalar_one() == storable(message.body)
        return Outcome.SAME if same else Outcome.OTHER


def messages_of(database: Database, ticket_id: int) -> list[Message]:
    """See `Store.messages_of`."""
    query = select(tables.message).where(_Message.ticket_id == ticket_id).order_by(_Message.id)
    with database.read() as connection:
        return [Message.from_row(row) for row in connection.execute(query).mappings()]
