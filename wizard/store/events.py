"""Events: one row per answer. Every step of every customer waits for one, so recording is kept short."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, or_, select, update

from wizard.store import tables
from wizard.store.columns import sqlite_moment, storable
from wizard.store.database import Database
from wizard.store.postgresql import PostgresqlDatabase
from wizard.store.records import Event
from wizard.store.sqlite import SqliteDatabase

_SUPERSEDE: Final = (
    "UPDATE event SET superseded = 1 WHERE walk = ? AND tree = ? AND superseded = 0"
    " AND (step = ? OR step NOT IN (SELECT value FROM json_each(?)))"
)
# How many events at the end of the table are counted at most, so that counting stays short.
_COUNTED: Final = 100_000
_INSERT: Final = (
    "INSERT INTO event"
    " (walk, tree, step, at, revision, locale, channel, audience, value, reached, superseded)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def record_event(database: Database, event: Event, path: Sequence[str]) -> None:
    """See `Store.record_event`."""
    match database:
        case SqliteDatabase():
            _record_on_sqlite(database, event, path)
        case PostgresqlDatabase():
            _record_on_postgresql(database, event, path)
        case _:
            raise TypeError(f"no way to record an event in {database.where}")


def _record_on_sqlite(database: SqliteDatabase, event: Event, path: Sequence[str]) -> None:
    """Without SQLAlchemy, which would take ten times as long as the database itself."""
    walk, tree, step = storable(event.walk), storable(event.tree), storable(event.step)
    rest = [event.revision, event.locale, event.channel, event.audience, event.value, event.reached]
    row = (walk, tree, step, sqlite_moment(event.at), *map(storable, rest), event.superseded)
    on_path = json.dumps(list(path))
    with database.write_bare() as connection:
        connection.execute(_SUPERSEDE, (walk, tree, step, on_path))
        connection.execute(_INSERT, row)


def _record_on_postgresql(database: PostgresqlDatabase, event: Event, path: Sequence[str]) -> None:
    """In one statement, which is one round trip; its update does not see the row that it inserts."""
    old = tables.event.c
    supersede = (
        update(tables.event)
        .where(old.walk == event.walk, old.tree == event.tree, old.superseded.is_(False))
        .where(or_(old.step == event.step, old.step.not_in(path)))
        .values(superseded=True)
    )
    record = insert(tables.event).values(event.row()).inline().add_cte(supersede.cte("off_path"))
    with database.write_bare() as connection:
        connection.execute(record)


def events_of(database: Database, walk: str) -> list[Event]:
    """See `Store.events_of`."""
    query = select(tables.event).where(tables.event.c.walk == walk).order_by(tables.event.c.id)
    with database.read() as connection:
        return [Event.from_row(row) for row in connection.execute(query).mappings()]


def used_trees(database: Database, since: datetime, limit: int) -> list[str]:
    """See `Store.used_trees`."""
    told = tables.event.c
    walks = func.count(told.walk.distinct())
    latest = select(func.coalesce(func.max(told.id), 0) - _COUNTED).scalar_subquery()
    counted = select(told.tree).where(told.id > latest, told.at >= since, told.superseded.is_(False))
    query = counted.group_by(told.tree).order_by(walks.desc(), told.tree).limit(limit)
    with database.read() as connection:
        return list(connection.execute(query).scalars())


def standing(database: Database, since: datetime) -> dict[tuple[str, str], int]:
    """See `Store.standing`."""
    told, one, any_one = tables.event.c, tables.event.alias().c, tables.event.alias().c
    newest = select(func.coalesce(func.max(any_one.id), 0) - _COUNTED).scalar_subquery()
    last = select(func.max(one.id)).where(one.id > newest, one.at >= since, one.superseded.is_(False))
    query = select(told.tree, told.reached, func.count()).where(told.id.in_(last.group_by(one.walk)))
    with database.read() as connection:
        found = connection.execute(query.group_by(told.tree, told.reached))
        return {(tree, reached): walks for tree, reached, walks in found}
