"""The cookie of a login: signed, for the pages of staff alone. Other requests do not even look for one."""

from __future__ import annotations

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from webui.staff.addresses import is_staff


class StaffCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, opened below `/staff/` only, and secure where the page came by https."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; None, which holds nothing, for pages that are not for staff."""
        return super().open_session(app, request) if is_staff(request.path) else None

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the browser may send it by https only: when it came by https now."""
        return request.is_secure
