"""The routes, one file a kind of page; each parses, calls the library, and answers with a view."""

from __future__ import annotations

from flask import Flask

from webui.routes import answer, feedback, file, go, home, operations, request, sitemap, ticket, walk


def install(app: Flask) -> None:
    """Add every route to `app`."""
    for module in (operations, sitemap, go, home, ticket, request, file, walk, answer, feedback):
        module.install(app)
