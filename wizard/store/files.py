"""Files that customers send: kept with their form until it is sent, then with the ticket or message."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Select, and_, delete, func, select, update

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.handoffs import Attachment

_Attachment = tables.attachment.c
# Everything but the content, which can be large.
_ABOUT: Final = [column for column in _Attachment if column.name != "content"]


def take(connection: Connection, form_key: str, ticket_id: int, message_id: int | None = None) -> None:
    """Give the files of a form to the ticket or message that was just made of it."""
    staged = and_(_Attachment.form_key == form_key, _Attachment.ticket_id.is_(None))
    connection.execute(
        update(tables.attachment).where(staged).values(ticket_id=ticket_id, message_id=message_id)
    )


class Files:
    """The files of a store. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stage(self, one: Attachment, most: int) -> bool:
        """Keep a file with its form; False when the form has `most` files already. The same file counts once."""
        staged = and_(_Attachment.form_key == one.form_key, _Attachment.ticket_id.is_(None))
        with self._database.write() as connection:
            same = select(_Attachment.id).where(staged, _Attachment.digest == one.digest)
            if connection.execute(same).first() is not None:
                return True
            if connection.execute(select(func.count()).where(staged)).scalar_one() >= most:
                return False
            row = {name: value for name, value in one.row().items() if name != "id"}
            connection.execute(tables.attachment.insert(), row)
            return True

    def staged(self, form_key: str) -> list[Attachment]:
        """The files of a form that was not sent yet, without their content."""
        return self._listed(
            select(*_ABOUT).where(_Attachment.form_key == form_key, _Attachment.ticket_id.is_(None))
        )

    def drop(self, form_key: str, number: int) -> None:
        """Delete a file of a form that was not sent yet."""
        staged = and_(
            _Attachment.id == number, _Attachment.form_key == form_key, _Attachment.ticket_id.is_(None)
        )
        with self._database.write() as connection:
            connection.execute(delete(tables.attachment).where(staged))

    def pass_on(self, form_key: str, heir: str) -> None:
        """Give the files of a form that was not sent yet to the key under which it will be; each counts once."""
        own = and_(_Attachment.form_key == form_key, _Attachment.ticket_id.is_(None))
        there = select(_Attachment.digest).where(
            _Attachment.form_key == heir, _Attachment.ticket_id.is_(None)
        )
        with self._database.write() as connection:
            connection.execute(delete(tables.attachment).where(own, _Attachment.digest.in_(there)))
            connection.execute(update(tables.attachment).where(own).values(form_key=heir))

    def of_ticket(self, ticket_id: int) -> list[Attachment]:
        """The files of a ticket and of its messages, first to last, without their content."""
        return self._listed(select(*_ABOUT).where(_Attachment.ticket_id == ticket_id))

    def file(self, ticket_id: int, number: int) -> Attachment | None:
        """A file of a ticket with its content, None when the ticket has no such file."""
        query = select(tables.attachment).where(_Attachment.ticket_id == ticket_id, _Attachment.id == number)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else Attachment.from_row(row)

    def _listed(self, query: Select[tuple[object, ...]]) -> list[Attachment]:
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(_Attachment.id)).mappings()
            return [Attachment.from_row({**row, "content": b""}) for row in rows]
