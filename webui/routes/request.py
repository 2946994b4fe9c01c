"""The customer's own request, opened by its link."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from webui import addresses
from webui.answering import known_locale, later, may_send, page, see_other
from webui.present.request import request_page
from webui.request_form import MESSAGES, cleaned
from webui.services import Services, services
from webui.throttle import seconds_left
from wizard import limits, tickets
from wizard.store import Author, Ticket


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/<locale>/request/<token>", "request", show, methods=["GET"])
    app.add_url_rule("/<locale>/request/<token>", "reply", reply, methods=["POST"])


def show(locale: str, token: str) -> Response:
    """Show the request and what was said about it."""
    known_locale(locale)
    ticket = _ticket(token)
    return _page(locale, token, ticket, fresh="sent" in request.args, reply_sent="said" in request.args)


def reply(locale: str, token: str) -> Response:
    """Add what the customer has to say: once, however often it is sent; other words are another message."""
    found = services()
    known_locale(locale)
    ticket = _ticket(token)
    text = cleaned(request.form.get("reply", ""))
    form_key = request.form.get("_w", "")[:64] or found.new_id()
    if not text or len(text) > limits.DESCRIPTION:
        error = "long" if text else "reply"
        return _page(locale, token, ticket, error=error, reply=text, form_key=form_key)
    key = tickets.message_key(form_key, text)
    if _is_new(found, ticket, key):
        if not may_send("reply"):
            often = _page(locale, token, ticket, error="often", reply=text, form_key=form_key, status=429)
            return later(often, seconds_left(found.clock()))
        found.store.add_message(ticket.id, found.clock(), Author.CUSTOMER, text, key)
    return see_other(addresses.request(locale, token) + "?said=1")


def _is_new(found: Services, ticket: Ticket, key: str) -> bool:
    return all(message.form_key != key for message in found.store.messages_of(ticket.id))


def _ticket(token: str) -> Ticket:
    ticket = tickets.find(services().store, token)
    if ticket is None:
        abort(404)
    return ticket


def _page(
    locale: str,
    token: str,
    ticket: Ticket,
    *,
    fresh: bool = False,
    reply_sent: bool = False,
    reply: str = "",
    error: str | None = None,
    form_key: str = "",
    status: int = 422,
) -> Response:
    found = services()
    view = request_page(
        found,
        locale,
        token,
        ticket,
        found.store.messages_of(ticket.id),
        fresh=fresh,
        reply_sent=reply_sent,
        reply=reply,
        error=found.words[locale](MESSAGES[error]) if error else None,
        form_key=form_key or found.new_id(),
    )
    return page("request.html", view, status if error else 200)
