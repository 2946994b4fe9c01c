"""The addresses of the pages."""

from __future__ import annotations

from collections.abc import Iterable

import flask

from webui.services import services
from wizard.model.tree import Tree
from wizard.query import Pair, Walk, pairs, query_string


def home(locale: str, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of the home page, or of a search or a part of the trees there."""
    return _with_query(f"/{locale}/", pairs)


def tree(locale: str, tree_id: str, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of a walk in a tree."""
    return _with_query(f"/{locale}/{tree_id}", pairs)


def walk(locale: str, tree: Tree, walk: Walk) -> str:
    """Return the address of the page where a walk in `tree` stands."""
    return _with_query(f"/{locale}/{tree.id}", pairs(walk, tree))


def ticket(locale: str, tree_id: str | None, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of the request form, of a walk or without one."""
    return _with_query(f"/{locale}/{tree_id}/ticket" if tree_id else f"/{locale}/ticket", pairs)


def feedback(locale: str, tree_id: str) -> str:
    """Return where "did it really help?" is sent."""
    return f"/{locale}/{tree_id}/feedback"


def request(locale: str, token: str) -> str:
    """Return the address of the customer's own request."""
    return f"/{locale}/request/{token}"


def file(locale: str, token: str, number: int) -> str:
    """Return the address of a file of the customer's own request."""
    return f"/{locale}/request/{token}/file/{number}"


def code(code: str = "") -> str:
    """Return where a code leads to its walk; without one, where codes are typed."""
    return f"/c/{code}" if code else "/c"


def together(code: str = "", what: str = "") -> str:
    """Return where walking together is begun, or where something about the walk of a code is asked or done."""
    return "/".join(("/together", *filter(None, (code, what))))


def whole(address: str) -> str:
    """Return an address as it is copied or printed: with the public scheme and host of the settings.

    Without that setting they are as the customer came by them.
    """
    public = services().settings.public_url
    if public:
        return f"{public}{address}"
    asked = flask.request
    return f"{asked.scheme}://{asked.host}{address}" if asked.host else address


def _with_query(path: str, pairs: Iterable[Pair]) -> str:
    query = query_string(pairs)
    return f"{path}?{query}" if query else path
