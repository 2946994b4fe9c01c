"""One's own account, and for admins those of all."""

from __future__ import annotations

import secrets
from typing import Final

from flask import Flask, Response, abort, request

from webui.answering import page, see_other
from webui.services import services
from webui.staff import addresses
from webui.staff.entry import asking, begin, locale_of, sending
from webui.staff.guard import may_try
from webui.staff.present.accounts import account_page, people_page
from wizard.staff.accounts import end_logins, set_active, set_password, set_role
from wizard.staff.passwords import WeakPassword, fits
from wizard.staff.rights import Right
from wizard.store import Role, Staff

_MOST: Final = 2**63


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule(addresses.ACCOUNT, "staff_account", account, methods=["GET"])
    app.add_url_rule(addresses.ACCOUNT, "staff_change_account", change, methods=["POST"])
    app.add_url_rule(addresses.PEOPLE, "staff_people", people, methods=["GET"])
    app.add_url_rule(f"{addresses.PEOPLE}/<int:number>", "staff_change_person", person, methods=["POST"])


def account() -> Response:
    """Show one's own account."""
    one = asking()
    view = account_page(services(), locale_of(one), one, done=request.args.get("done", ""))
    return page("staff/account.html", view)


def change() -> Response:
    """Change one's own language or password, or end all other logins."""
    one = sending()
    what = request.form.get("what", "")
    if what == "language":
        return _language(one)
    if what == "password":
        return _password(one)
    if what != "logins":
        abort(400)
    found = services()
    end_logins(found.store, one, by=one.name, now=found.clock(), new_id=_new_id)
    return _still_here(one, "logins")


def people() -> Response:
    """Show who has an account."""
    one = asking(Right.STAFF)
    found = services()
    view = people_page(
        found, locale_of(one), one, found.store.staff.everybody(), request.args.get("done", "")
    )
    return page("staff/people.html", view)


def person(number: int) -> Response:
    """Change the role of somebody else, or whether they may log in."""
    one = sending(Right.STAFF)
    found = services()
    other = found.store.staff.member(number) if number < _MOST else None
    if other is None:
        abort(404)
    if other.id == one.id:
        abort(403)  # else the last admin could shut everybody out
    role, active = request.form.get("role", ""), request.form.get("active") == "yes"
    if role not in {known.value for known in Role}:
        abort(400)
    if role != other.role:
        set_role(found.store, other, Role(role), by=one.name, now=found.clock())
    if active != other.active:
        set_active(found.store, other, active=active, by=one.name, now=found.clock(), new_id=_new_id)
    return see_other(f"{addresses.PEOPLE}?done=person")


def _language(one: Staff) -> Response:
    found = services()
    locale = request.form.get("locale", "")
    if locale not in found.words:
        abort(400)
    found.store.staff.change(one.id, {"locale": locale})
    return see_other(f"{addresses.ACCOUNT}?done=language")


def _password(one: Staff) -> Response:
    """Take another password from somebody who knows the one of now."""
    found = services()
    if not may_try(found, one.email, request.remote_addr):
        abort(429)
    if not fits(one.password, request.form.get("password", "")):
        return _not_taken(one, "password")
    new = request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _not_taken(one, "again")
    try:
        set_password(found.store, one, new, by=one.name, now=found.clock(), new_id=_new_id)
    except WeakPassword:
        return _not_taken(one, "new")
    return _still_here(one, "password")


def _still_here(one: Staff, done: str) -> Response:
    """Log in anew the browser that has just ended all logins."""
    again = services().store.staff.member(one.id)
    if again is not None:
        begin(again)
    return see_other(f"{addresses.ACCOUNT}?done={done}")


def _not_taken(one: Staff, wrong: str) -> Response:
    view = account_page(services(), locale_of(one), one, wrong=wrong)
    return page("staff/account.html", view, 422)


def _new_id() -> str:
    return secrets.token_urlsafe(16)
