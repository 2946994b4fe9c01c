"""Every text of a tree, all languages side by side: what is missing, and what was translated from an older text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from flask import abort
from markupsafe import Markup

from webui.markup import safe
from webui.services import Services
from webui.studio import addresses
from webui.studio.around import crumbs, known_tree, scene_of, studio_frame
from webui.texts import words as words_of
from webui.views.studio import TextRow, TextsPage, Unfinished, Version
from wizard.library import FACTS, FIELDS, SITE, Library
from wizard.model.text import Text
from wizard.watching import Reading

SHARED_FILES: Final = (SITE, FACTS, FIELDS)
FRESH, STALE, MISSING, SAME = "fresh", "stale", "missing", "same"


def texts_page(found: Services, reading: Reading, locale: str, name: str) -> TextsPage:
    """Return the page of a tree's texts, or of a file's that trees share; 404 when there is none."""
    words = found.words[locale]
    tree = None if name in SHARED_FILES else known_tree(reading, name)
    heading = scene_of(found, tree, locale).inline(tree.title) if tree else Markup.escape(f"{name}.yaml")
    texts = list(dict.fromkeys(tree.texts() if tree else _shared(reading.library, name)))
    return TextsPage(
        frame=studio_frame(
            locale, words("Texts in all languages"), lambda other: addresses.texts(other, name)
        ),
        reading=reading.id,
        crumbs=crumbs(locale, tree),
        heading=heading,
        unfinished=tuple(unfinished(found, locale, texts)),
        rows=tuple(_row(found, locale, text) for text in texts),
    )


def unfinished(found: Services, locale: str, texts: Sequence[Text]) -> Iterator[Unfinished]:
    """Yield the languages that lack some of these texts, or have an older version of them."""
    words, translations = found.words[locale], found.library.translations
    for other in found.library.locales:
        states = [_state(found.library, text, other) for text in dict.fromkeys(texts)]
        missing, stale = states.count(MISSING), states.count(STALE)
        if other != translations.source_locale and missing + stale:
            yield Unfinished(
                words_of(other).name,
                words("%(num)s missing", num=words.number(missing)) if missing else "",
                words("%(num)s out of date", num=words.number(stale)) if stale else "",
            )


def _shared(library: Library, name: str) -> Iterator[Text]:
    owners: dict[str, Iterable[Text]] = {
        SITE: library.site.texts(),
        FACTS: (text for fact in library.facts.values() for text in fact.texts()),
        FIELDS: (text for field in library.fields.values() for text in field.texts()),
    }
    if name not in owners:
        abort(404)
    yield from owners[name]


def _row(found: Services, locale: str, text: Text) -> TextRow:
    return TextRow(
        context=text.context,
        place=f"{text.place.path}:{text.place.line}",
        versions=tuple(_version(found, locale, other, text) for other in found.library.locales),
    )


def _version(found: Services, locale: str, other: str, text: Text) -> Version:
    state = _state(found.library, text, other)
    entry = found.library.translations.entry(other, text)
    told = text.source if state == SAME else entry.words if entry else ""
    if other == found.library.translations.source_locale:
        told = text.source
    language = words_of(other)
    return Version(
        locale=other,
        direction=language.direction,
        name=language.name,
        html=safe(found.renderer.markdown(told, other)),
        state=state,
        word=_word(found, locale, state),
    )


def _word(found: Services, locale: str, state: str) -> str:
    headings = {STALE: "Out of date", MISSING: "Missing", SAME: "Nothing to translate", FRESH: ""}
    return found.words[locale](headings[state]) if headings[state] else ""


def _state(library: Library, text: Text, locale: str) -> str:
    translations = library.translations
    if translations.found(locale, text) is not None:
        return FRESH
    if not text.has_words:
        return SAME
    entry = translations.entry(locale, text)
    return STALE if entry and entry.words else MISSING
