"""The deliveries of a ticket with their attempts."""

from __future__ import annotations

from webui.services import Services
from webui.staff import addresses
from webui.staff.present.around import iso, moment, visible
from webui.staff.present.words import outcome_words, purpose_words, state_words
from webui.staff.ticket_views import AttemptRow, DeliveryRow
from wizard.staff.rights import Right, may
from wizard.store import Attempt, Delivery, Staff, State


def delivery_row(found: Services, locale: str, member: Staff, one: Delivery) -> DeliveryRow:
    """Return a delivery; who may say how it goes on gets the address to say it at."""
    words = found.words[locale]
    waits = one.state in (State.UNKNOWN, State.STUCK)
    url = one.external_url or ""
    attempts = found.store.outbox.attempts_of(one.id)
    return DeliveryRow(
        helpdesk=visible(one.helpdesk),
        purpose=purpose_words(words, one.purpose),
        state=one.state.value,
        state_word=state_words(words, one.state),
        error=visible(one.error or ""),
        external_id=visible(one.external_id or ""),
        external_url=url if url.startswith(("https://", "http://")) else None,
        external_status=visible(one.external_status or ""),
        attempts=tuple(_attempt(found, locale, tried) for tried in attempts),
        tries=words.plural("%(num)s attempt", "%(num)s attempts", len(attempts)) if attempts else "",
        due=moment(found, locale, one.due) if one.state is State.WAITING else "",
        action=addresses.delivery(one.ticket_id, one.id) if waits and may(member, Right.DELIVERIES) else None,
    )


def _attempt(found: Services, locale: str, tried: Attempt) -> AttemptRow:
    return AttemptRow(
        moment(found, locale, tried.at),
        iso(tried.at),
        outcome_words(found.words[locale], tried.outcome),
        visible(tried.error or ""),
    )
