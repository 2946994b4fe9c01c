"""Every word that trees use, and how to reach it from one that is cut short, misspelt or differently joined.

Edit distance is that of optimal string alignment (rapidfuzz). So that few words have to be compared, a word is looked
up among those that share its first two letters, its last two, or its first and last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wizard.search.stems import sound, stem

_PREFIXES: Final = 12  # words that a beginning may stand for
_SCANNED: Final = 2_000  # words with that beginning that are looked at
_MISSPELT: Final = 6
_LEAST_PIECE: Final = 3

_PROCLITICS: Final = tuple("وبلف")  # Arabic writes and, with, for, then as part of the word
_ENCLITICS: Final = ("مان", "تان", "شان", "مون", "تون", "شون", "م", "ت", "ش")  # Persian my, your, his, our, …

_EXACT: Final = 1.0
_STEM: Final = 0.95
_SOUND: Final = 0.85
_LATER_EDIT: Final = 1.15  # how much of its length a misspelling costs
_FIRST_LETTER: Final = 0.85  # people rarely miss the first letter
_SHORT: Final = 5  # letters of a word in which it is never missed


@dataclass(frozen=True, slots=True)
class Choice:
    """A term that a word of the query may mean, how near it is (1: the same word), and the word trees have for it."""

    term: int
    near: float
    word: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all trees. A term is the number of a stem; `weights` tell how much a term says."""

    words: Mapping[str, int]
    compounds: Mapping[str, tuple[str, ...]]  # written as one -> the words that trees have with a half-space
    terms: Mapping[str, int]
    weights: Sequence[float]
    named: Collection[int]  # terms that stand in a title, a keyword or a word that points to an answer
    ordered: Sequence[str]
    sounds: Mapping[str, Sequence[str]]
    corners: Mapping[str, Sequence[str]]

    def knows(self, token: str) -> bool:
        """Tell whether a token is a word of a tree, or a form of one, or several written as one."""
        return bool(self.same(token)) or bool(self.pieces(token))

    def same(self, token: str) -> list[Choice]:
        """Return the term of a token that trees know, in this or another form."""
        if token in self.words:
            return [Choice(self.words[token], _EXACT, token)]
        bare = (stem(form) for form in (token, *_bare(token)))
        term = next((self.terms[form] for form in bare if form in self.terms), None)
        return [] if term is None else [Choice(term, _STEM, token)]

    def pieces(self, token: str) -> tuple[str, ...]:
        """Return the two or three words that a token is when it is written as one, () when it is not."""
        if token in self.compounds:
            return self.compounds[token]
        if not token.isalpha() or not 2 * _least_piece(token) <= len(token) <= _LONGEST:
            return ()
        found = max(self._pairs(token), key=self._worth, default=())
        if not found and len(token) >= 3 * _least_piece(token):
            found = max(self._triples(token), key=self._worth, default=())
        return found

    def beginnings(self, token: str) -> list[Choice]:
        """Return the terms whose words begin with `token`, the most telling first."""
        begin = bisect_left(self.ordered, token)
        end = bisect_left(self.ordered, token + "\U0010ffff", begin)
        found = self.ordered[begin : min(end, begin + _SCANNED)]
        if len(found) > _PREFIXES:
            found = sorted(found, key=lambda word: (not self.weights[self.words[word]], len(word)))[
                :_PREFIXES
            ]
        shortest = len(token)
        return [
            Choice(self.words[word], 0.4 + 0.5 * shortest / len(word), word)
            for word in found
            if word != token
        ]

    def misspelt(self, token: str) -> list[Choice]:
        """Return the terms that a token may be a misspelling of, the nearest first."""
        found = self._near(token)
        for form in _bare(token):
            for word, worth in self._near(form).items():
                found[word] = max(found.get(word, 0.0), worth * _STEM)
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [Choice(self.words[word], worth, word) for word, worth in best[:_MISSPELT]]

    def _near(self, token: str) -> dict[str, float]:
        """Return the words that sound like a token or are a few slips away, with their nearness."""
        alike = sound(token)
        found = {word: _SOUND for word in self.sounds.get(alike, ()) if alike and word != token}
        most = edits(token)
        if not most:
            return found
        near = {word for corner in _corners(token) for word in self.corners.get(corner, ())}
        scored = process.extract(token, near, scorer=OSA.distance, score_cutoff=most, limit=None)
        for word, distance, _ in scored:
            first = 1.0 if word[0] == token[0] else _FIRST_LETTER
            if 0 < distance <= edits(word) and (first == 1.0 or len(word) > _SHORT * distance):
                worth = first * (1 - _LATER_EDIT * distance / max(len(word), len(token)))
                found[word] = max(found.get(word, 0.0), worth)
        return found

    def _pairs(self, token: str) -> Iterator[tuple[str, ...]]:
        least = _least_piece(token)
        for at in range(least, len(token) - least + 1):
            if self._has(token[:at]) and self._has(token[at:]):
                yield token[:at], token[at:]

    def _triples(self, token: str) -> Iterator[tuple[str, ...]]:
        least = _least_piece(token)
        for at in range(least, len(token) - 2 * least + 1):
            if self._has(token[:at]):
                yield from ((token[:at], *pair) for pair in self._pairs(token[at:]))

    def _has(self, word: str) -> bool:
        return word in self.words

    def _worth(self, pieces: tuple[str, ...]) -> tuple[int, float]:
        """Order ways to part a word: long pieces first, then telling ones."""
        return min(map(len, pieces)), sum(self.weights[self.words[word]] for word in pieces)


def vocabulary(
    words: Mapping[str, int],
    compounds: Mapping[str, tuple[str, ...]],
    terms: Mapping[str, int],
    weights: Sequence[float],
    named: Collection[int],
) -> Vocabulary:
    """Return the vocabulary over these words and the terms they are forms of."""
    sounds: dict[str, list[str]] = defaultdict(list)
    corners: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if alike := sound(word):
            sounds[alike].append(word)
        if edits(word):
            for corner in _corners(word):
                corners[corner].append(word)
    return Vocabulary(words, compounds, terms, weights, named, sorted(words), dict(sounds), dict(corners))


def edits(word: str) -> int:
    """Return how many slips a word of that length is forgiven: none in numbers, codes and very short words."""
    if not word.isalpha():
        return 0
    length = len(word)
    return 0 if length <= 3 else 1 if length <= 6 else 2


_LONGEST: Final = 30


def _least_piece(token: str) -> int:
    return _LEAST_PIECE if token.isascii() else 2


def _bare(token: str) -> Iterator[str]:
    """Yield a token without what may be glued to its front or end."""
    if token.isascii():
        return
    if token.startswith(_PROCLITICS) and len(token) > _LEAST_PIECE:
        yield token[1:]
    for ending in _ENCLITICS:
        if token.endswith(ending) and len(token) - len(ending) >= _LEAST_PIECE:
            yield token[: -len(ending)]


def _corners(word: str) -> tuple[str, str, str]:
    return "^" + word[:2], "$" + word[-2:], "-" + word[0] + word[-1]
