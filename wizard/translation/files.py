"""PO files brought up to date with the texts: new texts added, changed ones marked stale, gone ones put aside."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, write_po

from wizard.model.text import Text
from wizard.problem import Problem
from wizard.translation.catalogs import LOCALE_FOLDER, po_catalog
from wizard.translation.header import header

Texts = Mapping[str, Text]  # by context, in the order of the file


def template(texts: Texts) -> str:
    """Return the texts of one catalog as an empty PO template (.pot)."""
    catalog = Catalog(charset="utf-8")
    for text in texts.values():
        catalog.add(text.source, context=text.context)
    return _written(catalog, header(b"", ""))


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
    former = _Former(present, texts)
    catalog = Catalog(locale=locale, charset="utf-8")
    for text in texts.values():
        _add(catalog, text, former.of(text))
    for message in former.left():
        catalog.obsolete[(str(message.id), message.context or "")] = message
    return _written(catalog, header(content or b"", locale))


class _Former:
    """What a PO file holds so far, those put aside too. Each message is handed out once."""

    def __init__(self, present: Catalog, texts: Texts) -> None:
        self.by_context: dict[str, list[Message]] = {}
        self.by_words: dict[tuple[str, str], list[Message]] = {}
        for message in (*present, *present.obsolete.values()):
            context = message.context or ""
            if message.id:
                self.by_context.setdefault(context, []).append(message)
            if message.id and message.string and context not in texts:
                self.by_words.setdefault((_leaf(context), str(message.id)), []).append(message)

    def of(self, text: Text) -> Message | None:
        """Return the message of a text: its own, or the one the same words had in a step that was renamed."""
        own = self.by_context.get(text.context, [])
        translated = [message for message in own if message.string]
        renamed = self.by_words.get((_leaf(text.context), text.source), [])
        same = [message for message in translated if message.id == text.source and not message.fuzzy]
        for chosen in (*same, *translated, *renamed, *own):
            self.by_context[chosen.context or ""].remove(chosen)
            if chosen in renamed:
                renamed.remove(chosen)
            return chosen
        return None

    def left(self) -> Iterator[Message]:
        """Yield the translations that nobody asked for."""
        for messages in self.by_context.values():
            yield from (message for message in messages if message.string)


def _leaf(context: str | None) -> str:
    return (context or "").rpartition("/")[2]


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
    noted = "\n".join(comment[1:].strip() for comment in message.user_comments if comment.startswith("|"))
    _, _, quoted = f"\n{noted}".partition("\nmsgid ")
    return denormalize(quoted) if quoted else ""


def _written(catalog: Catalog, head: str) -> str:
    content = io.BytesIO()
    write_po(content, catalog, width=0, no_location=True, omit_header=True, include_previous=True)
    return head + content.getvalue().decode().lstrip("\n")


def po_file(folder: Path, locale: str, catalog: str) -> Path:
    """Return where the PO file of a catalog stands."""
    return folder / LOCALE_FOLDER / locale / f"{catalog}.po"
