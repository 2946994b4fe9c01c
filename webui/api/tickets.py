"""Requests: filed once under an Idempotency-Key, read again by their token."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from webui import addresses, spam
from webui.answering import may_send
from webui.api.answers import CHANNEL, walk_of
from webui.api.operation import Call, Operation, Parameter, Reply
from webui.api.problems import Fault, Refused
from webui.api.trees import known_tree
from webui.api.values.tickets import FiledTicket, Line, Message, NewTicket, Ticket
from webui.api.wording import Wording
from webui.present.standing import standing, state_of
from webui.present.ticket import filled_beforehand, request_fields, told_apart
from webui.request_form import MESSAGES, Filled, faults, filled
from webui.throttle import seconds_left
from webui.trusted import identity
from webui.vouched import joined
from wizard import limits, tickets
from wizard.api_keys import Scope
from wizard.filed import Reader
from wizard.journey import Stand
from wizard.rendering import direction
from wizard.store import Outcome
from wizard.store import Ticket as Kept
from wizard.transcript import Line as TranscriptLine
from wizard.transcript import transcript

_FIELD: Final = "field."


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A request on its way: where its walk stands, and what it holds with everything that is known."""

    call: Call
    stand: Stand | None
    form: Filled
    form_key: str


def file(call: Call) -> Reply:
    """File a request, once for each key of a caller; the same again is answered the same again."""
    sheet = _sheet(call)
    _refuse_faults(sheet)
    found, now = call.services, call.services.clock()
    held = None
    if found.store.ticket_by_form_key(sheet.form_key) is None:
        _refuse_often(call)
        held = _held(sheet)
    filed = tickets.file(found.office, _sent(sheet, held), sheet.stand, call.locale, now)
    if filed.outcome is Outcome.OTHER:
        raise Refused("key-reused")
    token = tickets.token(found.settings.secret_key, sheet.form_key)
    ticket = filed.ticket
    url = addresses.whole(addresses.request(ticket.locale, token))
    return Reply(
        FiledTicket(ticket.reference, token, url, ticket.at),
        status=201,
        headers={"Location": f"/api/v1/tickets/{token}"},
    )


def _sheet(call: Call) -> _Sheet:
    found, body = call.services, call.body
    stand = None
    form_key = _form_key(call)
    if body.tree is not None:
        tree = known_tree(found, body.tree)
        stand = found.stands.stand(tree.id, walk_of(body.query, body.known))
    fields = request_fields(found, stand)
    known = filled_beforehand(found, stand).fields
    typed = filled(MultiDict(_as_form(body)), fields)
    given = {name: value for name, value in typed.fields.items() if value}
    form = Filled(
        typed.description, typed.email, typed.phone, typed.name, {**known, **given}, vouched=body.vouched
    )
    vouched = identity(stand.walk) if stand and body.vouched else None
    return _Sheet(call, stand, joined(form, vouched, fields) if vouched else form, form_key)


def _form_key(call: Call) -> str:
    """Return the key under which the store keeps the request: the caller's own, so that no two callers meet.

    No page's form has one like it.
    """
    digest = hashlib.sha256(f"{call.caller.id}\0{call.key}".encode()).hexdigest()
    return f"api:{digest}"


def _as_form(body: NewTicket) -> dict[str, str]:
    form = {_FIELD + name: value for name, value in body.fields.items()}
    return {
        **form,
        "description": body.description,
        "email": body.email,
        "phone": body.phone,
        "name": body.name,
    }


def _refuse_faults(sheet: _Sheet) -> None:
    """Raise Refused with all that does not fit in a request."""
    wrong = list(_wrong(sheet))
    if wrong:
        raise Refused("does-not-fit", errors=wrong)


def _wrong(sheet: _Sheet) -> Iterator[Fault]:
    call, body = sheet.call, sheet.call.body
    fields = request_fields(call.services, sheet.stand)
    words, products = call.services.words[call.locale], call.services.library.site.products
    for fault in faults(sheet.form, fields, has_walk=sheet.stand is not None, products=products):
        name = fault.field.removeprefix(_FIELD)
        pointer = f"/fields/{name}" if fault.field.startswith(_FIELD) else f"/{name}"
        yield Fault(words(MESSAGES[fault.kind]), pointer=pointer)
    asked = {one.id for one in fields if one.type != "file"}
    for name in sorted(set(body.fields) - asked):
        yield Fault(f"A request from here has no such field. These are: {_list(asked)}.", f"/fields/{name}")
    lines = {line.id for line in _lines(sheet)}
    for at, line in enumerate(body.removed):
        if line not in lines:
            yield Fault("There is no such line in the walk.", f"/removed/{at}")


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _lines(sheet: _Sheet) -> Sequence[TranscriptLine]:
    if sheet.stand is None:
        return ()
    return transcript(sheet.call.services.library, sheet.stand, sheet.call.locale)


def _refuse_often(call: Call) -> None:
    """Count one more request of this caller. Raises Refused when there were too many in this hour."""
    found, now = call.services, call.services.clock()
    most = limits.SENT_PER_HOUR if call.caller.key is None else limits.API_TICKETS_PER_HOUR_BY_KEY
    if call.caller.key is None:
        allowed = may_send("ticket")
    else:
        allowed = found.throttle.within(found.store, now, f"ticket:{call.caller.id}", most)
    if not allowed:
        seconds = str(seconds_left(now))
        told = {"RateLimit-Policy": f'"tickets";q={most};w=3600', "RateLimit": f'"tickets";r=0;t={seconds}'}
        raise Refused("too-many", headers={**told, "Retry-After": seconds})


def _held(sheet: _Sheet) -> str | None:
    """Return why staff look at the request first: it came from a machine that nobody vouches for, or worse."""
    found, form = sheet.call.services, sheet.form
    if sheet.call.caller.key is not None:
        return None
    words = (form.description, form.name, *form.fields.values())
    clues = spam.Clues("", "", words)
    return " ".join(spam.suspicions(found.settings.secret_key, sheet.form_key, clues, found.clock())) or None


def _sent(sheet: _Sheet, held: str | None) -> tickets.Sent:
    form = sheet.form
    product, version, rest = told_apart(request_fields(sheet.call.services, sheet.stand), form.fields)
    return tickets.Sent(
        form_key=sheet.form_key,
        description=form.description,
        email=form.email,
        phone=form.phone,
        name=form.name,
        fields=rest,
        removed=frozenset(sheet.call.body.removed),
        product=product,
        version=version,
        held=held,
        channel=CHANNEL,
    )


def show(call: Call) -> Reply:
    """Return a request as its customer may know it."""
    found, token = call.services, call.path["token"]
    ticket = tickets.find(found.store, token)
    if ticket is None:
        raise Refused("no-ticket")
    messages = [one for one in found.store.messages_of(ticket.id) if not one.internal]
    at = standing(found, call.locale, ticket, messages)
    reader, words = Reader(found.library, found.revisions.tree), Wording(found, call.locale)
    title = reader.title(ticket, call.locale)
    return Reply(
        Ticket(
            reference=ticket.reference,
            status=state_of(ticket, messages),
            said=at.status,
            settled=at.settled,
            next=at.steps,
            at=ticket.at,
            locale=call.locale,
            dir=direction(call.locale),
            description=ticket.description,
            lines=tuple(_shown(reader, words, ticket)),
            messages=tuple(Message(one.at, one.author.value, one.body) for one in messages),
            url=addresses.whole(addresses.request(call.locale, token)),
            tree=ticket.tree,
            title=words.said(title) if title else None,
        )
    )


def _shown(reader: Reader, words: Wording, ticket: Kept) -> Iterator[Line]:
    for line in reader.lines(ticket, words.locale):
        yield Line(words.said(line.question), words.said(line.answer))


FILE: Final = Operation(
    id="fileTicket",
    method="POST",
    path="/tickets",
    summary="File a request",
    about="Keeps a request to a person, with everything that its walk says. It is kept before it is answered. "
    "The same Idempotency-Key with the same body is answered the same again and files nothing; with another body "
    "it is refused. Without a key of yours a request is held until staff have looked at it.",
    scope=Scope.TICKETS_WRITE,
    run=file,
    answers=FiledTicket,
    takes=NewTicket,
    keyed=True,
    status=201,
    refuses=("no-tree", "tree-gone", "too-long", "key-reused", "no-idempotency-key"),
)
SHOW: Final = Operation(
    id="showTicket",
    method="GET",
    path="/tickets/{token}",
    summary="Show a request",
    about="How far a request is, what was sent and what was said since, for whoever has its token.",
    scope=Scope.TICKETS_READ,
    run=show,
    answers=Ticket,
    parameters=(Parameter("token", "The token that filing answered.", "path", required=True),),
    refuses=("no-ticket",),
)
