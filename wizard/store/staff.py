"""Staff: who may log in, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.handoffs import Staff

_Staff = tables.staff.c


class StaffList:
    """The staff in a store. Addresses are kept in small letters. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, one: Staff) -> bool:
        """Keep a member of staff; False when there is one with that address."""
        row = {name: value for name, value in one.row().items() if name != "id"}
        row["email"] = one.email.lower()
        try:
            with self._database.write() as connection:
                connection.execute(tables.staff.insert(), row)
        except IntegrityError:
            return False
        return True

    def by_email(self, email: str) -> Staff | None:
        """The member of staff with that address."""
        return self._one(_Staff.email == email.lower())

    def member(self, number: int) -> Staff | None:
        """The member of staff with that id."""
        return self._one(_Staff.id == number)

    def everybody(self) -> list[Staff]:
        """All members of staff by name, those who left too."""
        query = select(tables.staff).order_by(_Staff.name, _Staff.id)
        with self._database.read() as connection:
            return [Staff.from_row(row) for row in connection.execute(query).mappings()]

    def change(self, number: int, changes: Mapping[str, Any]) -> None:
        """Change columns of a member of staff."""
        values = {name: value.lower() if name == "email" else value for name, value in changes.items()}
        with self._database.write() as connection:
            connection.execute(update(tables.staff).where(_Staff.id == number).values(**values))

    def _one(self, where: ColumnElement[bool]) -> Staff | None:
        with self._database.read() as connection:
            row = connection.execute(select(tables.staff).where(where)).mappings().one_or_none()
            return None if row is None else Staff.from_row(row)
