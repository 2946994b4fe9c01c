"""A text as a writer wrote it, with the key by which translations find it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wizard.problem import Place

PLACEHOLDER: Final = re.compile(r"\{(?P<name>(?:site\.|product\.)?[a-z0-9]+(?:[-_][a-z0-9]+)*)\}")

# What reads the same in every language: placeholders, `code`, addresses.
_WORDLESS: Final = re.compile(rf"{PLACEHOLDER.pattern}|`[^`]*`|(?:https?://|www\.)\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Text:
    """One translatable text: its English source, the catalog (PO file) and the context it has there."""

    source: str
    catalog: str
    context: str
    place: Place

    def placeholders(self) -> Iterator[str]:
        """Yield the names in braces: `site.x`, `product.x` or a fact, in order."""
        for match in PLACEHOLDER.finditer(self.source):
            yield match["name"]

    @property
    def has_words(self) -> bool:
        """Tell whether there is anything to translate: letters besides placeholders, code and addresses."""
        return any(map(str.isalpha, _WORDLESS.sub("", self.source)))


@dataclass(frozen=True, slots=True)
class Link:
    """A link beside a text; `url` may hold placeholders. Without a label the url is shown."""

    url: str
    label: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the folder `_media`, with the words that say the same to those who cannot see it."""

    file: str
    alt: Text | None
    place: Place
