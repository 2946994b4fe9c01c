"""The JSON API, version 1: operations declared once; routes, the OpenAPI document and the page for people follow."""

from __future__ import annotations

import logging
import re
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from webui.api import guide, origins
from webui.api.document import document
from webui.api.problems import Refused, answer, of_status
from webui.api.rates import Rates
from webui.api.serving import RATES, as_json, kept, route
from webui.api.table import BASE, OPERATIONS
from webui.services import services
from wizard.store import StoreError

_ROOT: Final = "/api"
_A_MINUTE: Final = "60"
_log = logging.getLogger("wizard.web")


def install(app: Flask) -> None:
    """Add the routes of the API to `app`, its problems, and what pages of other origins may do."""
    app.extensions[RATES] = Rates()
    for operation in OPERATIONS:
        path = BASE + re.sub(r"\{(\w+)\}", r"<\1>", operation.path)
        app.add_url_rule(path, f"api.{operation.id}", route(operation), methods=[operation.method])
    app.add_url_rule(f"{BASE}/openapi.json", "api.document", show_document)
    app.add_url_rule(f"{BASE}/", "api.guide", guide.show)
    app.register_error_handler(Refused, answer)
    app.before_request(_asked_before)
    app.after_request(_open)


def is_asked() -> bool:
    """Tell whether the present request is for the API, so that problems are told in its way."""
    return request.path == _ROOT or request.path.startswith(f"{_ROOT}/")


def show_document() -> Response:
    """Send the OpenAPI document."""
    return kept(as_json(document(services().library)), "public, max-age=300")


def refused(error: Exception) -> Response:
    """Return the problem that an error comes to. What is ours goes to the log, and nothing of it out."""
    if isinstance(error, HTTPException) and error.code is not None and error.code >= 400:
        return answer(of_status(error.code, sorted(getattr(error, "valid_methods", None) or ())))
    if isinstance(error, StoreError):
        _log.error("%s was not answered: %s", request.endpoint, error)
        return answer(Refused("away", headers={"Retry-After": _A_MINUTE}))
    _log.error("%s failed", request.endpoint, exc_info=error)
    return answer(Refused("broken"))


def _asked_before() -> Response | None:
    if request.method != "OPTIONS" or request.routing_exception is not None or not is_asked():
        return None
    adapter = request.url_rule
    return origins.preflight(sorted(adapter.methods or ()) if adapter else [])


def _open(sent: Response) -> Response:
    return origins.with_origin(sent) if is_asked() else sent
