"""What was tried and what is known, in a language that staff choose."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from webui.markup import safe
from webui.services import Services
from webui.staff import addresses
from webui.staff.present.around import reader
from webui.staff.present.words import source_words
from webui.staff.ticket_views import FactRow, FieldRow, Transcript
from webui.staff.views import Tab
from webui.texts import words as words_of
from webui.views.parts import Row
from wizard.known import Source
from wizard.store import Ticket
from wizard.words import word


def transcript(found: Services, locale: str, ticket: Ticket, wanted: str, shown: str) -> Transcript:
    """Return a ticket's walk in the language `wanted` on a page in `locale`; the masked field `shown` is readable."""
    title = reader(found).title(ticket, wanted)
    return Transcript(
        locale=wanted,
        direction=words_of(wanted).direction,
        languages=tuple(_languages(found, ticket, wanted)),
        tree_title=found.renderer.plain_markdown(title, wanted) if title else None,
        rows=tuple(_rows(found, ticket, wanted)),
        facts=tuple(_facts(found, locale, ticket, wanted)),
        fields=tuple(_fields(found, ticket, wanted, shown)),
    )


def _languages(found: Services, ticket: Ticket, transcript: str) -> Iterator[Tab]:
    for locale in found.library.locales:
        url = addresses.ticket(ticket.id, [("transcript", locale)]) + "#transcript"
        yield Tab(url, words_of(locale).name, locale, locale == transcript)


def _rows(found: Services, ticket: Ticket, locale: str) -> Iterator[Row]:
    for line in reader(found).lines(ticket, locale):
        note = word(locale, f"source.{line.source}") if line.source != Source.ANSWERED or line.by else ""
        if line.lost:
            yield Row(Markup.escape(line.question), Markup.escape(line.answer), note)
            continue
        question, answer = (
            safe(found.renderer.markdown(said, locale)) for said in (line.question, line.answer)
        )
        yield Row(question, answer, note)


def _facts(found: Services, locale: str, ticket: Ticket, transcript: str) -> Iterator[FactRow]:
    words = found.words[locale]
    for line in reader(found).facts(ticket, transcript):
        values = tuple(
            (safe(found.renderer.markdown(said, transcript)), source_words(words, source))
            for source, _, said in line.told
        )
        yield FactRow(safe(found.renderer.markdown(line.label, transcript)), values)


def _fields(found: Services, ticket: Ticket, locale: str, shown: str) -> Iterator[FieldRow]:
    for line in reader(found).fields(ticket, locale):
        label = safe(found.renderer.markdown(line.label, locale))
        hidden = line.personal and line.id != shown
        yield FieldRow(line.id, label, line.masked if hidden else line.words, masked=hidden)
