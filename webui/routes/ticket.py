"""The request form: shown filled with what is known, and filed once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from flask import Flask, Response, request

from webui import addresses
from webui.answering import asked_walk, known_locale, later, may_send, page, posted_walk, see_other
from webui.asked import clean, shortened
from webui.present.scene import Scene
from webui.present.ticket import removed_lines, request_fields, ticket_page
from webui.request_form import Fault, Filled, faults, filled
from webui.routes.walk import known_tree
from webui.services import Services, services
from webui.throttle import seconds_left
from wizard import tickets
from wizard.query import Walk
from wizard.store import Outcome, StoreError

_A_MINUTE = 60
_log = logging.getLogger("wizard.web")


def install(app: Flask) -> None:
    """Add the routes."""
    for path in ("/<locale>/ticket", "/<locale>/<tree_id>/ticket"):
        app.add_url_rule(path, "ticket", show, methods=["GET"])
        app.add_url_rule(path, "send", send, methods=["POST"])


def show(locale: str, tree_id: str | None = None) -> Response:
    """Show the form; an address without a form key leads to itself with one, so that Back finds that form."""
    found = services()
    known_locale(locale)
    walk = asked_walk()
    scene = _scene(found, locale, tree_id, walk)
    if walk.id is None or (scene is not None and scene.stand.jumped):
        return Response(status=302, headers={"Location": _address(found, locale, scene, walk)})
    return _form_page(found, locale, scene, walk.id, Filled() if scene else Filled(_searched()))


def send(locale: str, tree_id: str | None = None) -> Response:
    """File the request, or show the form again with what has to be mended; nothing typed is lost."""
    found = services()
    known_locale(locale)
    walk = posted_walk()
    lost_key = walk.id is None
    form_key = walk.id or found.new_id()
    scene = _scene(found, locale, tree_id, replace(walk, id=form_key))
    fields = request_fields(found, scene.stand if scene else None)
    form = filled(request.form, fields)
    wrong = list(faults(form, fields, has_walk=scene is not None))
    if lost_key and not wrong:
        # Sent without the key that stood in the form: a second sending could not be told from the first.
        wrong.append(Fault("description", "again"))
    if wrong:
        return _form_page(found, locale, scene, form_key, form, wrong, status=422)
    try:
        return _file(found, locale, scene, form_key, form)
    except StoreError as error:
        _log.error("a request was not filed: %s", error)
        down = [Fault("description", "down")]
        return later(_form_page(found, locale, scene, form_key, form, down, status=503), _A_MINUTE)


def _file(found: Services, locale: str, scene: Scene | None, form_key: str, form: Filled) -> Response:
    if found.store.ticket_by_form_key(form_key) is None and not may_send("ticket"):
        often = [Fault("description", "often")]
        return later(
            _form_page(found, locale, scene, form_key, form, often, status=429), seconds_left(found.clock())
        )
    removed = removed_lines(scene.lines(), form) if scene else ()
    sent = tickets.Sent(form_key, form.description, form.email, form.phone, form.name, form.fields, removed)
    at = scene.stand if scene else None
    filed = tickets.file(found.store, found.settings.secret_key, sent, at, locale, found.clock())
    address = addresses.request(locale, tickets.token(found.settings.secret_key, form_key))
    if filed.outcome is Outcome.OTHER:
        return _form_page(
            found, locale, scene, form_key, form, sent=(filed.ticket.reference, address), status=409
        )
    return see_other(address + "?sent=1")


def _scene(found: Services, locale: str, tree_id: str | None, walk: Walk) -> Scene | None:
    if tree_id is None:
        return None
    tree = known_tree(found, tree_id)
    at = found.stands.stand(tree.id, walk)
    return Scene(found, at, locale, walk.id or found.new_id())


def _searched() -> str:
    """Return what the customer searched for before, to begin the description with."""
    return shortened(clean(request.args.get("q", "")))


def _address(found: Services, locale: str, scene: Scene | None, walk: Walk) -> str:
    """Return the form's own address with its key."""
    if scene is None:
        searched = _searched()
        words = [("q", searched)] if searched else []
        return addresses.ticket(locale, None, [*words, ("_w", walk.id or found.new_id())])
    return addresses.ticket(locale, scene.stand.tree.id, scene.form_pairs())


def _form_page(
    found: Services,
    locale: str,
    scene: Scene | None,
    form_key: str,
    form: Filled,
    wrong: Sequence[Fault] = (),
    sent: tuple[str, str] | None = None,
    status: int = 200,
) -> Response:
    return page("ticket.html", ticket_page(found, locale, scene, form_key, form, wrong, sent), status)
