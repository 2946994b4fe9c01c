"""The Flask application: limits, routes, headers, and error pages that show nothing of the inside."""

from __future__ import annotations

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from webui import api, headers, routes, staff
from webui.answering import best_locale, later, page
from webui.present.error import error_page
from webui.services import KEY, Services, services
from wizard import limits
from wizard.store import StoreError

_SOON = 60
_log = logging.getLogger("wizard.web")


def application(found: Services) -> Flask:
    """Return the application that answers with these services."""
    app = Flask("webui", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = limits.BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = limits.BODY_BYTES
    app.config["MAX_FORM_PARTS"] = limits.FORM_FIELDS
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.extensions[KEY] = found
    if found.settings.proxies:
        count = found.settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    routes.install(app)
    api.install(app)
    headers.install(app, found.library.site.frame_ancestors)
    staff.install(app, found)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(StoreError, _without_store)
    app.register_error_handler(Exception, _broken)
    return app


def _error(code: int) -> Response:
    return page("error.html", error_page(services(), best_locale(), code), code)


def _refused(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        answer = error.get_response()
        return Response(answer.data, answer.status_code, headers=answer.headers)
    if api.is_asked():
        return api.refused(error)
    answered = _error(error.code)
    if error.code == 405:
        answered.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return answered


def _without_store(error: StoreError) -> Response:
    if api.is_asked():
        return api.refused(error)
    _log.error("%s was not answered: %s", request.endpoint, error)
    return later(_error(503), _SOON)


def _broken(error: Exception) -> Response:
    """Say that it is our fault. The page needs no store; when even it fails, a line of text says so."""
    if api.is_asked():
        return api.refused(error)
    _log.error("%s failed", request.endpoint, exc_info=error)
    try:
        return _error(500)
    except Exception:
        _log.exception("the page that tells of an error failed too")
        return Response(
            "Something broke on our side. Try it again in a minute.\n", 500, mimetype="text/plain"
        )
