"""Only this machine is answered: a page from elsewhere may have its own name lead here, and read drafts under it."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

_REFUSED: Final = (
    "This page is answered under the names of its own machine only, such as http://127.0.0.1:8000/studio/.\n"
    "Whoever started it with `wizard serve --watch` may add --expose, if others may see drafts.\n"
)


def install(app: Flask) -> None:
    """Refuse every request to `app` that names another host than this machine."""
    app.before_request(_refused)


def _refused() -> Response | None:
    """Return the answer to a request under another name: 421. Against DNS rebinding."""
    if is_here(request.environ.get("HTTP_HOST", "")):
        return None
    return Response(_REFUSED, status=421, mimetype="text/plain")


def is_here(host: str) -> bool:
    """Tell whether a Host header names the machine itself: localhost or a loopback address."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
