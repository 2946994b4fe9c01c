"""A walk goes on on another device: a code is made here, typed here, and leads to the walk."""

from __future__ import annotations

from flask import Flask, Response, request

from webui import addresses
from webui.answering import best_locale, later, may_send, page
from webui.channel import NAME
from webui.elsewhere import leaving
from webui.present.code import asked_page, code_page
from webui.present.error import error_page
from webui.present.scene import Scene
from webui.services import services
from webui.throttle import seconds_left
from wizard.codes import resume
from wizard.codes.letters import read
from wizard.store import ResumeCode

CHANNEL = "phone"
_SHOWN = 20


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/c", "make_code", make, methods=["POST"])
    app.add_url_rule("/c", "type_code", ask, methods=["GET"])
    app.add_url_rule("/c/<code>", "open_code", follow, methods=["GET"])


def make() -> Response:
    """Make a code for the walk of the form, and show it: drawn, in letters, and with all that is wanted on paper."""
    found, walk = services(), leaving()
    query = walk.query
    if not may_send("code"):
        return too_often(walk.locale)
    now = found.clock()
    made = resume.make(
        found.store,
        found.settings.secret_key,
        locale=walk.locale,
        tree=walk.stand.tree.id,
        query=query,
        now=now,
    )
    scene = Scene(found, walk.stand, walk.locale, walk.id)
    return page("code.html", code_page(scene, made, now))


def ask() -> Response:
    """Show where a code is typed; with `code`, lead to its walk."""
    typed = request.args.get("code")
    if typed is None:
        return page("code_asked.html", asked_page(services(), _locale()))
    return follow(typed)


def follow(code: str) -> Response:
    """Lead to the walk of a code: the same step, the same answers. Another one may be typed anew."""
    found, read_as = services(), read(code)
    if read_as is None:
        return _asked(code, "unreadable", 404)
    secret, now = found.settings.secret_key, found.clock()
    if found.throttle.is_spent(found.store, secret, now, "guess", request.remote_addr):
        return too_often(_locale())
    kept = resume.opened(found.store, secret, read_as, now, counts=request.method != "HEAD")
    if kept is None:
        may_send("guess")
        old = resume.closed(found.store, secret, read_as)
        return _asked(code, "expired" if old else "unknown", 410 if old else 404, old)
    return Response(status=302, headers={"Location": _address(kept)})


def too_often(locale: str) -> Response:
    """Return the page that asks to wait."""
    found = services()
    return later(page("error.html", error_page(found, locale, 429), 429), seconds_left(found.clock()))


def _address(kept: ResumeCode) -> str:
    """Return where the walk stands. The query is as it was kept: one of ours."""
    return f"{addresses.tree(kept.locale, kept.tree)}?{kept.query}&{NAME}={CHANNEL}"


def _asked(typed: str, wrong: str, status: int, kept: ResumeCode | None = None) -> Response:
    found = services()
    shown = typed if len(typed) <= _SHOWN and typed.isprintable() else ""
    return page("code_asked.html", asked_page(found, _locale(kept), shown, wrong, kept), status)


def _locale(kept: ResumeCode | None = None) -> str:
    """Return the language asked for, else that of the walk, else the best one for the browser."""
    offered = services().words
    wanted = request.args.get("lang", "")
    if wanted in offered:
        return wanted
    return kept.locale if kept and kept.locale in offered else best_locale()
