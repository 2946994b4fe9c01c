"""A ticket as staff see it: all that is known of it, all that was said and done, and what can be done."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from webui import addresses as public
from webui.services import Services
from webui.staff import addresses
from webui.staff.present.about import details
from webui.staff.present.around import iso, moment, staff_frame, visible
from webui.staff.present.deliveries import delivery_row
from webui.staff.present.doing import MESSAGES, Typed, done_words, forms
from webui.staff.present.history import history_row
from webui.staff.present.inbox import title_of
from webui.staff.present.transcript import transcript
from webui.staff.present.words import held_words, status_words
from webui.staff.ticket_views import DeliveryRow, FileRow, MessageRow, StaffTicketPage
from webui.views.form import Mistake
from webui.views.parts import Anchor
from wizard import tickets
from wizard.store import Attachment, Author, Message, Staff, Ticket


def ticket_page(
    found: Services,
    locale: str,
    member: Staff,
    ticket: Ticket,
    typed: Typed,
    *,
    language: str,
    shown: str = "",
    done: str = "",
) -> StaffTicketPage:
    """Return the page of `ticket`: its transcript in `language`, the masked field `shown` readable."""
    words, store = found.words[locale], found.store
    names = {one.id: visible(one.name) for one in store.staff.everybody()}
    files = store.files.of_ticket(ticket.id)
    here, wrong = addresses.ticket(ticket.id), typed.wrong
    return StaffTicketPage(
        frame=staff_frame(found, locale, ticket.reference, member, here, error=bool(wrong)),
        reference=ticket.reference,
        title=title_of(found, locale, ticket),
        status=ticket.status,
        status_word=status_words(words, ticket.status),
        held=held_words(words, ticket.held) if ticket.held is not None else None,
        details=tuple(details(found, locale, ticket, names)),
        merged_into=_merged_into(found, ticket),
        doubles=tuple(_anchor(one) for one in store.inbox.merged_into(ticket.id)),
        customer_url=_customer_url(found, ticket),
        transcript=transcript(found, locale, ticket, language, shown),
        description=ticket.description,
        files=tuple(_file(found, locale, ticket, one) for one in files if one.message_id is None),
        messages=tuple(_messages(found, locale, ticket, names, files)),
        deliveries=tuple(_deliveries(found, locale, member, ticket)),
        history=tuple(history_row(found, locale, one, names) for one in store.inbox.audited(ticket.id)),
        forms=forms(found, locale, ticket, names, typed),
        mistakes=tuple(Mistake(name, words(MESSAGES[kind])) for name, kind in wrong.items()),
        done=done_words(found, locale, done),
    )


def _messages(
    found: Services, locale: str, ticket: Ticket, names: Mapping[int, str], files: Sequence[Attachment]
) -> Iterator[MessageRow]:
    for one in found.store.messages_of(ticket.id):
        yield _message(found, locale, ticket, one, names, files)


def _deliveries(found: Services, locale: str, member: Staff, ticket: Ticket) -> Iterator[DeliveryRow]:
    for one in found.store.outbox.deliveries_of(ticket.id):
        yield delivery_row(found, locale, member, one)


def _merged_into(found: Services, ticket: Ticket) -> Anchor | None:
    into = found.store.inbox.ticket(ticket.merged_into) if ticket.merged_into is not None else None
    return _anchor(into) if into else None


def _anchor(ticket: Ticket) -> Anchor:
    return Anchor(addresses.ticket(ticket.id), Markup.escape(ticket.reference))


def _customer_url(found: Services, ticket: Ticket) -> str | None:
    """Return the customer's own link; None when the secret key was another one then, or their language is gone."""
    token = tickets.token(found.settings.secret_key, ticket.form_key)
    same = hmac.compare_digest(tickets.token_hash(token), ticket.token_hash)
    return public.request(ticket.locale, token) if same and ticket.locale in found.words else None


def _file(found: Services, locale: str, ticket: Ticket, one: Attachment) -> FileRow:
    kilobytes = max(1, one.size // 1000)
    size = found.words[locale]("%(num)s kB", num=found.words[locale].number(kilobytes))
    return FileRow(addresses.file(ticket.id, one.id), visible(one.name), one.media_type, size)


def _message(
    found: Services,
    locale: str,
    ticket: Ticket,
    one: Message,
    names: Mapping[int, str],
    files: Sequence[Attachment],
) -> MessageRow:
    words = found.words[locale]
    by_staff = one.author is Author.STAFF
    who = names.get(one.staff or 0, words("Staff")) if by_staff else words("The customer")
    return MessageRow(
        kind="note" if one.internal else one.author.value,
        who=who,
        when=moment(found, locale, one.at),
        when_iso=iso(one.at),
        body=one.body,
        files=tuple(_file(found, locale, ticket, file) for file in files if file.message_id == one.id),
    )
