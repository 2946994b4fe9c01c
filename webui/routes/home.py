"""`/` and the list of all trees."""

from __future__ import annotations

from flask import Flask, Response

from webui import addresses
from webui.answering import best_locale, known_locale, page
from webui.headers import with_etag
from webui.present.home import home_page
from webui.services import services


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/", "root", root)
    app.add_url_rule("/<locale>/", "home", home)


def root() -> Response:
    """Lead to the home page in the best language."""
    headers = {"Location": addresses.home(best_locale()), "Vary": "Accept-Language"}
    return Response(status=302, headers=headers)


def home(locale: str) -> Response:
    """Show all trees."""
    return with_etag(page("home.html", home_page(services(), known_locale(locale))))
