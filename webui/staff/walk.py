"""Walking a tree for a customer who is on the telephone, and filing their request at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Flask, Response, abort, request

from webui.answering import asked_walk, best_locale, known_locale, page, posted_walk, see_other
from webui.asked import asked
from webui.present.scene import Scene, named
from webui.present.ticket import filled_beforehand, removed_lines, request_fields, told_apart
from webui.recording import record
from webui.request_form import Fault, Filled, faults, filled
from webui.routes.answer import has_changed, typed_into
from webui.services import Services, services
from webui.staff import addresses, paths
from webui.staff.entry import asking, locale_of, sending
from webui.staff.present.call import call_page
from webui.staff.present.trees import trees_page
from webui.staff.walking import known_tree, staff_scene, staff_services, walk_page
from wizard import limits, tickets
from wizard.engine.carry import Dropped, Why
from wizard.model.step import Step
from wizard.query import Walk, pairs
from wizard.search.search import search
from wizard.staff.rights import Right
from wizard.store import Audited, Outcome, Staff

AUDIENCE, CHANNEL = "staff", "phone"


def install(app: Flask) -> None:
    """Add the routes."""
    one = f"{addresses.WALK}<locale>/<tree_id>"
    plain = f"{addresses.WALK}<locale>/ticket"
    app.add_url_rule(addresses.WALK, "staff_walks", begin)
    app.add_url_rule(f"{addresses.WALK}<locale>/", "staff_trees", trees)
    app.add_url_rule(one, "staff_walk", show, methods=["GET"])
    app.add_url_rule(one, "staff_answer", answer, methods=["POST"])
    for path in (plain, f"{one}/ticket"):
        app.add_url_rule(path, "staff_form", form, methods=["GET"])
        app.add_url_rule(path, "staff_file_ticket", send, methods=["POST"])


def begin() -> Response:
    """Lead to the trees in one's own language."""
    return see_other(addresses.trees(locale_of(asking(Right.TICKETS)) or best_locale()))


def trees(locale: str) -> Response:
    """Show the trees, or what the search found."""
    member, found = asking(Right.TICKETS), staff_services()
    known_locale(locale)
    wanted = asked(request.args, found.library)
    hits = search(found.index, wanted.query, locale=locale).hits if wanted.query else None
    return page("staff/trees.html", trees_page(found, locale, member, wanted.query, hits))


def show(locale: str, tree_id: str) -> Response:
    """Show where the walk of the query string stands, or the step `_at`."""
    member, found = asking(Right.TICKETS), staff_services()
    known_locale(locale)
    tree, walk = known_tree(found, tree_id), asked_walk()
    at = found.stands.stand(tree.id, walk)
    if at.jumped and walk.at in tree.index:
        at = found.stands.here(tree.id, walk)
    if at.jumped and not named(at):
        return see_other(paths.tree(locale, at.tree.id, pairs(at.walk, at.tree)))
    scene = staff_scene(found, at, locale, walk.id or found.new_id(), swapped=_swapped())
    return page(*walk_page(scene, member))


def answer(locale: str, tree_id: str) -> Response:
    """Take the answer to a step, record it as told by telephone, and lead to what comes next."""
    member, found = sending(Right.TICKETS), staff_services()
    known_locale(locale)
    tree, walk = known_tree(found, tree_id), posted_walk()
    walk = replace(walk, id=walk.id or found.new_id(), at=None)
    step = tree.step(request.form.get("_step", ""))
    before = found.stands.here(tree.id, walk)
    typed = typed_into(step) if step else ""
    value = step.value(typed) if step else None
    if step is None or value is None:
        return _not_taken(member, staff_scene(found, before, locale, walk.id or ""), step, typed)
    if has_changed(found, tree, walk, step, value):
        gone = Dropped(step.id, value, Why.CHANGED)
        at = replace(before, dropped=(*before.dropped, gone))
        return _not_taken(member, staff_scene(found, at, locale, walk.id or ""), step, None)
    walk = replace(before.walk, known=before.walk.known.answer(step.id, value))
    after = found.stands.stand(tree.id, walk)
    onward = paths.tree(locale, tree.id, pairs(walk, tree))
    if len(onward.partition("?")[2]) > limits.QUERY_BYTES:
        abort(414)
    record(found, before, after, step, value, locale, by=(AUDIENCE, CHANNEL))
    return see_other(onward)


def form(locale: str, tree_id: str | None = None) -> Response:
    """Show the form of the customer's request, filled with what the walk knows."""
    member, found = asking(Right.TICKETS), staff_services()
    known_locale(locale)
    walk = asked_walk()
    scene = _scene(found, locale, tree_id, walk)
    if walk.id is None or (scene is not None and scene.stand.jumped):
        lasting = scene.form_pairs() if scene else [("_w", found.new_id())]
        return see_other(paths.ticket(locale, scene.stand.tree.id if scene else None, lasting))
    typed = filled_beforehand(found, scene.stand if scene else None)
    return _form_page(found, locale, member, scene, walk.id, typed)


def send(locale: str, tree_id: str | None = None) -> Response:
    """File the customer's request, once however often it is sent, and show its ticket."""
    member, found = sending(Right.TICKETS), staff_services()
    known_locale(locale)
    walk = posted_walk()
    form_key = walk.id or found.new_id()
    scene = _scene(found, locale, tree_id, replace(walk, id=form_key))
    stand = scene.stand if scene else None
    fields = [one for one in request_fields(found, stand) if one.type != "file"]
    typed = filled(request.form, fields)
    wrong = list(faults(typed, fields, has_walk=scene is not None, products=found.library.site.products))
    if wrong:
        return _form_page(found, locale, member, scene, form_key, typed, wrong, status=422)
    product, version, rest = told_apart(fields, typed.fields)
    sent = tickets.Sent(
        form_key,
        typed.description,
        typed.email,
        typed.phone,
        typed.name,
        rest,
        removed_lines(scene.lines(), typed) if scene else (),
        product=product,
        version=version,
        audience=AUDIENCE,
        channel=CHANNEL,
        filed_by=member.id,
    )
    filed = tickets.file(services().office, sent, stand, locale, found.clock())
    if filed.outcome is Outcome.NEW:
        found.store.inbox.note(Audited(found.clock(), member.name, "filed", filed.ticket.id, {}))
    done = "again" if filed.outcome is Outcome.OTHER else "filed"
    return see_other(addresses.ticket(filed.ticket.id, [("done", done)]))


def _scene(found: Services, locale: str, tree_id: str | None, walk: Walk) -> Scene | None:
    if tree_id is None:
        return None
    at = found.stands.stand(known_tree(found, tree_id).id, walk)
    return staff_scene(found, at, locale, walk.id or found.new_id())


def _not_taken(member: Staff, scene: Scene, step: Step | None, typed: str | None) -> Response:
    view = walk_page(
        scene, member, step=step, typed=typed if step else None, error=step is not None and typed is not None
    )
    answered = page(*view, 422)
    answered.headers["HX-Push-Url"] = "false"
    return answered


def _form_page(
    found: Services,
    locale: str,
    member: Staff,
    scene: Scene | None,
    form_key: str,
    typed: Filled,
    wrong: Sequence[Fault] = (),
    status: int = 200,
) -> Response:
    view = call_page(found, locale, member, scene, form_key, typed, wrong)
    return page("staff/call.html", view, status)


def _swapped() -> bool:
    return request.headers.get("HX-Request") == "true"
