"""The routes of the studio."""

from __future__ import annotations

from flask import Flask, Response

from webui.answering import best_locale, known_locale, page
from webui.services import services
from webui.studio import addresses
from webui.studio.proof import proof_page
from webui.studio.texts import texts_page
from webui.studio.tree import tree_page
from webui.studio.trees import trees_page
from webui.studio.watched import reading
from wizard.graph.svg import STYLE


def install(app: Flask) -> None:
    """Add the routes."""
    one = f"{addresses.ROOT}<locale>/<tree_id>"
    app.add_url_rule(addresses.ROOT, "studio", begin)
    app.add_url_rule(addresses.READING, "studio_reading", read)
    app.add_url_rule(addresses.DRAWING_STYLE, "studio_drawing_style", drawing_style)
    app.add_url_rule(f"{addresses.ROOT}<locale>/", "studio_trees", trees)
    app.add_url_rule(one, "studio_tree", tree)
    app.add_url_rule(f"{one}/texts", "studio_texts", texts)
    app.add_url_rule(f"{one}/proof", "studio_proof", proof)


def begin() -> Response:
    """Lead to the list of trees in the best language."""
    headers = {"Location": addresses.trees(best_locale()), "Vary": "Accept-Language"}
    return Response(status=302, headers=headers)


def read() -> Response:
    """Tell which reading of the folder is shown: browsers ask, and show their page again when it is another."""
    return Response(reading().id, mimetype="text/plain")


def drawing_style() -> Response:
    """Send the dark colours of drawings."""
    return Response(STYLE, mimetype="text/css")


def trees(locale: str) -> Response:
    """Show all trees."""
    return page("studio/trees.html", trees_page(services(), reading(), known_locale(locale)))


def tree(locale: str, tree_id: str) -> Response:
    """Show a tree's steps and problems."""
    return page("studio/tree.html", tree_page(services(), reading(), known_locale(locale), tree_id))


def texts(locale: str, tree_id: str) -> Response:
    """Show a tree's texts in all languages, or those of a file that trees share."""
    return page("studio/texts.html", texts_page(services(), reading(), known_locale(locale), tree_id))


def proof(locale: str, tree_id: str) -> Response:
    """Show a tree's texts in one language for proofreading."""
    return page("studio/proof.html", proof_page(services(), reading(), known_locale(locale), tree_id))
