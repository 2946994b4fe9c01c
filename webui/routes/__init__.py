"""The routes, one file a kind of page; each parses, calls the library, and answers with a view."""

from __future__ import annotations

from flask import Flask

from webui.routes import (
    answer,
    code,
    feedback,
    file,
    go,
    home,
    operations,
    request,
    sitemap,
    ticket,
    together,
    walk,
    widget,
)


def install(app: Flask) -> None:
    """Add every route to `app`."""
    for module in (
        operations,
        sitemap,
        code,
        together,
        go,
        widget,
        home,
        ticket,
        request,
        file,
        walk,
        answer,
        feedback,
    ):
        module.install(app)
