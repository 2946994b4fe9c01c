"""The customer's own request: what was sent, what was said since, a place to add something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from webui import addresses
from webui.markup import safe
from webui.present.frame import frame
from webui.services import Services
from webui.views import Entry, Hidden, Mistake, RequestPage, Row, Said
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.store import Author, Message, Ticket
from wizard.transcript import answer_words

_STATUS: Mapping[str, str] = {
    "open": "We have it and will look at it",
    "pending": "We wait for your answer",
    "solved": "Solved",
    "closed": "Closed",
}


def request_page(
    services: Services,
    locale: str,
    token: str,
    ticket: Ticket,
    messages: Sequence[Message],
    *,
    fresh: bool = False,
    reply_sent: bool = False,
    reply: str = "",
    error: str | None = None,
    form_key: str = "",
) -> RequestPage:
    """Return the page of `ticket`; `fresh` makes it the confirmation, `error` is about the reply."""
    words = services.words[locale]
    title = (
        words("Your request has been sent")
        if fresh
        else words("Your request %(reference)s", reference=f"\u2068{ticket.reference}\u2069")
    )
    url = addresses.request(locale, token)
    zone = services.library.site.time_zone
    promise = services.renderer.block(services.library.site.promise, locale, {})
    return RequestPage(
        frame=frame(
            services, locale, title, lambda other: addresses.request(other, token), error=error is not None
        ),
        fresh=fresh,
        reference=ticket.reference,
        url=addresses.whole(url),
        status=words(_STATUS.get(ticket.status, ticket.status)),
        sent_when=words.moment(ticket.at, zone),
        sent_iso=_iso(ticket.at),
        tree_title=_tree_title(services, locale, ticket),
        rows=tuple(_rows(services, locale, ticket)),
        details=tuple(_details(services, locale, ticket)),
        description=ticket.description,
        messages=tuple(
            Said(one.author is Author.STAFF, words.moment(one.at, zone), _iso(one.at), one.body)
            for one in messages
        ),
        reply_action=url,
        reply_hidden=(Hidden("_w", form_key),),
        reply=Entry(
            "reply", Markup.escape(words("Add something")), "long", value=reply, required=True, error=error
        ),
        mistakes=(Mistake("reply", error),) if error else (),
        promise=safe(promise) if promise else None,
        reply_sent=reply_sent,
    )


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _rows(services: Services, locale: str, ticket: Ticket) -> Iterator[Row]:
    """Yield the answers that were sent in the words of then; where those are lost, as they were kept."""
    trail: Any = ticket.trail
    for line in trail:
        step, value = _step(services, ticket, line["tree"], line["step"]), str(line["value"])
        if step is None or step.value(value) is None:
            yield Row(Markup.escape(line["step"]), Markup.escape(value))
            continue
        answer = answer_words(services.library, step, value, locale)
        question = safe(services.renderer.inline(step.title, locale, {}))
        yield Row(question, safe(services.renderer.markdown(answer, locale)))


def _tree_title(services: Services, locale: str, ticket: Ticket) -> str | None:
    tree = _tree(services, ticket, ticket.tree or "")
    return services.renderer.plain(tree.title, locale, {}) if tree else None


def _step(services: Services, ticket: Ticket, tree_id: str, step_id: str) -> Step | None:
    tree = _tree(services, ticket, tree_id)
    return tree.step(step_id) if tree else None


def _tree(services: Services, ticket: Ticket, tree_id: str) -> Tree | None:
    """Return a tree as it was when the request was sent; one that the walk had left before, as it is now."""
    now = services.library.staff.get(tree_id)
    if tree_id != ticket.tree or ticket.revision is None or (now and now.revision == ticket.revision):
        return now
    return services.revisions.tree(tree_id, ticket.revision) or now


def _details(services: Services, locale: str, ticket: Ticket) -> Iterator[Row]:
    fields: Any = ticket.fields
    for name, value in fields.items():
        one = services.library.fields.get(name)
        if not value:
            continue
        label = safe(services.renderer.inline(one.label, locale, {})) if one else Markup.escape(name)
        option = next((option for option in one.options if option.id == value), None) if one else None
        shown = services.renderer.inline(option.label, locale, {}) if option and option.label else None
        yield Row(label, safe(shown) if shown else Markup.escape(value))
