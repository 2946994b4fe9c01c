"""What customers read, catalog by catalog, so that a rule passes whole files by that hold nothing for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Final, NamedTuple

from wizard.lint.advice import plain
from wizard.model.text import Text
from wizard.problem import Place

# Stands between two texts: white space that `plain` leaves as it is.
_BETWEEN: Final = "\x1e"


class Wording(NamedTuple):
    """What customers read: a text as written, or its translation into `locale`, and where that stands."""

    words: str
    place: Place
    locale: str
    text: Text


@dataclass(frozen=True)  # no slots: cached_property keeps its values in the instance
class Sheet:
    """The texts of one catalog in one language; `words` and `places` are theirs in that language, one for one."""

    locale: str
    texts: Sequence[Text]
    words: Sequence[str]
    places: Sequence[Place]

    def wording(self, at: int) -> Wording:
        """Return what customers read at an index."""
        return Wording(self.words[at], self.places[at], self.locale, self.texts[at])

    def wordings(self) -> Iterator[Wording]:
        """Yield what customers read of it."""
        return map(Wording, self.words, self.places, repeat(self.locale), self.texts)

    @cached_property
    def whole(self) -> str:
        """All its texts in one, as written."""
        return _BETWEEN.join(self.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every single word in it, plain."""
        return frozenset(self._plain.split())

    def mentioning(self, sought: Collection[str]) -> Iterator[int]:
        """Yield, in order, the indexes of the texts that mention one of these in their plain form."""
        there = [word for word in sought if word in self._plain]
        yield from sorted(
            {at for word in there for at, words in enumerate(self._plain_words) if word in words}
        )

    @cached_property
    def _plain_words(self) -> Sequence[str]:
        apart = self._plain.split(_BETWEEN)
        return apart if len(apart) == len(self.words) else [plain(words) for words in self.words]

    @cached_property
    def _plain(self) -> str:
        return plain(self.whole)


@dataclass(frozen=True)
class Sheets:
    """All that customers read in a folder."""

    sheets: Sequence[Sheet]

    def wordings(self) -> Iterator[Wording]:
        """Yield everything."""
        for sheet in self.sheets:
            yield from sheet.wordings()

    def holding(self, *signs: str) -> Iterator[Wording]:
        """Yield what holds one of these, as written."""
        for sheet in self.sheets:
            if any(sign in sheet.whole for sign in signs):
                for wording in sheet.wordings():
                    if any(sign in wording.words for sign in signs):
                        yield wording

    def mentioning(self, about: Collection[str]) -> Iterator[Wording]:
        """Yield what mentions one of these (from `about`) in its plain text."""
        telling = self._telling(about)
        for sheet in self.sheets:
            if telling.keys().isdisjoint(sheet.vocabulary):
                continue
            sought = {word for single in telling.keys() & sheet.vocabulary for word in telling[single]}
            yield from map(sheet.wording, sheet.mentioning(sought))

    @cached_property
    def _vocabulary(self) -> str:
        """Every single word once, with a space behind each."""
        words = frozenset[str]().union(*(sheet.vocabulary for sheet in self.sheets))
        return " ".join((*words, ""))

    def _telling(self, about: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return each single word of the folder that a text may mention one of these with, and which of them."""
        telling: dict[str, list[str]] = {}
        for word in about:
            for single in _with(_last(word), self._vocabulary):
                telling.setdefault(single, []).append(word)
        return telling


def _with(piece: str, vocabulary: str) -> Iterator[str]:
    """Yield the words of a vocabulary that a piece stands in, or stands at the end of if it ends in a space."""
    at = vocabulary.find(piece)
    while at >= 0:
        end = vocabulary.index(" ", at + len(piece) - 1)
        yield vocabulary[vocabulary.rfind(" ", 0, at) + 1 : end]
        at = vocabulary.find(piece, end + 1)


def _last(words: str) -> str:
    """Return the last of several words, with a space behind it if they end in one."""
    return words[words.rstrip(" ").rfind(" ") + 1 :]
