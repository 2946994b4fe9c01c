"""The answer to a step: judged, recorded, and followed by what comes next."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, abort, request

from webui import addresses
from webui.answering import html, known_locale, known_tree, posted_walk, see_other
from webui.present.scene import Scene, named
from webui.recording import record
from webui.services import Services, services
from webui.showing import rendered, shown
from wizard import limits
from wizard.engine.carry import Dropped, Why
from wizard.journey import Stand
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.query import Walk


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule("/<locale>/<tree_id>", "answer", answer, methods=["POST"])


def answer(locale: str, tree_id: str) -> Response:
    """Take the answer to a step, record it, and show what comes next."""
    found = services()
    known_locale(locale)
    tree = known_tree(tree_id)
    walk = posted_walk()
    if walk.id is None or walk.at is not None:
        walk = replace(walk, id=walk.id or found.new_id(), at=None)
    step = tree.step(request.form.get("_step", ""))
    if step is None:
        return _not_taken(found, found.stands.stand(tree.id, walk), locale, None, "")
    before = found.stands.here(tree.id, walk)
    typed = typed_into(step)
    value = step.value(typed)
    if value is None:
        return _not_taken(found, before, locale, step, typed)
    if has_changed(found, tree, walk, step, value):
        gone = Dropped(step.id, value, Why.CHANGED)
        return _not_taken(found, replace(before, dropped=(*before.dropped, gone)), locale, step, None)
    walk = replace(before.walk, known=before.walk.known.answer(step.id, value))
    after = found.stands.stand(tree.id, walk)
    answered, target = _onward(found, tree, walk, after, locale)
    if len(target.partition("?")[2]) > limits.QUERY_BYTES:
        abort(414)
    record(found, before, after, step, value, locale)
    return answered


def _onward(found: Services, tree: Tree, walk: Walk, after: Stand, locale: str) -> tuple[Response, str]:
    """Return what comes next, and its address: for htmx the page at once, else a way to it."""
    if _swapped():
        page = shown(found, after, walk, locale, swapped=True)
        answered = html(page.content)
        answered.headers["HX-Push-Url"] = page.address
        return answered, page.address
    # The next page is asked for by its address: that still holds what has to be named there as left out.
    direct = after.jumped and not named(after)
    target = addresses.walk(locale, after.tree, after.walk) if direct else addresses.walk(locale, tree, walk)
    return see_other(target), target


def has_changed(found: Services, tree: Tree, walk: Walk, step: Step, value: str) -> bool:
    """Tell whether the step says something else than the page did that was answered."""
    if walk.revision in (None, tree.revision):
        return False
    answered = found.stands.here(tree.id, replace(walk, known=walk.known.answer(step.id, value)))
    return Dropped(step.id, value, Why.CHANGED) in answered.dropped


def _not_taken(found: Services, before: Stand, locale: str, step: Step | None, typed: str | None) -> Response:
    """Show the step again with what to do; without one (gone since, or not named) where the walk stands."""
    scene = Scene(found, before, locale, before.walk.id or "", _swapped())
    answered = html(rendered(scene, step=step, typed=typed, error=typed is not None).encode(), 422)
    answered.headers["HX-Push-Url"] = "false"
    return answered


def _swapped() -> bool:
    return request.headers.get("HX-Request") == "true"


def typed_into(step: Step) -> str:
    """Return the answer as sent: of several boxes the ticked ones, of a box with buttons the one pressed."""
    given = request.form.getlist("answer")
    if step.many:
        return ".".join(given)
    return next((text for text in reversed(given) if text), "")
