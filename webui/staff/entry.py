"""Who asks for a page of staff, whether they may, and whether a form is one of ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from flask import abort, g, request, session

from webui.answering import best_locale, see_other
from webui.services import services
from webui.staff import addresses
from wizard.staff.accounts import still_logged_in
from wizard.staff.rights import Right, may
from wizard.store import Staff

CSRF: Final = "_csrf"
_WHO, _LOGIN, _VISIT = "who", "login", "visit"


def member() -> Staff | None:
    """Return who is logged in, as the store knows them now."""
    if "member" not in g:
        g.member = None
        match session.get(_WHO), session.get(_LOGIN):
            case int(number), str(login):
                g.member = still_logged_in(services().store, number, login)
    found: Staff | None = g.member
    return found


def asking(right: Right | None = None) -> Staff:
    """Return who is logged in; nobody is led to the login, and who lacks the right is refused."""
    one = member()
    if one is None:
        back = request.full_path.rstrip("?") if request.method == "GET" else addresses.ROOT
        abort(see_other(addresses.login([("next", back)] if back != addresses.ROOT else ())))
    if right is not None and not may(one, right):
        abort(403)
    return one


def sending(right: Right | None = None) -> Staff:
    """Return who sent a form; a form that is none of ours for them is refused."""
    one = asking(right)
    if not is_ours():
        abort(403)
    return one


def begin(one: Staff) -> None:
    """Log somebody in: what the browser had before counts no more."""
    session.clear()
    session.permanent = True
    session[_WHO], session[_LOGIN] = one.id, one.login
    g.member = one


def end() -> None:
    """Log out in this browser."""
    session.clear()
    g.member = None


def csrf() -> str:
    """Return the proof that a form was made for whoever asks now; never twice the same, as pages are packed."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_proof(nonce)}"


def is_ours() -> bool:
    """Tell whether the form that was sent is one that was made for whoever sends it."""
    nonce, _, proof = request.form.get(CSRF, "").partition(".")
    return hmac.compare_digest(_proof(nonce).encode(), proof.encode("utf-8", "replace"))


def locale_of(one: Staff) -> str:
    """Return the language in which somebody's pages are."""
    return one.locale if one.locale in services().words else best_locale()


def _proof(nonce: str) -> str:
    one = member()
    if one is None and _VISIT not in session:
        session[_VISIT] = secrets.token_hex(16)
    whose = f"{one.id}:{one.login}" if one else f"visit:{session[_VISIT]}"
    key = hmac.digest(services().settings.secret_key, b"staff-form", "sha256")
    return hmac.new(key, f"{nonce}:{whose}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
