"""Searches: what customers looked for, and how much was found."""

from __future__ import annotations

from sqlalchemy import insert, select

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.records import Search


def record_search(database: Database, search: Search) -> None:
    """See `Store.record_search`."""
    with database.write(durable=False) as connection:
        connection.execute(insert(tables.search).values(search.row()))


def searches(database: Database, limit: int) -> list[Search]:
    """See `Store.searches`."""
    query = select(tables.search).order_by(tables.search.c.id.desc()).limit(limit)
    with database.read() as connection:
        return [Search.from_row(row) for row in connection.execute(query).mappings()]
