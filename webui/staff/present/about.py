"""What is known about a ticket, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webui.services import Services
from webui.staff.present.around import iso, moment, visible
from webui.staff.present.words import channel_words, verdict_words
from webui.staff.ticket_views import Detail
from webui.texts import words as words_of
from wizard.store import Ticket


def details(found: Services, locale: str, ticket: Ticket, names: Mapping[int, str]) -> Iterator[Detail]:
    """Yield name and value of what is known: when and how it came, whose it is, what it is about."""
    words = found.words[locale]
    yield Detail(words("Number"), ticket.reference, code=True)
    yield Detail(words("Sent"), moment(found, locale, ticket.at), iso=iso(ticket.at))
    yield Detail(words("Came"), channel_words(words, ticket))
    yield Detail(words("Language of the customer"), words_of(ticket.locale).name)
    if ticket.name:
        yield Detail(words("Name"), visible(ticket.name))
    if ticket.contact_email:
        email = visible(ticket.contact_email)
        yield Detail(words("E-mail address"), email, f"mailto:{email}", code=True)
    if ticket.contact_phone:
        phone = visible(ticket.contact_phone)
        dialled = "".join(sign for sign in phone if sign in "+0123456789")
        yield Detail(words("Telephone number"), phone, f"tel:{dialled}", code=True)
    if ticket.product:
        yield Detail(words("Program"), _product(found, locale, ticket.product))
    if ticket.version:
        yield Detail(words("Version"), visible(ticket.version), code=True)
    if ticket.queue:
        yield Detail(words("Queue"), visible(ticket.queue))
    if ticket.revision:
        yield Detail(words("Revision of the guide"), ticket.revision, code=True)
    if ticket.filed_by is not None:
        yield Detail(words("Filed by"), names.get(ticket.filed_by, words("Somebody who is gone")))
    if ticket.survey:
        verdict = f"{verdict_words(words, ticket.survey)} {ticket.survey_words or ''}"
        yield Detail(words("The customer's verdict"), visible(verdict))


def _product(found: Services, locale: str, product: str) -> str:
    one = found.library.site.products.get(product)
    return found.renderer.plain(one.name, locale, {}) if one else visible(product)
