"""PO files -> what each text is called in another language; a translation of an older text is never shown."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from wizard import limits
from wizard.model.text import Text
from wizard.problem import Level, Problem

LOCALE_FOLDER = "_locale"


class Entry(NamedTuple):
    """One translation: the source text it was made from, the words, and the line in the PO file."""

    source: str
    words: str
    fuzzy: bool
    line: int


@dataclass(frozen=True, slots=True)
class Translations:
    """All translations: locale -> catalog -> context -> entry."""

    source_locale: str = "en"
    entries: Mapping[str, Mapping[str, Mapping[str, Entry]]] = field(default_factory=dict)

    def entry(self, locale: str, text: Text) -> Entry | None:
        """Return what the PO file of `locale` holds for a text, stale or not; None when it holds nothing."""
        return self.entries.get(locale, {}).get(text.catalog, {}).get(text.context)

    def words(self, locale: str, text: Text) -> str:
        """Return the text in `locale`: its translation when it was made from this very source, else the source."""
        return self.found(locale, text) or text.source

    def found(self, locale: str, text: Text) -> str | None:
        """Return the translation, None when it is missing or stale. In the source language: the source."""
        if locale == self.source_locale:
            return text.source
        entry = self.entry(locale, text)
        if entry is None or entry.fuzzy or entry.source != text.source:
            return None
        return entry.words or None

    def locale_of(self, locale: str, text: Text) -> str:
        """Return the language in which `words` answers: `locale`, or the source language."""
        return locale if self.found(locale, text) is not None else self.source_locale


def read(
    folder: Path, shown: str, locales: Iterable[str], source_locale: str
) -> tuple[Translations, list[Problem]]:
    """Return the translations under `folder`/_locale for `locales`, and what is wrong with PO files.

    `shown` is how the folder is named in problems. A file that cannot be read counts as not there.
    """
    problems: list[Problem] = []
    entries: dict[str, dict[str, dict[str, Entry]]] = {}
    for locale in locales:
        home = folder / LOCALE_FOLDER / locale
        for file in sorted(home.rglob("*.po")) if home.is_dir() else ():
            name = file.relative_to(folder).as_posix()
            catalog = po_catalog(file.read_bytes(), f"{shown}/{name}", locale, problems)
            key = file.relative_to(home).with_suffix("").as_posix()
            entries.setdefault(locale, {})[key] = dict(_entries(catalog)) if catalog else {}
    return Translations(source_locale, entries), problems


def po_catalog(content: bytes, path: str, locale: str, problems: list[Problem]) -> Catalog | None:
    """Return the PO file's catalog, or None and a noted problem; never raises for what the file holds."""
    if len(content) > limits.FILE_BYTES:
        problems.append(Problem(path, 1, 1, "too-large", Level.ERROR, f"the file has {len(content):,} bytes"))
        return None
    open_line = _open_line(content)
    if open_line:
        message = "a text in this line is not between two quotation marks"
        problems.append(Problem(path, open_line, 1, "po-syntax", Level.ERROR, message, _HINT))
        return None
    try:
        return read_po(
            io.BytesIO(content.removeprefix(BOM_UTF8)), locale=locale, charset="utf-8", abort_invalid=True
        )
    except PoFileError as error:
        line = getattr(error, "lineno", 0) + 1
        why = re.sub(r" on \d+$", "", str(error))
        problems.append(Problem(path, line, 1, "po-syntax", Level.ERROR, f"this is no PO file: {why}", _HINT))
    except (ValueError, LookupError, SyntaxError):
        message = "this is no PO file: something in it cannot be read"
        problems.append(Problem(path, 1, 1, "po-syntax", Level.ERROR, message, _HINT))
    return None


def _open_line(content: bytes) -> int:
    """Return the first line with a text that is not in quotation marks, 0 without one: Babel would cut that text."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if _SPELT.match(line) and not _QUOTED.fullmatch(line):
            return number
    return 0


def po_messages(file: Path) -> Mapping[str, str]:
    """Return a PO file of our own without contexts as English text -> words; fuzzy and empty ones are left out."""
    with file.open("rb") as content:
        catalog = read_po(content, charset="utf-8", abort_invalid=True)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and not message.fuzzy
    }


_SPELT = re.compile(rb"\s*(?:msgctxt|msgid|msgstr|\")")
_QUOTED = re.compile(rb'\s*(?:msgctxt|msgid(?:_plural)?|msgstr(?:\[[^\]]*\])?)?\s*"(?:[^"\\]|\\.)*"\s*')
_HINT = "open it in a PO editor such as Poedit, or run `wizard translate update`"


def _entries(catalog: Catalog) -> Iterator[tuple[str, Entry]]:
    for message in catalog:
        if message.id and message.context and isinstance(message.id, str):
            words = message.string if isinstance(message.string, str) else ""
            line = message.lineno or 0
            yield message.context, Entry(message.id, words, message.fuzzy, line)
