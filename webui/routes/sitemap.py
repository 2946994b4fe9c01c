"""For search engines: `/sitemap.xml` with every guide in every language, and `/robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from flask import Flask, Response
from markupsafe import escape

from webui import addresses
from webui.present.frame import Elsewhere, alternates_of
from webui.services import Services, services

# A sitemap may hold no more.
_MOST: Final = 50_000
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_AN_HOUR: Final = "public, max-age=3600"


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/sitemap.xml", "sitemap", sitemap)
    app.add_url_rule("/robots.txt", "robots", robots)


def sitemap() -> Response:
    """List the home pages and all guides, in every language."""
    found = services()
    trees = [
        lambda locale, tree=tree: addresses.tree(locale, tree) for tree in sorted(found.library.customers)
    ]
    room = _MOST // len(found.library.locales)
    entries = "".join("".join(_entries(found, page)) for page in [addresses.home, *trees][:room])
    answer = Response(f"{_HEAD}{entries}</urlset>\n", mimetype="application/xml")
    answer.headers["Cache-Control"] = _AN_HOUR
    return answer


def robots() -> Response:
    """Tell search engines what to leave alone, and where the list of pages is."""
    lines = [
        "User-agent: *",
        "Disallow: /*/ticket",
        "Disallow: /*/request/",
        "Disallow: /c/",
        "Disallow: /together/",
        "Disallow: /*?",
        "Allow: /*?_view=article$",
        f"Sitemap: {addresses.whole('/sitemap.xml')}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _entries(found: Services, page: Elsewhere) -> Iterator[str]:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(one.locale)} href={quoteattr(one.url)}/>'
        for one in alternates_of(found, page)
    )
    for locale in found.library.locales:
        yield f"<url><loc>{escape(addresses.whole(page(locale)))}</loc>{links}</url>\n"
