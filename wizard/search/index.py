"""The index: for every term the trees it stands in, and where in them. Built from the library, never stored.

A tree is one document over all its languages. Its fields are ranked by how much they tell, so a term's entry is a
tree and the best field there, two small arrays a term. An index does not change once it is built, so any number of
threads may read it.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wizard.library import Library
from wizard.model.tree import Tree
from wizard.search.codes import code_number
from wizard.search.documents import STRONG, Document, Field, documents
from wizard.search.fold import FIRST_OF_TWO, ZWNJ, joined, parts
from wizard.search.pointers import Pointers, pointers
from wizard.search.reading import LITTLE_WEIGHT
from wizard.search.stems import ERROR, says_little, stem
from wizard.search.vocabulary import Vocabulary, vocabulary

_MANY: Final = 250  # trees of a term from which they are ordered by field too
_CHAMPIONS: Final = 1_500  # of these, so many are kept
_END: Final = 0xFFFF_FFFF  # behind each phrase
_PHRASES: Final = frozenset({Field.TITLE, Field.KEYWORD})


@dataclass(frozen=True, slots=True)
class Postings:
    """The trees of a term, ascending, with the best field in each; of many, places of the strongest first."""

    trees: Sequence[int]
    fields: Sequence[int]
    champions: Sequence[int] | None = None

    def field(self, tree: int) -> int | None:
        """Return the best field of the term in a tree, None when it is not there."""
        at = bisect_left(self.trees, tree)
        return self.fields[at] if at < len(self.trees) and self.trees[at] == tree else None

    def read(self, most: int | None) -> Iterator[tuple[int, int]]:
        """Yield tree and field of all, or of about `most` the strongest when there are more."""
        if most is None or self.champions is None or len(self.trees) <= most:
            return zip(self.trees, self.fields, strict=True)
        trees, fields = self.trees, self.fields
        return ((trees[at], fields[at]) for at in self.champions[:most])


@dataclass(frozen=True, slots=True)
class Index:
    """What `search` reads. `weights` say how much a term tells where it is strong, `weak` where it only occurs."""

    trees: Sequence[Tree]
    vocabulary: Vocabulary
    postings: Sequence[Postings]
    weak: Sequence[float]
    phrases: Sequence[Sequence[int]]
    codes: Mapping[int, Sequence[int]]
    pointers: Sequence[Pointers]
    shown: Mapping[str, str] = field(default_factory=dict)  # a word as trees write it, where that differs

    @property
    def weights(self) -> Sequence[float]:
        """How much each term tells in a title, keyword, summary or label."""
        return self.vocabulary.weights

    @property
    def most(self) -> float:
        """The most that a term can tell."""
        return math.log(1 + (len(self.trees) + 0.5) / 1.5)

    def best_phrase(self, tree: int, near: Mapping[int, float]) -> float:
        """Return how well the title or keyword of a tree is said that these terms say best.

        What it tells, times the square of the share of it that was said.
        """
        weights = self.weights
        best = said = whole = 0.0
        for term in self.phrases[tree]:
            if term == _END:
                if said > best:
                    share = said / whole
                    best = max(best, said * share * share)
                said = whole = 0.0
            else:
                weight = weights[term]
                whole += weight
                if term in near:
                    said += weight * near[term]
        return best


def build(library: Library) -> Index:
    """Return the index over the trees that customers walk; drafts are left out. Deterministic."""
    building = _Building()
    for document in documents(library):
        building.add(document)
    return building.index()


class _Building:
    """Gathers terms and postings, a document at a time."""

    def __init__(self) -> None:
        self.trees: list[Tree] = []
        self.terms: dict[str, int] = {}
        self.words: dict[str, int] = {}
        self.compounds: dict[str, tuple[str, ...]] = {}
        self.shown: dict[str, str] = {}
        self.in_trees: list[array[int]] = []
        self.in_fields: list[bytearray] = []
        self.phrases: list[array[int]] = []
        self.codes: dict[int, list[int]] = defaultdict(list)
        self.pointers: list[Pointers] = []
        self.seen: dict[str, tuple[int, ...]] = {}
        self.pairs: set[int] = set()  # terms that may make one word with the next

    def add(self, document: Document) -> None:
        number = len(self.trees)
        self.trees.append(document.tree)
        phrases = array("I")
        by_place: dict[Field, list[int]] = {}
        for place, text in document.pieces:
            terms = self._terms(text)
            by_place.setdefault(place, []).extend(terms)
            if place in _PHRASES and terms:
                phrases.extend((*dict.fromkeys(terms), _END))
        best: dict[int, int] = {}
        for place in sorted(by_place, reverse=True):
            best.update(dict.fromkeys(by_place[place], place))
        for term, strongest in best.items():
            self.in_trees[term].append(number)
            self.in_fields[term].append(strongest)
        self.phrases.append(phrases)
        for number_of_code in dict.fromkeys(map(code_number, document.tree.codes)):
            if number_of_code is not None:
                self.codes[number_of_code].append(number)
        self.pointers.append(pointers(document.tree))

    def index(self) -> Index:
        count = len(self.trees)
        little = {self.terms[stem(word)] for word in self.words if says_little(word)} | {
            self.terms.get(ERROR, -1)
        }
        strong = [sum(place in STRONG for place in fields) for fields in self.in_fields]
        weights = [_telling(strong[term], count, term in little) for term in range(len(strong))]
        weak = [_telling(len(trees), count, term in little) for term, trees in enumerate(self.in_trees)]
        postings = [
            Postings(trees, bytes(fields), _champions(fields))
            for trees, fields in zip(self.in_trees, self.in_fields, strict=True)
        ]
        compounds = {word: pieces for word, pieces in self.compounds.items() if word not in self.words}
        named = {term for term, fields in enumerate(self.in_fields) if fields and min(fields) <= Field.MATCH}
        words = vocabulary(self.words, compounds, self.terms, weights, frozenset(named))
        return Index(
            tuple(self.trees),
            words,
            postings,
            weak,
            self.phrases,
            dict(self.codes),
            self.pointers,
            self.shown,
        )

    def _terms(self, text: str) -> list[int]:
        found: list[int] = []
        for word in text.split():
            terms = self.seen.get(word)
            found.extend(self._read(word) if terms is None else terms)
        if self.pairs.isdisjoint(found):
            return found
        return [
            self._term(token) for token in joined([token for word in text.split() for token in parts(word)])
        ]

    def _read(self, word: str) -> tuple[int, ...]:
        """Return the terms of a word met for the first time, and note how it is written."""
        tokens = parts(word)
        if ZWNJ in word and len(tokens) > 1 and all(map(str.isalpha, tokens)):
            self.compounds.setdefault("".join(tokens), tokens)
        if len(tokens) == 1:
            written = word.strip("\"'“”«»()[]{}*`.,;:!?؟،؛…›‹")
            if written == tokens[0] or (written and tokens[0] not in self.shown):
                self.shown[tokens[0]] = written
        terms = self.seen[word] = tuple(map(self._term, tokens))
        self.pairs.update(term for term, token in zip(terms, tokens, strict=True) if token in FIRST_OF_TWO)
        return terms

    def _term(self, token: str) -> int:
        term = self.words.get(token)
        if term is None:
            term = self.terms.setdefault(stem(token), len(self.terms))
            self.words[token] = term
            if term == len(self.in_trees):
                self.in_trees.append(array("I"))
                self.in_fields.append(bytearray())
        return term


def _telling(trees: int, count: int, little: bool) -> float:
    """Return how much a term tells that stands in `trees` of `count` trees (Robertson's inverse frequency)."""
    if trees == 0:
        return 0.0
    return math.log(1 + (count - trees + 0.5) / (trees + 0.5)) * (LITTLE_WEIGHT if little else 1.0)


def _champions(fields: bytearray) -> Sequence[int] | None:
    if len(fields) <= _MANY:
        return None
    return array("I", sorted(range(len(fields)), key=fields.__getitem__)[:_CHAMPIONS])
