"""What can be done with a ticket: its forms, and what was typed into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from webui.services import Services
from webui.staff import addresses
from webui.staff.forms import agents, departments
from webui.staff.present.around import visible
from webui.staff.present.inbox import chosen
from webui.staff.present.words import status_words
from webui.staff.ticket_views import Actions, Forms
from webui.staff.views import Select
from webui.views.form import Entry
from wizard.staff.changes import OPEN, PENDING, SOLVED, STATUSES
from wizard.store import Ticket

MESSAGES = {
    "text": "Write what you want to say",
    "long": "Make this text shorter",
    "merge": "No other request has that number",
    "delivery": "This delivery does not wait for anybody any more",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form of the page that has to be mended: field -> text, and field -> which of `MESSAGES`."""

    form_key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)


def forms(found: Services, locale: str, ticket: Ticket, names: Mapping[int, str], typed: Typed) -> Forms:
    """Return the forms of a ticket; `names` are those of staff by their numbers."""
    words = found.words[locale]
    tags: Any = ticket.tags
    return Forms(
        actions=_actions(ticket),
        form_key=typed.form_key,
        reply=_entry(found, locale, "reply", words("Your reply"), typed),
        reply_hint=_reply_hint(found, locale, ticket),
        note=_entry(found, locale, "note", words("Your note"), typed),
        then=_then(found, locale, ticket),
        selects=tuple(_selects(found, locale, ticket, names)),
        tags=", ".join(map(str, tags)),
        merge=typed.texts.get("merge", ""),
    )


def _actions(ticket: Ticket) -> Actions:
    def at(what: str) -> str:
        return addresses.doing(ticket.id, what)

    release = at("release") if ticket.held is not None else None
    return Actions(at("reply"), at("note"), at("change"), at("merge"), release, at("show"))


def _entry(found: Services, locale: str, name: str, label: str, typed: Typed) -> Entry:
    wrong = typed.wrong.get(name)
    return Entry(
        name,
        Markup.escape(label),
        "long",
        value=typed.texts.get(name, ""),
        required=True,
        error=found.words[locale](MESSAGES[wrong]) if wrong else None,
    )


def _reply_hint(found: Services, locale: str, ticket: Ticket) -> str:
    words = found.words[locale]
    if ticket.contact_email and found.reach.mail:
        return words("It goes to the customer by e-mail, and stands on the customer's page.")
    if ticket.contact_email:
        return words(
            "It stands on the customer's page. No outgoing e-mail is set up, so tell them otherwise."
        )
    return words("There is no e-mail address: it stands on the customer's page only. Ring them up.")


def _then(found: Services, locale: str, ticket: Ticket) -> Select:
    words = found.words[locale]
    options = [(status, status_words(words, status)) for status in (PENDING, OPEN, SOLVED)]
    return chosen("status", words("The request is then"), options, PENDING)


def _selects(found: Services, locale: str, ticket: Ticket, names: Mapping[int, str]) -> Iterator[Select]:
    words = found.words[locale]
    statuses = [(status, status_words(words, status)) for status in STATUSES]
    yield chosen("status", words("Status"), statuses, ticket.status)
    people = {one.id: visible(one.name) for one in agents(found)}
    if ticket.assignee is not None:
        people.setdefault(ticket.assignee, names.get(ticket.assignee, str(ticket.assignee)))
    whose = [("", words("Nobody")), *((str(number), name) for number, name in people.items())]
    yield chosen("assignee", words("Whose"), whose, str(ticket.assignee or ""))
    known = departments(found, ticket.department)
    if known:
        rows = [("", words("No department")), *((name, visible(name)) for name in known)]
        yield chosen("department", words("Department"), rows, ticket.department or "")


def done_words(found: Services, locale: str, done: str) -> str:
    """Return what was just done; nothing when it was nothing that we know."""
    told = {
        "reply": "The reply is kept.",
        "note": "The note is kept.",
        "change": "The request is changed.",
        "same": "Nothing was changed.",
        "release": "The request is released and goes its way.",
        "merge": "The request is closed as a double.",
        "retry": "The delivery will be tried again at once.",
        "settle": "The delivery counts as arrived.",
        "filed": "The request is filed.",
        "again": "This form was filed before with other words; this is what was filed then.",
    }
    return found.words[locale](told[done]) if done in told else ""
