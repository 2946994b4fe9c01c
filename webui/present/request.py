"""The customer's own request: how far it is, what was said, what was sent, and places to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from markupsafe import Markup

from webui import addresses
from webui.markup import safe
from webui.present.channels import channels, place_of_hours
from webui.present.files import files_part, size
from webui.present.frame import frame
from webui.present.standing import SETTLED, standing
from webui.request_form import MESSAGES, Fault
from webui.services import Services
from webui.texts import Words
from webui.uploading import FILE, SHOWN
from webui.views.form import Entry, Mistake
from webui.views.frame import Frame
from webui.views.parts import Choice, Hidden, Row
from webui.views.request import FileLink, RequestPage, Said, Sent, Survey
from wizard.filed import Reader
from wizard.model.form import shown
from wizard.store import Attachment, Author, Message, Ticket

# What the survey may be answered with.
TEXTS: Final[Mapping[str, str]] = {"yes": "Yes", "partly": "Partly", "no": "No"}
# What the page thanks for, by the word in the address that tells of it.
NOTICES: Final = ("sent", "said", "solved", "rated")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the customer is about to add, and what is wrong with it: words, files, an answer to the survey.

    `form_key` is the key of the form; `helped` None: the survey was not sent.
    """

    form_key: str
    text: str = ""
    files: Sequence[Attachment] = ()
    helped: str | None = None
    survey_words: str | None = None
    faults: Sequence[Fault] = field(default_factory=tuple)


def request_page(
    services: Services, locale: str, token: str, ticket: Ticket, draft: Draft, notice: str | None = None
) -> RequestPage:
    """Return the page of `ticket`. `notice` is one of NOTICES; `sent` makes it the confirmation. Raises StoreError."""
    words = services.words[locale]
    mistakes = tuple(Mistake(fault.field, _wrong(words, fault)) for fault in draft.faults)
    errors = {mistake.field: mistake.message for mistake in reversed(mistakes)}
    messages = [one for one in services.store.messages_of(ticket.id) if not one.internal]
    files = services.store.files.of_ticket(ticket.id)
    reader = Reader(services.library, services.revisions.tree)
    url, fresh = addresses.request(locale, token), notice == "sent"
    ways = tuple(channels(services, locale))
    settled = ticket.status in SETTLED and ticket.merged_into is None
    return RequestPage(
        frame=_frame(services, locale, token, _title(words, ticket, fresh), error=bool(mistakes)),
        fresh=fresh,
        reference=ticket.reference,
        url=addresses.whole(url),
        sent_when=words.moment(ticket.at, services.library.site.time_zone),
        sent_iso=_iso(ticket.at),
        tree_title=_tree_title(services, reader, ticket, locale),
        standing=standing(services, locale, ticket, messages),
        sent=_sent(services, reader, locale, token, ticket, files),
        messages=tuple(_said(services, locale, token, one, files) for one in messages),
        action=url,
        hidden=(Hidden("_w", draft.form_key), *(Hidden(SHOWN, str(one.id)) for one in draft.files)),
        reply=_reply(words, draft, errors),
        files=files_part(
            services,
            locale,
            (),
            draft.files,
            (mistake.message for mistake in mistakes if mistake.field == FILE),
        ),
        can_solve=ticket.status not in SETTLED,
        survey=_survey(words, ticket, draft, errors) if settled or draft.helped is not None else None,
        channels=ways,
        place_of_hours=place_of_hours(services, locale) if any(way.hours for way in ways) else None,
        mistakes=mistakes,
        notice=_notice(services, words, ticket, notice),
    )


def _wrong(words: Words, fault: Fault) -> str:
    if not fault.about:
        return words(MESSAGES[fault.kind])
    return words(MESSAGES[fault.kind], name=f"\u2068{fault.about}\u2069")


def _title(words: Words, ticket: Ticket, fresh: bool) -> str:
    if fresh:
        return words("Your request has been sent")
    return words("Your request %(reference)s", reference=f"\u2068{ticket.reference}\u2069")


def _frame(services: Services, locale: str, token: str, title: str, *, error: bool) -> Frame:
    return frame(services, locale, title, lambda other: addresses.request(other, token), error=error)


def _notice(services: Services, words: Words, ticket: Ticket, notice: str | None) -> str | None:
    match notice:
        case "sent" if services.reach.mail and ticket.contact_email:
            return words("A copy of it and the link to this page come to you by e-mail.")
        case "said":
            return words("Your message is added to the request.")
        case "solved":
            return words("Thank you for telling us. We are glad that it is solved.")
        case "rated":
            return words("Thank you. Your answer is noted.")
        case _:
            return None


def _said(services: Services, locale: str, token: str, one: Message, files: Sequence[Attachment]) -> Said:
    words = services.words[locale]
    return Said(
        one.author is Author.STAFF,
        words.moment(one.at, services.library.site.time_zone),
        _iso(one.at),
        one.body,
        tuple(_links(words, locale, token, (file for file in files if file.message_id == one.id))),
    )


def _links(words: Words, locale: str, token: str, files: Iterator[Attachment]) -> Iterator[FileLink]:
    for one in files:
        yield FileLink(addresses.file(locale, token, one.id), one.name, size(words, one.size))


def _reply(words: Words, draft: Draft, errors: Mapping[str, str]) -> Entry:
    label = Markup.escape(words("Your message"))
    return Entry("reply", label, "long", value=draft.text, required=True, error=errors.get("reply"))


def _survey(words: Words, ticket: Ticket, draft: Draft, errors: Mapping[str, str]) -> Survey:
    """Return the question with what was answered before, or with what was just typed."""
    chosen = ticket.survey if draft.helped is None else draft.helped
    said = ticket.survey_words if draft.survey_words is None else draft.survey_words
    choices = (Choice(id, Markup.escape(words(label)), checked=id == chosen) for id, label in TEXTS.items())
    asked = Markup.escape(words("Did we help you with this request?"))
    more = Markup.escape(words("What went well, or what should be better?"))
    return Survey(
        Entry("helped", asked, "choice", choices=tuple(choices), required=True, error=errors.get("helped")),
        Entry("words", more, "long", value=said or "", error=errors.get("words")),
        words(TEXTS[ticket.survey]) if ticket.survey and ticket.survey in TEXTS else None,
    )


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _tree_title(services: Services, reader: Reader, ticket: Ticket, locale: str) -> str | None:
    title = reader.title(ticket, locale)
    return services.renderer.plain_markdown(title, locale) if title else None


def _sent(
    services: Services,
    reader: Reader,
    locale: str,
    token: str,
    ticket: Ticket,
    files: Sequence[Attachment],
) -> Sent:
    own = (file for file in files if file.message_id is None)
    return Sent(
        ticket.description,
        tuple(_details(services, reader, locale, ticket)),
        tuple(_rows(services, reader, locale, ticket)),
        tuple(_links(services.words[locale], locale, token, own)),
    )


def _rows(services: Services, reader: Reader, locale: str, ticket: Ticket) -> Iterator[Row]:
    """Yield the answers that were sent, then what was known besides."""
    answered = set()
    for line in reader.lines(ticket, locale):
        answered.add(line.step)
        if line.lost:
            yield Row(Markup.escape(line.question), Markup.escape(line.answer))
        else:
            yield Row(_html(services, line.question, locale), _html(services, line.answer, locale))
    for fact in reader.facts(ticket, locale):
        if fact.id not in answered and fact.told:
            words = fact.told[0][2]
            yield Row(_html(services, fact.label, locale), _html(services, words, locale))


def _html(services: Services, markdown: str, locale: str) -> Markup:
    return safe(services.renderer.markdown(markdown, locale))


def _details(services: Services, reader: Reader, locale: str, ticket: Ticket) -> Iterator[Row]:
    words = services.words[locale]
    product = reader.product(ticket, locale)
    if product:
        name = services.renderer.plain_markdown(product, locale)
        yield Row(Markup.escape(words("Product")), Markup.escape(name))
    if ticket.version:
        yield Row(Markup.escape(words("Version")), _isolated(ticket.version))
    for line in reader.fields(ticket, locale):
        masked = shown(services.library.fields.get(line.id), line.value)
        said = Markup.escape(line.words) if masked == line.value else _isolated(masked)
        yield Row(_html(services, line.label, locale), said)


def _isolated(code: str) -> Markup:
    return Markup('<bdi dir="ltr">{}</bdi>').format(code)
