"""Help inside another site's page: the script that such a page loads, and the address that its frame opens."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from flask import Flask, Response, request

from webui.answering import known_locale
from webui.headers import takes_gzip
from webui.routes.go import address
from webui.services import Services, services
from webui.texts import Words
from webui.trusted import arrived

WIDGET: Final = "widget"
# The name of the tree in the frame's address.
TREE: Final = "tree"
# Where the script takes its words: the only thing in it that differs from site to site.
_MARK: Final = b'"words"'
_AN_HOUR: Final = "public, max-age=3600"


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/embed.js", "embed", embed)
    app.add_url_rule("/<locale>/widget", "widget", widget)


def embed() -> Response:
    """Send the script with its words in every language. Any page may load it; it is the frame that is guarded."""
    found = services()
    words = json.dumps(_words(found), separators=(",", ":")).encode()
    content = found.static.files["embed.js"].content.replace(_MARK, words, 1)
    answer = Response(content, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = _AN_HOUR
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.set_etag(blake2b(content, digest_size=12).hexdigest(), weak=True)
    answer.make_conditional(request)
    if answer.status_code != 304 and takes_gzip():
        answer.set_data(gzip.compress(content, 6, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def widget(locale: str) -> Response:
    """Lead to the tree that the id `tree` means, as `/go/` does; without one to the home page.

    Only ids that are unknown are counted: a frame opens with its page, whether help is wanted or not.
    """
    known_locale(locale)
    where = address(locale, request.args.get(TREE, ""), arrived(), WIDGET, counts_known=False)
    return Response(status=302, headers={"Location": where})


def _words(found: Services) -> Mapping[str, Mapping[str, str]]:
    """Return what the script says in each language, that of the site first."""
    site, library = found.library.site, found.library
    locales = sorted(library.locales, key=lambda locale: locale != site.default_locale)
    return {locale: _said(found.words[locale], library.words(locale, site.brand)) for locale in locales}


def _said(words: Words, brand: str) -> Mapping[str, str]:
    return {
        "dir": words.direction,
        "help": words("Help"),
        "title": words("Help from %(brand)s", brand=brand),
        "close": words("Close the help"),
        "apart": words("Open in a new window"),
    }
