"""The pages for staff: login, inbox, tickets, walks for customers, accounts."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Final

from flask import Flask, Response, request

from webui.headers import policy
from webui.services import Services
from webui.staff import accounts, export, inbox, login, ticket, together, walk
from webui.staff.addresses import is_staff
from webui.staff.cookies import StaffCookie

# A login lasts so long after its last page; within it nobody is logged out.
LASTS: Final = timedelta(hours=24)


def install(app: Flask, found: Services) -> None:
    """Add the routes of staff to `app`, their cookie, and the headers of their pages.

    To be called after the headers of all pages are installed: what comes last is asked first, and what it says stays.
    """
    app.secret_key = hmac.digest(found.settings.secret_key, b"staff", "sha256")
    app.session_interface = StaffCookie()
    app.config.update(
        SESSION_COOKIE_NAME="staff",
        SESSION_COOKIE_PATH="/staff",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=LASTS,
    )
    app.after_request(_closed)
    for module in (login, inbox, export, ticket, walk, together, accounts):
        module.install(app)


def _closed(answer: Response) -> Response:
    """Keep pages of staff out of frames and out of every memory."""
    if is_staff(request.path):
        answer.headers.setdefault("Content-Security-Policy", policy(()))
        answer.headers["Cache-Control"] = "no-store"
    return answer
