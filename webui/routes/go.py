"""`/go/<context>`: from a product's help key or error message to the guide for it."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, request

from webui import addresses, gaps
from webui.answering import best_locale
from webui.asked import clean, shortened
from webui.channel import NAME
from webui.contexts import target, told
from webui.services import Services, services
from webui.trusted import arrived
from wizard.contexts.keeping import Taken
from wizard.model.tree import Tree
from wizard.query import Pair, Walk, pairs, walk_from


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule("/go/<context>", "go", go)


def go(context: str) -> Response:
    """Lead to the tree that `context` means, with what the product tells; an unknown one to the search, counted."""
    taken = arrived()
    channel = walk_from([(NAME, request.args.get(NAME, ""))]).channel
    where = address(_locale(services(), taken), context, taken, channel)
    return Response(status=302, headers={"Location": where, "Vary": "Accept-Language"})


def address(
    locale: str, context: str, taken: Taken | None, channel: str | None, *, counts_known: bool = True
) -> str:
    """Return where an id leads, with what the product tells in the present address; an unknown one to the search.

    A signed token goes no further: what it vouches for goes on as `_c`. Ids that are known are counted when
    `counts_known`, unknown ones always; never for a HEAD, by which programs look at links.
    """
    found = services()
    where = target(found.library, found.index, context, locale) if context else None
    if context and request.method != "HEAD" and (where is None or counts_known):
        gaps.record(found, gaps.GO, locale, gaps.kept_context(context), int(where is not None))
    if where is None:
        query = shortened(clean(context))
        return addresses.home(locale, [("q", query), ("_go", "1")] if query else ())
    tree, walk = found.library.customers[where[0]], where[1]
    told_now = told(found.library, request.args.items(multi=True))
    known = replace(walk.known, told={**walk.known.told, **told_now})
    walk = replace(walk, known=known, channel=channel, context=taken.id if taken else None)
    return addresses.tree(locale, tree.id, _pairs(walk, tree))


def _pairs(walk: Walk, tree: Tree) -> list[Pair]:
    """Return the walk as its address has it, with the step that the site file wants shown."""
    shown = [("_at", walk.at)] if walk.at in tree.index else []
    return [*pairs(walk, tree), *((name, at) for name, at in shown if at)]


def _locale(found: Services, taken: Taken | None) -> str:
    """Return the language the product asks for, as `fa` or `fa-IR`; else the best one for the browser."""
    asked = request.args.get("lang", "") or (taken.claims.locale if taken else "")
    wanted = asked.strip().replace("_", "-")
    offered = {locale.lower(): locale for locale in found.words}
    language = wanted.lower()
    return offered.get(language) or offered.get(language.partition("-")[0]) or best_locale()
