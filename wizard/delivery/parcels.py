"""From a delivery to the parcel that is handed over: a ticket or what was added to it, or a letter to the customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from wizard.delivery.helpdesk import Enclosure, Parcel
from wizard.delivery.links import request_url, staff_url, token
from wizard.delivery.mail_to_customers import Letter, Letters
from wizard.delivery.orders import COPY, REPLY, SAID, TICKET
from wizard.delivery.packing import one_line
from wizard.delivery.record import enclosed, record
from wizard.delivery.wishes import Wishes
from wizard.delivery.wording import NAME, Wording, listed, quoted
from wizard.store import Attachment, Delivery, Message, Store, Ticket

SUBJECT: Final = 300
# Between the languages of one text.
_RULE: Final = "\n" + "-" * 40 + "\n\n"


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes parcels of what the store holds; `wishes` are those of each helpdesk by its name.

    `secret` makes the customer's link, `public_url` stands before all links; without it parcels carry none.
    """

    store: Store
    wording: Wording
    secret: bytes
    public_url: str
    wishes: Mapping[str, Wishes]

    def parcel(self, delivery: Delivery) -> Parcel | None:
        """Return what a delivery hands over; None when that is not there any more. Raises StoreError."""
        ticket = self.store.inbox.ticket(delivery.ticket_id)
        if ticket is None:
            return None
        purpose, _, number = delivery.purpose.partition(":")
        if not number:
            return self._first(delivery, ticket, purpose)
        said = next((one for one in self.store.messages_of(ticket.id) if str(one.id) == number), None)
        if said is None or said.internal:
            return None
        made = {REPLY: self._reply, SAID: self._said}.get(purpose)
        return made(delivery, ticket, said) if made else None

    def _first(self, delivery: Delivery, ticket: Ticket, purpose: str) -> Parcel | None:
        if purpose == COPY:
            return self._copy(delivery, ticket)
        return self._ticket(delivery, ticket) if purpose == TICKET else None

    def _ticket(self, delivery: Delivery, ticket: Ticket) -> Parcel:
        wished = self.wishes.get(delivery.helpdesk, Wishes())
        locales = self._locales(wished)
        files = self._files(ticket, None)
        text = _RULE.join(
            self._ticket_text(ticket, files, locale, first=locale == locales[0], full=wished.full)
            for locale in locales
        )
        data = record(self.wording, ticket, files, locales, full=wished.full)
        return replace(
            self._bare(delivery, ticket, locales[0]),
            subject=self._subject(ticket, locales),
            text=text,
            enclosures=(*self._enclosures(ticket, files), enclosed(data)),
        )

    def _ticket_text(
        self, ticket: Ticket, files: Sequence[Attachment], locale: str, *, first: bool, full: bool
    ) -> str:
        return self.wording.text(
            "ticket.txt",
            locale,
            ticket,
            first=first,
            topic=self.wording.topic(ticket, locale),
            product=self.wording.product(ticket, locale),
            contact=list(_contact(ticket)),
            filed=self.wording.moment(ticket.at),
            url=staff_url(self.public_url, ticket.id),
            description=quoted(ticket.description),
            answers=self.wording.answers(ticket, locale),
            facts=self.wording.facts(ticket, locale),
            fields=self.wording.fields(ticket, locale, full=full),
            files=list(listed(files)),
        )

    def _subject(self, ticket: Ticket, locales: Sequence[str]) -> str:
        """Return the topic in every language, else the first words of the customer; the reference stands before it."""
        topics = dict.fromkeys(self.wording.topic(ticket, locale) for locale in locales)
        words = " / ".join(topic for topic in topics if topic) or one_line(ticket.description, SUBJECT)
        return one_line(f"{ticket.reference}: {words}" if words else ticket.reference, SUBJECT)

    def _said(self, delivery: Delivery, ticket: Ticket, said: Message) -> Parcel:
        locales = self._locales(self.wishes.get(delivery.helpdesk, Wishes()))
        files = self._files(ticket, said.id)
        text = self.wording.text(
            "said.txt",
            locales[0],
            ticket,
            filed=self.wording.moment(said.at),
            url=staff_url(self.public_url, ticket.id),
            description=quoted(said.body),
            files=list(listed(files)),
        )
        return replace(
            self._bare(delivery, ticket, locales[0]),
            subject=self._subject(ticket, locales),
            text=text,
            enclosures=self._enclosures(ticket, files),
        )

    def _copy(self, delivery: Delivery, ticket: Ticket) -> Parcel:
        url, files = self._link(ticket), self._files(ticket, None)
        return self._letter(delivery, ticket, self._letters().copy(ticket, files, url), url)

    def _reply(self, delivery: Delivery, ticket: Ticket, said: Message) -> Parcel:
        url, files = self._link(ticket), self._files(ticket, said.id)
        return self._letter(delivery, ticket, self._letters().reply(ticket, said, files, url), url)

    def _letters(self) -> Letters:
        return Letters(self.wording.reader, self.wording.renderer)

    def _letter(self, delivery: Delivery, ticket: Ticket, letter: Letter, url: str) -> Parcel:
        bare = self._bare(delivery, ticket, ticket.locale)
        return replace(bare, subject=one_line(letter.subject, SUBJECT), text=letter.text, url=url)

    def _link(self, ticket: Ticket) -> str:
        """Return the address of the customer's own page; empty when nobody knows under which host it is."""
        return request_url(self.public_url, ticket.locale, token(self.secret, ticket.form_key))

    def _bare(self, delivery: Delivery, ticket: Ticket, locale: str) -> Parcel:
        """Return the parcel without its texts and files."""
        return Parcel(
            key=delivery.key,
            reference=ticket.reference,
            subject="",
            text="",
            email=ticket.contact_email,
            phone=ticket.contact_phone,
            name=one_line(ticket.name, NAME) if ticket.name else None,
            queue=ticket.queue,
            department=ticket.department,
            product=ticket.product,
            tags=_tags(ticket),
            locale=locale,
            url=staff_url(self.public_url, ticket.id),
        )

    def _locales(self, wished: Wishes) -> tuple[str, ...]:
        """Return the languages of staff that the site has, by default its default one."""
        site = self.wording.library.site
        return tuple(one for one in wished.locales if one in site.locales) or (site.default_locale,)

    def _files(self, ticket: Ticket, message: int | None) -> list[Attachment]:
        return [one for one in self.store.files.of_ticket(ticket.id) if one.message_id == message]

    def _enclosures(self, ticket: Ticket, files: Sequence[Attachment]) -> tuple[Enclosure, ...]:
        found = (self.store.files.file(ticket.id, one.id) for one in files)
        return tuple(Enclosure(one.name, one.media_type, one.content) for one in found if one is not None)


def _contact(ticket: Ticket) -> list[tuple[str, str]]:
    """Return what is known of the customer, each with the key of its word."""
    given = (
        ("ticket.customer", ticket.name),
        ("ticket.email", ticket.contact_email),
        ("ticket.phone", ticket.contact_phone),
    )
    return [(key, one_line(value, 3 * NAME)) for key, value in given if value]


def _tags(ticket: Ticket) -> tuple[str, ...]:
    tags = ticket.tags if isinstance(ticket.tags, list) else []
    return tuple(one_line(str(tag), NAME) for tag in tags)
