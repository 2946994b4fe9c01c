"""`/`, the home page, and the search on it."""

from __future__ import annotations

from flask import Flask, Response, request

from webui import addresses, gaps
from webui.answering import best_locale, known_locale, page
from webui.asked import Asked, asked
from webui.headers import with_etag
from webui.present.home import home_page
from webui.services import Services, services
from wizard.search.search import Found, search


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/", "root", root)
    app.add_url_rule("/<locale>/", "home", home)


def root() -> Response:
    """Lead to the home page in the best language."""
    headers = {"Location": addresses.home(best_locale()), "Vary": "Accept-Language"}
    return Response(status=302, headers=headers)


def home(locale: str) -> Response:
    """Show all trees, or what the search of the query string found."""
    found = services()
    known_locale(locale)
    wanted = asked(request.args, found.library)
    what = _found(found, locale, wanted) if wanted.query else None
    if what is not None and _was_sent(wanted):
        gaps.record(found, gaps.HOME, locale, gaps.kept_query(what.query), len(what.hits))
    return with_etag(page("home.html", home_page(found, locale, wanted, what)))


def _found(found: Services, locale: str, wanted: Asked) -> Found:
    return search(
        found.index,
        wanted.query,
        locale=locale,
        product=wanted.product,
        stage=wanted.stage,
        as_typed=wanted.as_typed,
    )


def _was_sent(wanted: Asked) -> bool:
    """Tell whether somebody sent this search: not on each key, not again by Back, and not by `/go/`, which counts."""
    again = "If-None-Match" in request.headers or "HX-Request" in request.headers
    return request.method == "GET" and not again and not wanted.from_program
