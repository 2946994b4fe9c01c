""" "Did it really help?" on the page of a solved walk."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from webui import addresses
from webui.answering import known_locale, known_tree, posted_walk, see_other
from webui.services import services
from wizard.query import pairs


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule("/<locale>/<tree_id>/feedback", "feedback", feedback, methods=["POST"])


def feedback(locale: str, tree_id: str) -> Response:
    """Take the answer to "did it really help?" and show the page again."""
    found = services()
    known_locale(locale)
    tree = known_tree(tree_id)
    walk = posted_walk()
    said = request.form.get("answer", "")
    if said not in ("yes", "no") or walk.id is None:
        abort(422)
    found.store.add_feedback(
        walk=walk.id,
        at=found.clock(),
        tree=tree.id,
        revision=tree.revision,
        locale=locale,
        helped=said == "yes",
    )
    return see_other(addresses.tree(locale, tree.id, [*pairs(walk, tree), ("_said", said)]))
