"""PO files brought up to date with the texts: new texts added, changed ones marked stale, gone ones put aside."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, write_po

from wizard.model.text import Text
from wizard.problem import Problem
from wizard.translation.catalogs import LOCALE_FOLDER, po_catalog

Texts = Mapping[str, Text]  # by context, in the order of the file

_HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def template(texts: Texts) -> str:
    """Return the texts of one catalog as an empty PO template (.pot)."""
    catalog = Catalog(charset="utf-8")
    for text in texts.values():
        catalog.add(text.source, context=text.context)
    return _written(catalog, "")


def updated(
    content: bytes | None, path: str, locale: str, texts: Texts, problems: list[Problem]
) -> str | None:
    """Return the PO file with exactly `texts`, keeping what was translated.

    A translation whose source changed stays, marked fuzzy with the former source. What belongs to no text any more
    stands as a comment at the end. None, and a noted problem, when the present file cannot be read: it is left alone.
    """
    present = Catalog(locale=locale, charset="utf-8")
    if content is not None:
        found = po_catalog(content, path, locale, problems)
        if found is None:
            return None
        present = found
    by_context = {message.context: message for message in present if message.id}
    catalog = Catalog(locale=locale, charset="utf-8")
    for text in texts.values():
        _add(catalog, text, by_context.get(text.context))
    for message in (*present, *present.obsolete.values()):
        if message.id and message.context not in texts and message.string:
            catalog.obsolete[message.context or str(message.id)] = message
    return _written(catalog, locale)


def _add(catalog: Catalog, text: Text, present: Message | None) -> None:
    if present is None:
        catalog.add(text.source, context=text.context)
        return
    comments = [comment for comment in present.user_comments if not comment.startswith("|")]
    former = _former(present) or (str(present.id) if present.id != text.source else "")
    stale = bool(present.string) and (present.fuzzy or present.id != text.source)
    if former == text.source and present.id != text.source:
        stale, former = False, ""  # the text is again what the translation was made from
    catalog.add(
        text.source,
        present.string,
        context=text.context,
        flags=(set(present.flags) - {"fuzzy"}) | ({"fuzzy"} if stale else set()),
        user_comments=comments,
        previous_id=former if stale else "",
    )


def _former(message: Message) -> str:
    """Return the source a stale translation was made from. Babel hands `#| msgid` lines over as comments."""
    lines = [comment[1:].strip() for comment in message.user_comments if comment.startswith("|")]
    quoted = "\n".join(line.removeprefix("msgid").strip() for line in lines)
    return denormalize(quoted) if quoted else ""


def _written(catalog: Catalog, locale: str) -> str:
    content = io.BytesIO()
    write_po(content, catalog, width=0, no_location=True, omit_header=True, include_previous=True)
    return _HEADER.format(locale=locale) + content.getvalue().decode().lstrip("\n")


def po_file(folder: Path, locale: str, catalog: str) -> Path:
    """Return where the PO file of a catalog stands."""
    return folder / LOCALE_FOLDER / locale / f"{catalog}.po"
