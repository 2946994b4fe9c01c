"""A filed ticket put into words: what the templates of tickets and letters are given, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wizard import limits
from wizard.delivery.packing import lines, one_line
from wizard.filed import Reader
from wizard.known import Source
from wizard.rendering import Renderer
from wizard.store import Attachment, Ticket
from wizard.words import WORDS, word

LINE: Final = 500
NAME: Final = 100
# Plain text: nothing in it is read as markup by whoever receives it.
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=False,  # noqa: S701
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


class Answered(NamedTuple):
    """A line of the transcript in plain words; `source` is empty where the customer answered."""

    question: str
    answer: str
    source: str


class FactTold(NamedTuple):
    """A fact in plain words, with all that was told about it."""

    label: str
    told: str


class FieldFilled(NamedTuple):
    """A field of the form in plain words."""

    label: str
    value: str


class Wording:
    """Words for tickets, of one library; `public_url` stands before addresses of trees."""

    def __init__(self, reader: Reader, public_url: str) -> None:
        self.reader = reader
        self.library = reader.library
        self.renderer = Renderer(reader.library, lambda locale, tree: f"{public_url}/{locale}/{tree}")

    def text(self, template: str, locale: str, ticket: Ticket, **more: Any) -> str:
        """Return a template filled in."""
        found = _TEMPLATES.get_template(template).render(
            ticket=ticket, word=lambda key: word(locale, key), line=lambda text: one_line(text, LINE), **more
        )
        return found.strip("\n") + "\n"

    def plain(self, markdown: str, locale: str) -> str:
        """Return Markdown as one plain line."""
        return one_line(self.renderer.plain_markdown(markdown, locale), LINE)

    def topic(self, ticket: Ticket, locale: str) -> str:
        """Return the title of the ticket's tree, empty without one."""
        return self.plain(self.reader.title(ticket, locale) or "", locale)

    def product(self, ticket: Ticket, locale: str) -> str:
        """Return the name of the product, empty when nobody said which."""
        return one_line(self.reader.product(ticket, locale) or "", LINE)

    def moment(self, at: datetime) -> str:
        """Return a moment by the clock of the site."""
        there = at.astimezone(ZoneInfo(self.library.site.time_zone))
        return f"{there:%Y-%m-%d %H:%M} {there:%Z}"

    def answers(self, ticket: Ticket, locale: str) -> list[Answered]:
        """Return the transcript."""
        return [
            Answered(
                self.plain(one.question, locale), self.plain(one.answer, locale), _teller(one.source, locale)
            )
            for one in self.reader.lines(ticket, locale)
        ]

    def facts(self, ticket: Ticket, locale: str) -> list[FactTold]:
        """Return the facts, each value with who told it."""
        return [
            FactTold(
                self.plain(one.label, locale),
                "; ".join(
                    f"{self.plain(words, locale)} ({told_by(source, locale)})"
                    for source, _, words in one.told
                ),
            )
            for one in self.reader.facts(ticket, locale)
        ]

    def fields(self, ticket: Ticket, locale: str, *, full: bool) -> list[FieldFilled]:
        """Return the fields that were filled in; what is for few eyes is masked unless they are shown in `full`."""
        return [
            FieldFilled(
                self.plain(one.label, locale), one_line(one.words if full else one.masked, limits.DESCRIPTION)
            )
            for one in self.reader.fields(ticket, locale)
        ]


def told_by(source: str, locale: str) -> str:
    """Return who told something, for staff."""
    key = f"told.{source}"
    return word(locale, key) if key in WORDS else one_line(source, NAME)


def _teller(source: str, locale: str) -> str:
    return "" if source == Source.ANSWERED else told_by(source, locale)


def quoted(text: str) -> list[str]:
    """Return what a customer wrote line by line: a template marks each, so that none passes for a line of ours."""
    return lines(text, 4 * limits.DESCRIPTION).split("\n") if text.strip() else []


def listed(files: Sequence[Attachment]) -> Iterator[str]:
    """Yield the files by name, type and size."""
    for one in files:
        yield f"{one_line(one.name, NAME)} ({one_line(one.media_type, NAME)}, {one.size} B)"
