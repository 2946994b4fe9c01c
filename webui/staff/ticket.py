"""A ticket's page, and what is done on it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, abort, request

from webui.answering import page, see_other
from webui.request_form import cleaned
from webui.routes.file import as_attachment
from webui.services import Services, services
from webui.staff import addresses
from webui.staff.entry import asking, locale_of, sending
from webui.staff.forms import MOST, changes
from webui.staff.present.doing import Typed
from webui.staff.present.ticket import ticket_page
from wizard import limits, tickets
from wizard.delivery.orders import at_release, at_reply
from wizard.staff import changes as doings
from wizard.staff.changes import OPEN, PENDING, SOLVED, CannotMerge, Doing
from wizard.staff.rights import Right
from wizard.store import Staff, Ticket


def install(app: Flask) -> None:
    """Add the routes."""
    one = f"{addresses.TICKETS}<int:number>"
    app.add_url_rule(one, "staff_ticket", show, methods=["GET"])
    app.add_url_rule(f"{one}/files/<int:file>", "staff_file", send_file, methods=["GET"])
    app.add_url_rule(f"{one}/reply", "staff_reply", reply, methods=["POST"])
    app.add_url_rule(f"{one}/note", "staff_note", note, methods=["POST"])
    app.add_url_rule(f"{one}/change", "staff_change", change, methods=["POST"])
    app.add_url_rule(f"{one}/release", "staff_release", release, methods=["POST"])
    app.add_url_rule(f"{one}/merge", "staff_merge", merge, methods=["POST"])
    app.add_url_rule(f"{one}/show", "staff_show", unmask, methods=["POST"])
    app.add_url_rule(f"{one}/deliveries/<int:delivery>", "staff_delivery", go_on, methods=["POST"])


def show(number: int) -> Response:
    """Show a ticket; `transcript` is the language of its transcript, `done` what was just done."""
    member = asking(Right.TICKETS)
    typed = Typed(services().new_id())
    return _page(member, _ticket(number), typed, done=request.args.get("done", ""))


def send_file(number: int, file: int) -> Response:
    """Send a file of a ticket, to be saved: no browser shows it as a page of ours."""
    asking(Right.TICKETS)
    kept = services().store.files.file(_ticket(number).id, file) if file < MOST else None
    if kept is None:
        abort(404)
    return as_attachment(kept)


def reply(number: int) -> Response:
    """Keep an answer to the customer, once however often it is sent, and let it go to them."""
    member, found, ticket = sending(Right.TICKETS), services(), _ticket(number)
    text, form_key, wrong = _written("reply")
    if wrong:
        return _page(member, ticket, Typed(form_key, {"reply": text}, {"reply": wrong}), status=422)
    status = request.form.get("status", "")
    status = status if status in (OPEN, PENDING, SOLVED) else PENDING
    key = tickets.message_key(form_key, text)
    doings.reply(found.store, ticket, text, key, status, _doing(found, member), at_reply(found.reach, ticket))
    return _back(ticket, "reply")


def note(number: int) -> Response:
    """Keep a note that only staff see."""
    member, found, ticket = sending(Right.TICKETS), services(), _ticket(number)
    text, form_key, wrong = _written("note")
    if wrong:
        return _page(member, ticket, Typed(form_key, {"note": text}, {"note": wrong}), status=422)
    key = tickets.message_key(f"note:{form_key}", text)
    doings.add_note(found.store, ticket, text, key, _doing(found, member))
    return _back(ticket, "note")


def change(number: int) -> Response:
    """Change status, department, tags, and whose ticket it is."""
    member, found, ticket = sending(Right.TICKETS), services(), _ticket(number)
    wanted = changes(found, ticket, request.form)
    changed = doings.change(found.store, ticket, wanted, _doing(found, member))
    return _back(ticket, "change" if changed else "same")


def release(number: int) -> Response:
    """Take a held ticket for a real one: what waited for that is delivered."""
    member, found, ticket = sending(Right.TICKETS), services(), _ticket(number)
    orders = at_release(found.reach, found.library, found.store, ticket)
    released = doings.release(found.store, ticket, _doing(found, member), orders)
    return _back(ticket, "release" if released else "same")


def merge(number: int) -> Response:
    """Close a ticket as a double of another one."""
    member, found, ticket = sending(Right.TICKETS), services(), _ticket(number)
    reference = cleaned(request.form.get("merge", ""))[: limits.ID]
    try:
        doings.merge(found.store, ticket, reference, _doing(found, member))
    except CannotMerge:
        typed = Typed(found.new_id(), {"merge": reference}, {"merge": "merge"})
        return _page(member, ticket, typed, status=422)
    return _back(ticket, "merge")


def unmask(number: int) -> Response:
    """Show a masked field in full, once; that is noted."""
    member, found, ticket = sending(Right.TICKETS), services(), _ticket(number)
    name = request.form.get("field", "")
    fields = ticket.fields
    if not isinstance(fields, Mapping) or name not in fields:
        abort(404)
    doings.show(found.store, ticket, name, _doing(found, member))
    return _page(member, ticket, Typed(found.new_id()), shown=name)


def go_on(number: int, delivery: int) -> Response:
    """Have a delivery that waits for a person tried again, or take it for arrived."""
    member, found, ticket = sending(Right.DELIVERIES), services(), _ticket(number)
    if delivery not in {one.id for one in found.store.outbox.deliveries_of(ticket.id)}:
        abort(404)
    doing = _doing(found, member)
    what = request.form.get("what", "")
    if what == "retry":
        done = doings.retry(found.store, ticket, delivery, doing)
    elif what == "settle":
        external = " ".join(cleaned(request.form.get("external", "")).split())[: limits.FIELD]
        done = doings.settle(found.store, ticket, delivery, external or None, doing)
    else:
        abort(400)
    if not done:
        return _page(member, ticket, Typed(found.new_id(), {}, {"deliveries": "delivery"}), status=409)
    return _back(ticket, what)


def _ticket(number: int) -> Ticket:
    ticket = services().store.inbox.ticket(number) if number <= MOST else None
    if ticket is None:
        abort(404)
    return ticket


def _doing(found: Services, member: Staff) -> Doing:
    return Doing(member, found.clock())


def _written(name: str) -> tuple[str, str, str]:
    """Return what was written, the key of its form, and what is wrong with it, if anything."""
    text = cleaned(request.form.get(name, ""))
    form_key = request.form.get("_w", "")[:64] or services().new_id()
    return text, form_key, "text" if not text else "long" if len(text) > limits.DESCRIPTION else ""


def _back(ticket: Ticket, done: str) -> Response:
    return see_other(addresses.ticket(ticket.id, [("done", done)]))


def _page(
    member: Staff, ticket: Ticket, typed: Typed, *, shown: str = "", done: str = "", status: int = 200
) -> Response:
    found = services()
    locale = locale_of(member)
    wanted = request.args.get("transcript", "")
    language = wanted if wanted in found.library.locales else locale
    view = ticket_page(found, locale, member, ticket, typed, language=language, shown=shown, done=done)
    return page("staff/ticket.html", view, status)
