"""A tree's page: the step a walk stands at, or the whole tree to read."""

from __future__ import annotations

from flask import Flask, Response, request

from webui import addresses
from webui.answering import asked_walk, html, known_locale, known_tree
from webui.headers import with_etag
from webui.present.article import VIEW
from webui.present.scene import named
from webui.services import services
from webui.showing import article, shown
from wizard.model.tree import Tree
from wizard.query import Walk


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule("/<locale>/<tree_id>", "walk", show, methods=["GET"])


def show(locale: str, tree_id: str) -> Response:
    """Show where the walk of the query string stands, or the step `_at`; `_view=article` shows the whole tree."""
    known_locale(locale)
    tree = known_tree(tree_id)
    if VIEW in request.args.items():
        return with_etag(html(article(services(), tree, locale).content))
    return _stand(locale, tree, asked_walk())


def _stand(locale: str, tree: Tree, walk: Walk) -> Response:
    found = services()
    at = found.stands.stand(tree.id, walk)
    if at.jumped and walk.at in tree.index:
        # A step of this tree is to be shown again, such as the one that led on: Back comes here.
        at = found.stands.here(tree.id, walk)
    if at.jumped and not named(at):
        return Response(status=302, headers={"Location": addresses.walk(locale, at.tree, at.walk)})
    said = request.args.get("_said")
    page = shown(found, at, walk, locale, said=said if said in ("yes", "no") else None)
    return with_etag(html(page.content))
