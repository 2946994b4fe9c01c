"""How far a request is, in words: its state, what happens next, and when somebody reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from webui.markup import safe
from webui.opening import opening, zone
from webui.services import Services
from webui.views.request import Standing
from wizard.model.step import TO_ASCII
from wizard.store import Author, Message, Ticket

SETTLED: Final = frozenset({"solved", "closed"})
_STATUS: Final[Mapping[str, str]] = {
    "open": "We have it and will look at it",
    "answered": "We have answered",
    "pending": "We wait for your answer",
    "solved": "Solved",
    "closed": "Closed",
    "merged": "Put together with another request",
}
_MERGES: Final = 20  # followed at most to the ticket that counts


def standing(services: Services, locale: str, ticket: Ticket, messages: Sequence[Message]) -> Standing:
    """Return how it stands with a ticket as its customer may know it; held ones look like all others.

    `messages` are those that the customer sees.
    """
    words = services.words[locale]
    state = state_of(ticket, messages)
    waits = state in ("open", "answered")
    promise = services.renderer.block(services.library.site.promise, locale, {}) if waits else ""
    return Standing(
        status=words(_STATUS[state]),
        steps=tuple(_steps(services, locale, ticket, state, messages)),
        settled=ticket.status in SETTLED,
        twin=_twin(services, ticket),
        promise=safe(promise) if promise else None,
        hours=reading_hours(services, locale) if waits else None,
    )


def state_of(ticket: Ticket, messages: Sequence[Message]) -> str:
    """Return which of `_STATUS` it is; a status that we do not know counts as open."""
    if ticket.merged_into is not None:
        return "merged"
    if ticket.status in _STATUS and ticket.status != "open":
        return ticket.status
    return "answered" if messages and messages[-1].author is Author.STAFF else "open"


def _steps(
    services: Services, locale: str, ticket: Ticket, state: str, messages: Sequence[Message]
) -> Iterator[str]:
    words = services.words[locale]
    by_mail = services.reach.mail and ticket.contact_email is not None
    if state == "merged":
        yield words(
            "There is another request about the same matter. We answer there, so that nothing is done twice."
        )
        yield words(
            "If this is another matter, write to us below: then we look at this request by itself again."
        )
    elif state in SETTLED:
        yield words(
            "If the problem comes back or something is missing, write to us below: that opens your request again."
        )
    elif state == "pending":
        yield words("To go on we need your answer. You can write it below.")
    elif state == "answered":
        yield words("You find our answer below. If something is missing, add it there.")
    else:
        already = any(one.author is Author.STAFF for one in messages)
        yield (
            words("We read what you have added and answer you.")
            if already
            else words("A person reads your request and answers you.")
        )
        yield (
            words("The answer comes by e-mail and stands on this page.")
            if by_mail
            else words("The answer stands on this page.")
        )


def _twin(services: Services, ticket: Ticket) -> str | None:
    """Return the number of the request that a double was merged into, when the same person sent both.

    Anybody may write somebody's address into a form, so the number is all that is told, never a link or a word of it.
    """
    kept = _merged_into(services, ticket)
    return kept.reference if kept is not None and _same_contact(ticket, kept) else None


def _merged_into(services: Services, ticket: Ticket) -> Ticket | None:
    found: Ticket | None = ticket
    for _ in range(_MERGES):
        if found is None or found.merged_into is None:
            break
        found = services.store.inbox.ticket(found.merged_into)
    return None if found is ticket else found


def _same_contact(one: Ticket, other: Ticket) -> bool:
    """Tell whether no way to reach the customer differs, and one is the same."""
    pairs = [
        (_mail(one), _mail(other)),
        (_phone(one), _phone(other)),
    ]
    given = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
    return bool(given) and all(mine == theirs for mine, theirs in given)


def _mail(ticket: Ticket) -> str:
    return (ticket.contact_email or "").casefold()


def _phone(ticket: Ticket) -> str:
    digits = (ticket.contact_phone or "").translate(TO_ASCII)
    return "".join(letter for letter in digits if letter.isdigit())


def reading_hours(services: Services, locale: str) -> str | None:
    """Return whether somebody reads requests now, or when next; None when the site has no hours."""
    site, words = services.library.site, services.words[locale]
    at = opening(site.hours, site.time_zone, services.clock())
    if at is None:
        return None
    if at.changes is None:
        return words("Somebody is here now and reads requests in turn.") if at.is_open else None
    if at.is_open:
        return words("Somebody is here now, until %(time)s.", time=words.digits(f"{at.changes:%H:%M}"))
    moment = words.moment(at.changes, zone(site.time_zone).key)
    return words("Nobody is here now. Requests are read again from %(moment)s.", moment=moment)
