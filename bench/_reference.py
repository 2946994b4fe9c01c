"""The product's own server with two routes more to measure against: the least a step can cost, and a page.

Run as a script it is the command `wizard` whose `serve` serves that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from itertools import repeat
from typing import Any, Final

from flask import Flask, Response, request
from jinja2 import Environment

import app
from bench._walks import FRESH
from webui import application as web
from webui.pages import Pages
from webui.services import KEY, Services, services
from wizard.cli import main
from wizard.garbage import settle
from wizard.stands import Stands
from wizard.store import Event

_JINJA: Final = Environment(autoescape=True, auto_reload=False)
_BARE: Final = _JINJA.from_string("<!doctype html><title>{{ title }}</title><p>process {{ process }}</p>")
_REFERENCE: Final = _JINJA.from_string(
    '<!doctype html><html lang="{{ locale }}"><head><meta charset="utf-8"><title>{{ title }}</title></head>'
    "<body>"
    '<h1 id="heading">{{ title }}</h1><form method="post">{% for name, value in form %}'
    '<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}</form>'
    "{% for paragraph in paragraphs %}<p>{{ paragraph }}</p>{% endfor %}<p>{{ rest }}</p></body></html>"
)
_PARAGRAPH: Final = ("All that is said here is said so that a page has a certain length. " * 4)[:240]
_FRAME: Final = 900  # bytes of a reference page that are no paragraphs


def application(*_: Any) -> Callable[..., Any]:
    """Return the product's application with both routes, and the same once more with nothing kept."""
    made = _with_fresh(_with_routes(app.create_app()))
    settle()
    return made


def _with_routes(made: Flask) -> Flask:
    made.add_url_rule("/-/bare", "bare", bare, methods=["GET"])
    made.add_url_rule("/-/reference/<int:size>", "reference", reference, methods=["POST"])
    return made


def _with_fresh(made: Flask) -> Callable[..., Any]:
    """Return the application with its double below /-/fresh, which keeps no pages and no stands."""
    found: Services = made.extensions[KEY]
    stands = Stands(found.library.customers, found.revisions.since, room=0)
    fresh = web.application(replace(found, pages=Pages(0), stands=stands))

    def both(environ: dict[str, Any], start: Any) -> Any:
        path: str = environ["PATH_INFO"]
        if not path.startswith(FRESH):
            return made.wsgi_app(environ, start)
        return fresh.wsgi_app({**environ, "PATH_INFO": path.removeprefix(FRESH)}, start)

    return both


def bare() -> Response:
    """One tiny page. It names its process, so that the client can share its connections out evenly."""
    return Response(_BARE.render(title="bare", process=os.getpid()), mimetype="text/html")


def reference(size: int) -> Response:
    """Parse a step's form, insert its event, and render a page of about `size` bytes from one template."""
    found = services()
    form = list(request.form.items(multi=True))
    given = dict(form)
    event = Event(
        walk=given["_w"],
        at=found.clock(),
        tree="reference",
        revision=given["_r"],
        locale="en",
        channel="web",
        audience="customer",
        step=given["_step"],
        value=given["answer"],
        reached="next",
    )
    found.store.record_event(event, [name for name in given if not name.startswith("_") and name != "answer"])
    count, rest = divmod(max(size - _FRAME, 0), len(_PARAGRAPH) + 7)
    page = _REFERENCE.render(
        title="reference",
        locale="en",
        form=form,
        paragraphs=repeat(_PARAGRAPH, count),
        rest=_PARAGRAPH[:rest],
    )
    return Response(page, mimetype="text/html")


if __name__ == "__main__":
    # What `wizard serve` calls in each worker to get the application.
    setattr(import_module("wizard.cli.serve"), "load_application", application)  # noqa: B010
    main()
