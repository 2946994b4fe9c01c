"""Resume codes: walks that wait for another device, opened so often and until then."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from wizard.store import tables
from wizard.store.codes import ResumeCode
from wizard.store.database import Database

_Code = tables.resume_code.c


class ResumeCodes:
    """The resume codes in a store, known by their hashes alone. Every method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, code: ResumeCode) -> bool:
        """Keep a walk under a code; False when that code is another's."""
        insert = self._database.insert(tables.resume_code).values(code.row())
        once = insert.on_conflict_do_nothing(index_elements=["code_hash"]).returning(_Code.code_hash)
        with self._database.write(durable=False) as connection:
            return connection.execute(once).first() is not None

    def open(self, code_hash: str, now: datetime, most: int) -> ResumeCode | None:
        """Count an opening and return the walk; None when it has expired, was opened `most` times, or is not there.

        One statement, so that no two openings can both be the last.
        """
        once_more = (
            update(tables.resume_code)
            .where(_Code.code_hash == code_hash, _Code.expires > now, _Code.openings < most)
            .values(openings=_Code.openings + 1)
            .returning(*_Code)
        )
        with self._database.write(durable=False) as connection:
            row = connection.execute(once_more).mappings().first()
            return None if row is None else ResumeCode.from_row(row)

    def find(self, code_hash: str) -> ResumeCode | None:
        """The walk of that code, whether it still opens or not."""
        query = select(tables.resume_code).where(_Code.code_hash == code_hash)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else ResumeCode.from_row(row)
