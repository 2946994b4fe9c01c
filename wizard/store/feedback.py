"""Feedback: did it really help? One answer per walk and tree, the last one given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from wizard.store import tables
from wizard.store.database import Database


def add_feedback(database: Database, row: dict[str, Any]) -> None:
    """See `Store.add_feedback`; `row` is the values by column."""
    insert = database.insert(tables.feedback).values(row)
    latest = {name: insert.excluded[name] for name in ("at", "revision", "locale", "helped")}
    with database.write(durable=False) as connection:
        connection.execute(insert.on_conflict_do_update(index_elements=["walk", "tree"], set_=latest))


def feedback_of(database: Database, walk: str, tree: str) -> bool | None:
    """See `Store.feedback_of`."""
    given = tables.feedback.c
    query = select(given.helped).where(given.walk == walk, given.tree == tree)
    with database.read() as connection:
        return connection.execute(query).scalar_one_or_none()
