"""Throttle: how often a key was used in a window of time, counted across all processes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from wizard.store import tables
from wizard.store.database import Database

_Throttle = tables.throttle.c


def hit(database: Database, key: str, window_start: datetime, limit: int) -> bool:
    """See `Store.hit`. One statement, so that no two processes can both take the last use."""
    if limit < 1:
        return False
    insert = database.insert(tables.throttle).values(key=key, window_start=window_start, count=1)
    once_more = insert.on_conflict_do_update(
        index_elements=["key", "window_start"],
        set_={"count": _Throttle.count + 1},
        where=_Throttle.count < limit,
    )
    with database.write(durable=False) as connection:
        return connection.execute(once_more.returning(_Throttle.count)).first() is not None


def used(database: Database, key: str, window_start: datetime) -> int:
    """See `Store.used`."""
    query = select(_Throttle.count).where(_Throttle.key == key, _Throttle.window_start == window_start)
    with database.read() as connection:
        return connection.execute(query).scalar_one_or_none() or 0
