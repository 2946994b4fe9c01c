"""Logging in and out."""

from __future__ import annotations

from flask import Flask, Response, request

from webui.answering import best_locale, later, page, see_other
from webui.services import services
from webui.staff import addresses
from webui.staff.entry import begin, end, is_ours, member, sending
from webui.staff.guard import may_try, seconds_left
from webui.staff.present.around import staff_frame
from webui.staff.views import LoginPage
from webui.views.form import Mistake
from wizard.query import Pair
from wizard.staff.accounts import log_in

MESSAGES = {
    "wrong": "E-mail address and password do not belong together, or the account may not log in",
    "often": "Too many tries. Wait a quarter of an hour, then try once more",
    "old": "This form had grown old. Try once more",
}


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule(addresses.LOGIN, "staff_login", show, methods=["GET"])
    app.add_url_rule(addresses.LOGIN, "staff_log_in", enter, methods=["POST"])
    app.add_url_rule(addresses.LOGOUT, "staff_log_out", leave, methods=["POST"])


def show() -> Response:
    """Show the login; who is logged in goes on to where they wanted."""
    if member() is not None:
        return see_other(_onward())
    return _page()


def enter() -> Response:
    """Log somebody in, and lead on to where they wanted."""
    found = services()
    email, password = request.form.get("email", ""), request.form.get("password", "")
    if not is_ours():
        return _page("old", email, 403)
    if not may_try(found, email, request.remote_addr):
        return later(_page("often", email, 429), seconds_left(found.clock()))
    one = log_in(found.store, email, password)
    if one is None:
        return _page("wrong", email, 422)
    begin(one)
    return see_other(_onward())


def leave() -> Response:
    """Log out in this browser."""
    sending()
    end()
    return see_other(addresses.LOGIN)


def _onward() -> str:
    return addresses.local(request.args.get("next", ""))


def _page(wrong: str | None = None, email: str = "", status: int = 200) -> Response:
    found = services()
    wanted = request.args.get("locale", "")
    locale = wanted if wanted in found.words else best_locale()
    words = found.words[locale]
    onward = _onward()
    kept: list[Pair] = [("next", onward)] if onward != addresses.ROOT else []
    view = LoginPage(
        frame=staff_frame(
            found,
            locale,
            words("Log in"),
            None,
            addresses.LOGIN,
            elsewhere=lambda other: addresses.login([*kept, ("locale", other)]),
            error=wrong is not None,
        ),
        action=addresses.login([*kept, ("locale", locale)]),
        email=email[:254],
        mistakes=(Mistake("email", words(MESSAGES[wrong])),) if wrong else (),
    )
    return page("staff/login.html", view, status)
