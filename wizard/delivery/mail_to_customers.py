"""The letters to customers, as plain text in their language: a copy of their request, and each answer of staff.

Nothing stands in them that the customer did not send or may not read: no contact, no note of staff, no whole serial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from wizard import limits
from wizard.delivery.packing import file_name, lines, one_line
from wizard.filed import Reader
from wizard.rendering import Renderer, direction
from wizard.store import Attachment, Message, Ticket
from wizard.translation.catalogs import po_messages

_FOLDER: Final = Path(__file__).parent / "locale"
# A mark without width: what stands between two of them is read from left to right. Unlike isolates it survives
# the way into a subject, and programs of older computers do not draw a box in its place.
_LTR: Final = "\u200e"
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATED: Final = re.compile(r"<bdi[^>]*>(.*?)</bdi>", re.DOTALL)
_LINE_END: Final = re.compile(r"\s*(?:</(?:p|li|pre|blockquote)>|<br ?/?>)\s*")
_TAG: Final = re.compile(r"<[^>]*>")
# Nothing that a form or a page for staff takes is longer.
_TEXT: Final = 4 * limits.DESCRIPTION
_BLANK_LINES: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail to a customer says; the subject is one line."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes letters: `reader` says what stands in a ticket, `renderer` makes plain words of Markdown."""

    reader: Reader
    renderer: Renderer

    def copy(self, ticket: Ticket, files: Sequence[Attachment], link: str) -> Letter:
        """Return the copy of a request that was filed. `files` are all of the ticket's.

        `link` is the whole address of its page; empty where the public address of this site is not known.
        """
        library = self.reader.library
        given = tuple(self.reader.lines(ticket, ticket.locale))
        return self._letter(
            "copy.txt",
            ticket,
            link,
            promise=self._plain(self.renderer.block(library.site.promise, ticket.locale, {}), ticket.locale),
            title=self._markdown(self.reader.title(ticket, ticket.locale) or "", ticket.locale),
            product=self._product(ticket),
            answers=[
                (self._markdown(line.question, ticket.locale), self._markdown(line.answer, ticket.locale))
                for line in given
            ],
            facts=list(self._facts(ticket, {line.step for line in given})),
            fields=list(self._fields(ticket)),
            files=[file_name(file.name) for file in files if file.message_id is None],
        )

    def reply(self, ticket: Ticket, message: Message, files: Sequence[Attachment], link: str) -> Letter:
        """Return the letter with an answer of staff. Raises ValueError for a note: that is for staff alone."""
        if message.internal:
            raise ValueError("a note of staff is no letter")
        own = [file_name(file.name) for file in files if file.message_id == message.id]
        done = ticket.status in ("solved", "closed")
        letter = self._letter(
            "reply.txt", ticket, link, body=lines(message.body, _TEXT), files=own, done=done
        )
        # Mail programs put into one thread what has one subject.
        return Letter(f"Re: {letter.subject}", letter.text)

    def _letter(self, template: str, ticket: Ticket, link: str, **values: Any) -> Letter:
        library, locale = self.reader.library, ticket.locale
        environment = _environment(locale)
        brand = " ".join(library.words(locale, library.site.brand).split())
        written = environment.get_template(template).render(
            reference=ticket.reference,
            description=lines(ticket.description, _TEXT),
            link=link,
            brand=brand,
            **values,
        )
        subject = environment.from_string('{{ _("Your request %(reference)s", reference=ltr(reference)) }}')
        return Letter(
            f"{subject.render(reference=ticket.reference)} – {brand}",
            _BLANK_LINES.sub("\n\n", written).strip() + "\n",
        )

    def _facts(self, ticket: Ticket, answered: set[str]) -> Iterator[tuple[str, str]]:
        """Yield what is known besides the answers: what the product told, or a check found."""
        for fact in self.reader.facts(ticket, ticket.locale):
            if fact.id not in answered and fact.told:
                words = fact.told[0][2]
                yield self._markdown(fact.label, ticket.locale), self._markdown(words, ticket.locale)

    def _fields(self, ticket: Ticket) -> Iterator[tuple[str, str]]:
        """Yield the fields that were filled in. An address may be mistyped: what is for few eyes stays masked."""
        for line in self.reader.fields(ticket, ticket.locale):
            words = lines(line.words, _TEXT) if line.masked == line.words else ltr(line.masked, ticket.locale)
            yield self._markdown(line.label, ticket.locale), words

    def _product(self, ticket: Ticket) -> str:
        """Return name and version of the product, as far as they are known."""
        named = self.reader.product(ticket, ticket.locale) or ""
        version = ltr(one_line(ticket.version, limits.FIELD), ticket.locale) if ticket.version else ""
        return f"{named} {version}".strip()

    def _markdown(self, source: str, locale: str) -> str:
        return self._plain(self.renderer.markdown(source, locale), locale)

    def _plain(self, html: str, locale: str) -> str:
        """Return our own safe HTML as plain lines; what it isolates keeps its direction."""
        marked = _ISOLATED.sub(lambda run: ltr(run[1], locale), html)
        words = (unescape(_TAG.sub("", line)) for line in _LINE_END.sub("\n", marked).split("\n"))
        plain = (one_line(line, limits.HOW) for line in words)
        return "\n".join(line for line in plain if line)


def ltr(run: str, locale: str) -> str:
    """Return a code, a name or a number so that it keeps its order among words written from right to left."""
    if direction(locale) == "ltr" or _RIGHT_TO_LEFT.search(run):
        return run
    return f"{_LTR}{run}{_LTR}"


@cache
def _environment(locale: str) -> Environment:
    environment = Environment(  # noqa: S701 - the letters are plain text
        loader=PackageLoader("wizard.delivery", "mail"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    words = _words(locale)

    def one(text: str) -> str:
        return words.get(text, text)

    def counted(single: str, many: str, count: int) -> str:
        return one(single if count == 1 else many)

    environment.install_gettext_callables(one, counted, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["ltr"] = lambda run: ltr(run, locale)
    environment.filters["quoted"] = lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    environment.filters["indented"] = lambda text: "\n".join(f"    {line}" for line in text.split("\n"))
    return environment


def _words(locale: str) -> Mapping[str, str]:
    file = _FOLDER / locale / "mail.po"
    return po_messages(file) if locale.isalnum() and file.is_file() else {}
