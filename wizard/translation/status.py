"""How much of each file is translated, per language, and whether a language is ready to be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from wizard.model.text import Text
from wizard.translation.catalogs import Translations


@dataclass(frozen=True, slots=True)
class Coverage:
    """Texts of one catalog in one language.

    `done`: translated from the present source, or without a word to translate. `stale`: translated from an older
    one, or marked fuzzy. `missing`: not translated. `orphaned`: translations of texts that are not there.
    """

    done: int = 0
    stale: int = 0
    missing: int = 0
    orphaned: int = 0

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return self.done + self.stale + self.missing

    @property
    def complete(self) -> bool:
        """Tell whether customers can read all of it."""
        return not (self.stale or self.missing)

    @property
    def percent(self) -> int:
        """How much is done, rounded down."""
        return 100 * self.done // self.texts if self.texts else 100

    def plus(self, other: Coverage) -> Coverage:
        """Return both together."""
        return Coverage(
            self.done + other.done,
            self.stale + other.stale,
            self.missing + other.missing,
            self.orphaned + other.orphaned,
        )


def coverage(
    translations: Translations,
    locales: Iterable[str],
    texts: Mapping[str, Mapping[str, Text]],
    unread: Collection[str] = (),
) -> dict[str, dict[str, Coverage]]:
    """Return the coverage by locale and catalog; a catalog without a file of texts has orphans only.

    In the catalogs `unread`, whose files of texts could not be read in full, nothing counts as orphaned.
    """
    return {
        locale: {
            catalog: _covered(translations, locale, catalog, texts.get(catalog, {}), catalog in unread)
            for catalog in dict.fromkeys((*texts, *translations.entries.get(locale, ())))
        }
        for locale in locales
    }


def together(catalogs: Iterable[Coverage]) -> Coverage:
    """Return the coverage of several catalogs as one."""
    return reduce(Coverage.plus, catalogs, Coverage())


def _covered(
    translations: Translations, locale: str, catalog: str, texts: Mapping[str, Text], unread: bool
) -> Coverage:
    entries = translations.entries.get(locale, {}).get(catalog, {})
    done = stale = 0
    for context, text in texts.items():
        entry = entries.get(context)
        if translations.found(locale, text) is not None:
            done += 1
        elif entry is not None and entry.words:
            stale += 1
        elif not text.has_words:
            done += 1
    orphaned = (
        0 if unread else sum(1 for context, entry in entries.items() if entry.words and context not in texts)
    )
    return Coverage(done, stale, len(texts) - done - stale, orphaned)
