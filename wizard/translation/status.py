"""How much of each file is translated, per language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.model.text import Text
from wizard.translation.catalogs import Translations


@dataclass(frozen=True, slots=True)
class Coverage:
    """Texts of one catalog in one language: all, translated from the present source, from an older one."""

    total: int
    translated: int
    stale: int


def coverage(
    translations: Translations, locales: Iterable[str], texts: Mapping[str, Mapping[str, Text]]
) -> dict[str, dict[str, Coverage]]:
    """Return the coverage by locale and catalog."""
    return {
        locale: {catalog: _covered(translations, locale, by_context) for catalog, by_context in texts.items()}
        for locale in locales
    }


def _covered(translations: Translations, locale: str, texts: Mapping[str, Text]) -> Coverage:
    translated = sum(1 for text in texts.values() if translations.found(locale, text) is not None)
    entries = (translations.entry(locale, text) for text in texts.values())
    with_words = sum(1 for entry in entries if entry is not None and entry.words)
    return Coverage(len(texts), translated, max(0, with_words - translated))
