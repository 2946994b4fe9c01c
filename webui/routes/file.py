"""A file of a request, for the customer who holds its link: to keep on the disk, never shown as a page."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, abort

from webui.answering import known_locale
from webui.services import services
from wizard import tickets
from wizard.store import Attachment, Ticket

# SQLite and PostgreSQL count no further.
_LAST = 2**63 - 1


def install(app: Flask) -> None:
    """Add the route."""
    path = "/<locale>/request/<token>/file/<int:number>"
    app.add_url_rule(path, "file", show, methods=["GET"])


def show(locale: str, token: str, number: int) -> Response:
    """Send a file of the request that the link opens; of an internal note none."""
    known_locale(locale)
    store = services().store
    ticket = tickets.find(store, token)
    one = store.files.file(ticket.id, number) if ticket and number <= _LAST else None
    if one is None or ticket is None or _is_internal(ticket, one):
        abort(404)
    return as_attachment(one)


def _is_internal(ticket: Ticket, one: Attachment) -> bool:
    if one.message_id is None:
        return False
    messages = services().store.messages_of(ticket.id)
    return any(message.internal for message in messages if message.id == one.message_id)


def as_attachment(one: Attachment) -> Response:
    """Return a file as a download that no browser shows or runs, whatever stands in it."""
    answer = Response(one.content, content_type=one.media_type)
    plain = "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in one.name)
    fallback = plain.encode("ascii", "replace").decode().replace("?", "_")
    name = quote(one.name, safe="", errors="replace")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{name}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer
