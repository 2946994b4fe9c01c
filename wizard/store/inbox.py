"""What staff do with tickets: find, change, merge; every change is noted with who and when in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, String, cast, delete, func, or_, select, update

from wizard.store import files, outbox, tables
from wizard.store.database import Database
from wizard.store.handoffs import Audited, Order, State
from wizard.store.records import Message, Ticket

_Ticket = tables.ticket.c
_Message = tables.message.c
_Audit = tables.audit.c
_Delivery = tables.delivery.c
# The deliveries that a person has to look after.
WAITS: Final = (State.UNKNOWN, State.STUCK)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tickets to list; what is None, or empty words, does not choose.

    `words` are looked for in reference, description, contact, name and messages. `held` False: no held ones.
    `before` is the id of the last one seen: pages go from new to old. `unassigned`: nobody's only; `attention`: only
    those with a delivery that waits for a person.
    """

    status: str | None = None
    held: bool | None = False
    department: str | None = None
    assignee: int | None = None
    tree: str | None = None
    tag: str | None = None
    words: str = ""
    before: int | None = None
    limit: int = 50
    unassigned: bool = False
    attention: bool = False


def note(connection: Connection, audited: Audited) -> None:
    """Note what was done, inside the transaction that does it."""
    connection.execute(tables.audit.insert(), audited.row())


class Inbox:
    """The tickets of a store as staff see them. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tickets(self, wanted: Wanted) -> list[Ticket]:
        """The tickets that are wanted, newest first."""
        query = select(tables.ticket).where(*_chosen(wanted)).order_by(_Ticket.id.desc()).limit(wanted.limit)
        with self._database.read() as connection:
            return [Ticket.from_row(row) for row in connection.execute(query).mappings()]

    def counts(self) -> dict[str, int]:
        """How many tickets have each status; held ones count as `held` alone."""
        held = _Ticket.held.is_not(None)
        query = select(_Ticket.status, held, func.count()).group_by(_Ticket.status, held)
        found: dict[str, int] = {}
        with self._database.read() as connection:
            for status, is_held, count in connection.execute(query):
                name = "held" if is_held else status
                found[name] = found.get(name, 0) + count
        return found

    def ticket(self, number: int) -> Ticket | None:
        """The ticket with that id."""
        return self._one(_Ticket.id == number)

    def by_reference(self, reference: str) -> Ticket | None:
        """The ticket with that reference."""
        return self._one(_Ticket.reference == reference)

    def of_person(self, email: str | None, phone: str | None) -> list[Ticket]:
        """The tickets with that e-mail address, or with that telephone number (its digits, without zeros before them).

        First to last. Of neither there are none.
        """
        if email is not None:
            return self._all(func.lower(_Ticket.contact_email) == email.lower())
        if phone is None:
            return []
        with_phone = self._all(_Ticket.contact_phone.is_not(None))
        return [one for one in with_phone if digits(one.contact_phone or "") == phone]

    def forget(self, numbers: Sequence[int]) -> int:
        """Delete tickets with all that belongs to them: messages, files, deliveries, notes of what was done.

        Returns how many tickets there were.
        """
        keys = select(_Ticket.form_key).where(_Ticket.id.in_(numbers))
        with self._database.write() as connection:
            connection.execute(delete(tables.attachment).where(tables.attachment.c.form_key.in_(keys)))
            connection.execute(delete(tables.audit).where(_Audit.ticket_id.in_(numbers)))
            connection.execute(
                update(tables.ticket).where(_Ticket.merged_into.in_(numbers)).values(merged_into=None)
            )
            return connection.execute(delete(tables.ticket).where(_Ticket.id.in_(numbers))).rowcount

    def merged_into(self, number: int) -> list[Ticket]:
        """The tickets that were closed as doubles of that one, first to last."""
        return self._all(_Ticket.merged_into == number)

    def change(
        self, number: int, changes: Mapping[str, Any], audited: Audited, orders: Sequence[Order] = ()
    ) -> bool:
        """Change columns of a ticket, note it, and put deliveries that follow from it into the outbox.

        False, and nothing noted, when there is no such ticket any more.
        """
        with self._database.write() as connection:
            changed = connection.execute(
                update(tables.ticket).where(_Ticket.id == number).values(**changes, changed_at=audited.at)
            )
            if changed.rowcount != 1:
                return False
            note(connection, audited)
            outbox.put(connection, number, audited.at, orders)
            return True

    def say(
        self, message: Message, audited: Audited, changes: Mapping[str, Any], orders: Sequence[Order] = ()
    ) -> bool:
        """Keep a message of staff with its files, and what changes with it; False when it was kept before."""
        row = {name: value for name, value in message.row().items() if name != "id"}
        once = (
            self._database.insert(tables.message)
            .values(row)
            .on_conflict_do_nothing(index_elements=["ticket_id", "form_key"])
            .returning(_Message.id)
        )
        with self._database.write() as connection:
            number = connection.execute(once).scalar_one_or_none()
            if number is None:
                return False
            files.take(connection, message.form_key, message.ticket_id, number)
            connection.execute(
                update(tables.ticket)
                .where(_Ticket.id == message.ticket_id)
                .values(**changes, changed_at=audited.at)
            )
            note(connection, audited)
            outbox.put(connection, message.ticket_id, audited.at, [order.about(number) for order in orders])
            return True

    def audited(self, ticket_id: int) -> list[Audited]:
        """What was done to a ticket, first to last."""
        query = select(tables.audit).where(_Audit.ticket_id == ticket_id).order_by(_Audit.id)
        with self._database.read() as connection:
            return [Audited.from_row(row) for row in connection.execute(query).mappings()]

    def note(self, audited: Audited) -> None:
        """Note something that was done to no ticket, or without a change of it."""
        with self._database.write() as connection:
            note(connection, audited)

    def _all(self, where: ColumnElement[bool]) -> list[Ticket]:
        with self._database.read() as connection:
            rows = connection.execute(select(tables.ticket).where(where).order_by(_Ticket.id)).mappings()
            return [Ticket.from_row(row) for row in rows]

    def _one(self, where: ColumnElement[bool]) -> Ticket | None:
        with self._database.read() as connection:
            row = connection.execute(select(tables.ticket).where(where)).mappings().one_or_none()
            return None if row is None else Ticket.from_row(row)


def digits(phone: str) -> str:
    """Return the digits of a telephone number without the zeros before them, however it is written."""
    return "".join(str(int(sign)) for sign in phone if sign.isdecimal()).lstrip("0")


def _chosen(wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    for column, value in (
        (_Ticket.status, wanted.status),
        (_Ticket.department, wanted.department),
        (_Ticket.assignee, wanted.assignee),
        (_Ticket.tree, wanted.tree),
    ):
        if value is not None:
            chosen.append(column == value)
    if wanted.held is not None:
        chosen.append(_Ticket.held.is_not(None) if wanted.held else _Ticket.held.is_(None))
    if wanted.tag is not None:
        chosen.append(_contains(cast(_Ticket.tags, String), json.dumps(wanted.tag, ensure_ascii=False)))
    if wanted.unassigned:
        chosen.append(_Ticket.assignee.is_(None))
    if wanted.attention:
        chosen.append(_Ticket.id.in_(select(_Delivery.ticket_id).where(_Delivery.state.in_(WAITS))))
    if wanted.before is not None:
        chosen.append(_Ticket.id < wanted.before)
    if wanted.words:
        chosen.append(_said(wanted.words))
    return chosen


def _said(words: str) -> ColumnElement[bool]:
    own = (
        _Ticket.reference,
        _Ticket.description,
        _Ticket.contact_email,
        _Ticket.contact_phone,
        _Ticket.name,
    )
    spoken = select(_Message.ticket_id).where(_contains(_Message.body, words))
    return or_(*(_contains(column, words) for column in own), _Ticket.id.in_(spoken))


def _contains(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Tell whether a text holds the words, small and capital letters alike; SQLite knows those of ASCII only."""
    return or_(
        func.lower(column).contains(words.lower(), autoescape=True), column.contains(words, autoescape=True)
    )
