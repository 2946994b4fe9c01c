"""`/go/<context>`: from a product's help key or error message to the guide for it."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, request

from webui import addresses, gaps
from webui.answering import best_locale
from webui.asked import clean, shortened
from webui.contexts import target, told
from webui.services import Services, services
from wizard.query import pairs


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule("/go/<context>", "go", go)


def go(context: str) -> Response:
    """Lead to the tree that `context` means, with what the product tells; an unknown one to the search, counted."""
    found = services()
    locale = _locale(found)
    where = target(found.library, found.index, context, locale)
    gaps.record(found, gaps.GO, locale, gaps.kept_context(context), int(where is not None))
    if where is None:
        query = shortened(clean(context))
        return _lead(addresses.home(locale, [("q", query), ("_go", "1")] if query else ()))
    tree, walk = found.library.customers[where[0]], where[1]
    facts = told(found.library, request.args.items(multi=True))
    walk = replace(walk, known=replace(walk.known, told={**walk.known.told, **facts}))
    return _lead(addresses.tree(locale, tree.id, pairs(walk, tree)))


def _locale(found: Services) -> str:
    """Return the language the product asks for, as `fa` or `fa-IR`; else the best one for the browser."""
    wanted = request.args.get("lang", "").strip().replace("_", "-")
    offered = {locale.lower(): locale for locale in found.words}
    language = wanted.lower()
    return offered.get(language) or offered.get(language.partition("-")[0]) or best_locale()


def _lead(address: str) -> Response:
    return Response(status=302, headers={"Location": address, "Vary": "Accept-Language"})
