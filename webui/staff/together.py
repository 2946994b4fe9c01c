"""Support walks together with a customer who has read a code to them: looks, answers for them, hands back."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, Response, request

from webui.answering import later, page, see_other
from webui.present.scene import Scene
from webui.present.together import Told
from webui.routes.side import CoPaths, Side, company
from webui.services import services
from webui.staff import addresses, paths
from webui.staff.entry import asking, locale_of, sending
from webui.staff.present.together import join_page, staffs
from webui.throttle import seconds_left
from wizard import limits
from wizard.codes.letters import read
from wizard.staff.rights import Right
from wizard.store import Audited, CoWalk, Staff

AUDIENCE = "staff"
_SHOWN = 20


def install(app: Flask) -> None:
    """Add the routes."""
    one = f"{addresses.TOGETHER}/<code>"
    walked = f"{one}/<locale>/<tree_id>"
    app.add_url_rule(addresses.TOGETHER, "staff_together", ask, methods=["GET"])
    app.add_url_rule(addresses.TOGETHER, "staff_join", join, methods=["POST"])
    app.add_url_rule(one, "staff_together_latest", latest, methods=["GET"])
    app.add_url_rule(f"{one}/state", "staff_together_state", state, methods=["GET"])
    app.add_url_rule(f"{one}/leave", "staff_leave", leave, methods=["POST"])
    app.add_url_rule(walked, "staff_together_walk", show, methods=["GET"])
    app.add_url_rule(walked, "staff_together_answer", answer, methods=["POST"])


def ask() -> Response:
    """Show where a code is typed; `done` is what was just done."""
    member = asking(Right.TICKETS)
    view = join_page(services(), locale_of(member), member, done=request.args.get("done", ""))
    return page("staff/join.html", view)


def join() -> Response:
    """Look along at the walk of the code that was typed."""
    member, found = sending(Right.TICKETS), services()
    typed, now = request.form.get("code", ""), found.clock()
    code = read(typed)
    if code is None:
        return _asked_again(member, typed, "unreadable")
    if not _may_try(member, now):
        return later(_asked_again(member, typed, "often", 429), seconds_left(now))
    one = company(found).join(code, member.id, now)
    if one is None:
        return _asked_again(member, typed, "unknown")
    _note(member, "joined", one)
    return see_other(addresses.together(code))


def latest(code: str) -> Response:
    """Lead to where the two stand now."""
    return _side(asking(Right.TICKETS), code).latest()


def state(code: str) -> Response:
    """Tell the script of the page whether the customer has answered."""
    return _side(asking(Right.TICKETS), code).state()


def show(code: str, locale: str, tree_id: str) -> Response:
    """Show the customer's step and answers, without what is for staff alone."""
    return _side(asking(Right.TICKETS), code).show(locale, tree_id)


def answer(code: str, locale: str, tree_id: str) -> Response:
    """Take an answer for the customer, who sees it then."""
    return _side(sending(Right.TICKETS), code).answer(locale, tree_id)


def leave(code: str) -> Response:
    """Hand back: the customer goes on alone, and can be joined again with the same code."""
    member, found = sending(Right.TICKETS), services()
    one = _find(member, code)
    if one is not None and company(found).leave(read(code) or "", member.id):
        _note(member, "left", one)
    return see_other(addresses.joining([("done", "left")]))


def _side(member: Staff, code: str) -> Side:
    read_as = read(code) or ""

    def tell(scene: Scene, one: CoWalk) -> Told:
        return staffs(scene, member, read_as)

    return Side(
        found=services(),
        audience=AUDIENCE,
        paths=CoPaths(addresses.together(read_as), paths.ticket),
        find=lambda _: _find(member, code),
        tell=tell,
        gone=lambda: _gone(read_as),
        shows_id=False,
    )


def _find(member: Staff, code: str) -> CoWalk | None:
    """Return the walk of the code while this member of staff looks along."""
    found, read_as = services(), read(code)
    one = company(found).found(read_as, found.clock()) if read_as else None
    return one if one is not None and one.staff == member.id else None


def _gone(code: str) -> Response:
    """Answer when the walk has ended, or somebody else looks along: to the script in one word, else the box again."""
    if request.path == addresses.together(code, "state"):
        return Response(status=410)
    return see_other(addresses.joining([("done", "ended")]))


def _asked_again(member: Staff, typed: str, wrong: str, status: int = 422) -> Response:
    shown = typed if len(typed) <= _SHOWN and typed.isprintable() else ""
    view = join_page(services(), locale_of(member), member, typed=shown, wrong=wrong)
    return page("staff/join.html", view, status)


def _may_try(member: Staff, now: datetime) -> bool:
    hour = now.replace(minute=0, second=0, microsecond=0)
    return services().store.hit(f"join:{member.id}", hour, limits.JOINS_PER_HOUR)


def _note(member: Staff, what: str, one: CoWalk) -> None:
    found = services()
    found.store.inbox.note(Audited(found.clock(), member.name, what, None, {"tree": one.tree}))
