"""Revisions: the composed trees ever served, so that the last good one survives and old tickets render.

The files that all trees share are kept beside them, under their names: `_site` is no id of a tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from wizard.store import tables
from wizard.store.database import Database
from wizard.store.records import Revision

_Revision = tables.revision.c


def keep_revisions(database: Database, revisions: Iterable[Revision]) -> None:
    """See `Store.keep_revisions`."""
    insert = database.insert(tables.revision)
    served = {"served_at": insert.excluded.served_at}
    keep = insert.on_conflict_do_update(index_elements=["tree", "revision"], set_=served)
    if rows := [revision.row() for revision in revisions]:
        with database.write() as connection:
            connection.execute(keep, rows)


def composed(database: Database, tree: str, revision: str) -> str | None:
    """See `Store.composed`."""
    query = select(_Revision.composed).where(_Revision.tree == tree, _Revision.revision == revision)
    with database.read() as connection:
        return connection.execute(query).scalar_one_or_none()


def last_revision(database: Database, tree: str) -> Revision | None:
    """See `Store.last_revision`."""
    newest = (_Revision.served_at.desc(), _Revision.at.desc(), _Revision.revision)
    query = select(tables.revision).where(_Revision.tree == tree).order_by(*newest).limit(1)
    with database.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Revision.from_row(row)


def known_tree(database: Database, tree: str) -> bool:
    """See `Store.known_tree`."""
    query = select(_Revision.revision).where(_Revision.tree == tree).limit(1)
    with database.read() as connection:
        return connection.execute(query).first() is not None


def changed_at(database: Database) -> dict[str, datetime]:
    """See `Store.changed_at`."""
    query = select(_Revision.tree, func.max(_Revision.at, type_=_Revision.at.type).label("at")).group_by(
        _Revision.tree
    )
    query = query.where(~_Revision.tree.startswith("_", autoescape=True))
    with database.read() as connection:
        return {row.tree: row.at for row in connection.execute(query)}
