"""From a view to an HTTP answer, and the doors that every route checks first."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request
from werkzeug.datastructures import MultiDict

from webui.services import services
from webui.trusted import trusted
from wizard import limits
from wizard.model.tree import Tree
from wizard.names import is_id
from wizard.query import Walk, walk_from, walk_from_form


def page(template: str, view: Any, status: int = 200) -> Response:
    """Return the page that `template` makes of `view`, in the view's language."""
    locale: str = view.frame.locale
    return html(services().templates.render(template, locale, view).encode(), status)


def html(content: bytes, status: int = 200) -> Response:
    """Return a page that is made already."""
    return Response(content, status, mimetype="text/html")


def see_other(address: str) -> Response:
    """Return a redirect after a form: the browser gets the address, so reloading sends nothing again."""
    return Response(status=303, headers={"Location": address})


def known_locale(locale: str) -> str:
    """Return `locale` when the site offers it; else the page is not there."""
    if locale not in services().words:
        abort(404)
    return locale


def known_tree(tree_id: str) -> Tree:
    """Return the customers' tree of that id; not there: 404, or 410 when there once was one."""
    found = services()
    tree = found.library.customers.get(tree_id)
    if tree is None:
        was_here = is_id(tree_id) and len(tree_id) <= limits.ID and found.store.known_tree(tree_id)
        abort(410 if was_here else 404)
    return tree


def asked_walk() -> Walk:
    """Return the walk of the address, with what its product vouches for; one longer than any walk can be is refused."""
    if len(request.query_string) > limits.QUERY_BYTES:
        abort(414)
    return trusted(walk_from(request.args.items(multi=True)))


def posted_walk() -> Walk:
    """Return the walk that the form carries; a form with more fields than any of ours is refused."""
    return walk_of(request.form)


def walk_of(form: MultiDict[str, str]) -> Walk:
    """Return the walk that a form carries, with what its product vouches for.

    A form with more fields than any of ours is refused.
    """
    fields = list(form.items(multi=True))
    if len(fields) > limits.FORM_FIELDS:
        abort(413)
    return trusted(walk_from_form(fields))


def may_send(what: str) -> bool:
    """Count one more sending of `what` from the customer's network; False when that is too often."""
    found = services()
    return found.throttle.allows(
        found.store, found.settings.secret_key, found.clock(), what, request.remote_addr
    )


def later(answer: Response, seconds: int) -> Response:
    """Return `answer` with the advice to come again after so many seconds."""
    answer.headers["Retry-After"] = str(seconds)
    return answer


def best_locale() -> str:
    """Return the language of the path, else the best one for the browser, else the site's."""
    found = services()
    first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
    if first in found.words:
        return first
    offered = list(found.words)
    default = found.library.site.default_locale
    fallback = default if default in found.words else offered[0]
    for wanted, quality in request.accept_languages:
        language = wanted.lower().partition("-")[0]
        match = next(
            (locale for locale in offered if wanted.lower() == locale.lower() or language == locale), None
        )
        if match and quality > 0:
            return match
    return fallback
