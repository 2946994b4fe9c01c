"""The list of tickets."""

from __future__ import annotations

from flask import Flask, Response, request

from webui.answering import page, see_other
from webui.services import services
from webui.staff import addresses
from webui.staff.entry import asking, locale_of
from webui.staff.forms import PAGE, filter_of
from webui.staff.present.inbox import inbox_page
from wizard.staff.rights import Right, may

_WAITING = 1_000


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule(addresses.ROOT, "staff_inbox", show)


def show() -> Response:
    """Show the tickets that the address asks for; who has none to read is led to their own account."""
    one = asking()
    if not may(one, Right.TICKETS):
        return see_other(addresses.ACCOUNT)
    found = services()
    asked = filter_of(request.args)
    tickets = found.store.inbox.tickets(asked.wanted(one, PAGE + 1))
    waiting = frozenset(waits.ticket_id for waits in found.store.outbox.needing_attention(_WAITING))
    return page("staff/inbox.html", inbox_page(found, locale_of(one), one, asked, tickets, waiting))
