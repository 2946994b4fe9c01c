"""A tree's page: the step a walk stands at, and the answer to a step."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from flask import Flask, Response, abort, request

from webui import addresses
from webui.answering import asked_walk, html, known_locale, posted_walk, see_other
from webui.headers import with_etag
from webui.pages import Shown
from webui.present.article import VIEW, article_page
from webui.present.end import end_page
from webui.present.scene import Scene, named
from webui.present.step import step_page
from webui.services import Services, services
from wizard import limits
from wizard.engine.carry import Dropped, Why
from wizard.journey import Stand, end_of
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import JUMP, is_id
from wizard.query import Walk, pairs
from wizard.stands import key_of
from wizard.store import Event, StoreError

CHANNEL = "web"
TYPED_TEXT = "given"
_log = logging.getLogger("wizard.web")


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/<locale>/<tree_id>", "walk", show, methods=["GET"])
    app.add_url_rule("/<locale>/<tree_id>", "answer", answer, methods=["POST"])
    app.add_url_rule("/<locale>/<tree_id>/feedback", "feedback", feedback, methods=["POST"])


def show(locale: str, tree_id: str) -> Response:
    """Show where the walk of the query string stands, or the step `_at`."""
    found = services()
    known_locale(locale)
    tree = known_tree(found, tree_id)
    if VIEW in request.args.items():
        return _article(found, tree, locale)
    walk = asked_walk()
    at = found.stands.stand(tree.id, walk)
    if at.jumped and walk.at in tree.index:
        # A step of this tree is to be shown again, such as the one that led on: Back comes here.
        at = found.stands.here(tree.id, walk)
    if at.jumped and not named(at):
        return Response(status=302, headers={"Location": address(locale, at.tree, at.walk)})
    said = request.args.get("_said")
    shown = _shown(found, at, walk, locale, said=said if said in ("yes", "no") else None)
    return with_etag(html(shown.content))


def _article(found: Services, tree: Tree, locale: str) -> Response:
    """Show the whole tree on one page; what the walk knows plays no part."""

    def made(_: str) -> Shown:
        scene = Scene(found, found.stands.here(tree.id, Walk()), locale, "")
        return Shown(found.templates.render("article.html", locale, article_page(scene)).encode(), "")

    shown = found.pages.shown((VIEW, addresses.whole(""), locale, tree.id), "", made)
    return with_etag(html(shown.content))


def answer(locale: str, tree_id: str) -> Response:
    """Take the answer to a step, record it, and show what comes next."""
    found = services()
    known_locale(locale)
    tree = known_tree(found, tree_id)
    walk = posted_walk()
    if walk.id is None or walk.at is not None:
        walk = replace(walk, id=walk.id or found.new_id(), at=None)
    step = tree.step(request.form.get("_step", ""))
    if step is None:
        at = found.stands.stand(tree.id, walk)
        return _not_taken(found, at, locale, None, "")
    before = found.stands.here(tree.id, walk)
    typed = _typed(step)
    value = step.value(typed)
    if value is None:
        return _not_taken(found, before, locale, step, typed)
    if _has_changed(found, tree, walk, step, value):
        gone = Dropped(step.id, value, Why.CHANGED)
        return _not_taken(found, replace(before, dropped=(*before.dropped, gone)), locale, step, None)
    walk = replace(before.walk, known=before.walk.known.answer(step.id, value))
    after = found.stands.stand(tree.id, walk)
    if _swapped():
        shown = _shown(found, after, walk, locale, swapped=True)
        answered = html(shown.content)
        answered.headers["HX-Push-Url"] = target = shown.address
    else:
        # The next page is asked for by its address: that still holds what has to be named there as left out.
        direct = after.jumped and not named(after)
        target = address(locale, after.tree, after.walk) if direct else address(locale, tree, walk)
        answered = see_other(target)
    if len(target.partition("?")[2]) > limits.QUERY_BYTES:
        abort(414)
    _record(found, before, after, step, value, locale)
    return answered


def feedback(locale: str, tree_id: str) -> Response:
    """Take the answer to "did it really help?" and show the page again."""
    found = services()
    known_locale(locale)
    tree = known_tree(found, tree_id)
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


def known_tree(found: Services, tree_id: str) -> Tree:
    """Return the customers' tree of that id; not there: 404, or 410 when there once was one."""
    tree = found.library.customers.get(tree_id)
    if tree is None:
        was_here = is_id(tree_id) and len(tree_id) <= limits.ID and found.store.known_tree(tree_id)
        abort(410 if was_here else 404)
    return tree


def address(locale: str, tree: Tree, walk: Walk) -> str:
    """Return the address of a walk's page."""
    return addresses.tree(locale, tree.id, pairs(walk, tree))


def _has_changed(found: Services, tree: Tree, walk: Walk, step: Step, value: str) -> bool:
    """Tell whether the step says something else than the page did that was answered."""
    if walk.revision in (None, tree.revision):
        return False
    answered = found.stands.here(tree.id, replace(walk, known=walk.known.answer(step.id, value)))
    return Dropped(step.id, value, Why.CHANGED) in answered.dropped


def _not_taken(found: Services, before: Stand, locale: str, step: Step | None, typed: str | None) -> Response:
    """Show the step again with what to do; without one (gone since, or not named) where the walk stands."""
    scene = Scene(found, before, locale, before.walk.id or "", _swapped())
    answered = html(_page(scene, step=step, typed=typed, error=typed is not None).encode(), 422)
    answered.headers["HX-Push-Url"] = "false"
    return answered


def _swapped() -> bool:
    return request.headers.get("HX-Request") == "true"


def _typed(step: Step) -> str:
    """Return the answer as sent: of several boxes the ticked ones, of a box with buttons the one pressed."""
    given = request.form.getlist("answer")
    if step.many:
        return ".".join(given)
    return next((text for text in reversed(given) if text), "")


def _record(found: Services, before: Stand, after: Stand, step: Step, value: str, locale: str) -> None:
    """Keep the answer as an event; while the store does not answer, the customer goes on without one."""
    trail = [given.step for given in before.position.trail]
    if step.id not in trail and before.position.step is not step:
        return  # not on the way: an old page, or a made-up one
    try:
        found.store.record_event(_event(found, before.tree, after, step, value, locale), _path(trail, step))
    except StoreError as error:
        _log.error("an answer was not recorded: %s", error)


def _path(trail: Sequence[str], step: Step) -> Sequence[str]:
    return trail[: trail.index(step.id)] if step.id in trail else trail


def _event(found: Services, tree: Tree, after: Stand, step: Step, value: str, locale: str) -> Event:
    reached = after.position.step.id if after.position.step else end_of(after) or ""
    is_text = step.typed is not None and step.typed.kind == "text" and step.option(value) is None
    return Event(
        walk=after.walk.id or "",
        at=found.clock(),
        tree=tree.id,
        revision=tree.revision,
        locale=locale,
        channel=CHANNEL,
        audience="customer",
        step=step.id,
        value=TYPED_TEXT if is_text else value,
        reached=JUMP + after.tree.id if after.jumped else reached,
    )


def _shown(
    found: Services, at: Stand, walk: Walk, locale: str, *, swapped: bool = False, said: str | None = None
) -> Shown:
    """Return page and address of where `walk` stands; without an id it gets one, in the form alone."""
    key = (
        addresses.whole(""),
        locale,
        swapped,
        said,
        at.tree.id,
        at.walk.via,  # the same answers mean something else when they have led here from another tree
        key_of(walk),
        walk.context,
        walk.id is None,
    )

    def made(walk_id: str) -> Shown:
        mine = replace(at, walk=replace(at.walk, id=walk_id if walk.id else None))
        scene = Scene(found, mine, locale, walk_id, swapped)
        return Shown(_page(scene, said=said).encode(), scene.url())

    return found.pages.shown(key, walk.id or found.new_id(), made)


def _page(
    scene: Scene,
    *,
    step: Step | None = None,
    typed: str | None = None,
    error: bool = False,
    said: str | None = None,
) -> str:
    """Return the page of `step`, else of the step to show again, else of where the walk stands."""
    at = scene.stand
    render = scene.services.templates.render
    shown = step or (at.tree.step(at.walk.at) if at.walk.at else None) or at.position.step
    if shown is not None:
        return render("step.html", scene.locale, step_page(scene, shown, typed=typed, error=error))
    end = end_of(at)
    assert end is not None
    return render("end.html", scene.locale, end_page(scene, end, said))
