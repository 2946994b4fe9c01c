"""Where the pages of walks are when staff walk for a customer; the names are those of `webui.addresses`."""

from __future__ import annotations

from collections.abc import Iterable

from webui.staff.addresses import WALK
from wizard.query import Pair, query_string


def tree(locale: str, tree_id: str, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of a walk in a tree."""
    return _with_query(f"{WALK}{locale}/{tree_id}", pairs)


def ticket(locale: str, tree_id: str | None, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of the form that files the customer's request, of a walk or without one."""
    return _with_query(f"{WALK}{locale}/{tree_id}/ticket" if tree_id else f"{WALK}{locale}/ticket", pairs)


def _with_query(path: str, pairs: Iterable[Pair]) -> str:
    query = query_string(pairs)
    return f"{path}?{query}" if query else path
