"""How well each tree fits a question: candidates first, the best of them in full.

A tree's score is the sum over the query's words of how much the word tells times where it stands in the tree, a bonus
for the title or keyword that the query says best, and one for an error code. Common words are read in part only; what
they add to the best trees is looked up there (quit and continue, Moffat and Zobel).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from typing import Final, NamedTuple

from wizard.search.codes import INSTALLER, Code, codes, voice
from wizard.search.documents import STRONG, Field
from wizard.search.fold import tokens
from wizard.search.index import Index, Postings
from wizard.search.pointers import preset
from wizard.search.reading import Word, words
from wizard.search.stems import ERROR, stem
from wizard.search.vocabulary import Choice

QUERY_CHARACTERS: Final = 400  # of a folded query; what is longer is cut
QUERY_TOKENS: Final = 24

_PLACES: Final = (1.0, 0.95, 0.75, 0.6, 0.45, 0.3, 0.1)  # what a word counts in each Field
_READ: Final = 7_000  # entries of the index read for one query, in all words, at most about
_LEAST_READ: Final = 60
_CLOSER_LOOK: Final = 24  # trees that are compared in full
_PHRASE: Final = 1.0
_MISSED: Final = 0.3  # what a tree loses that has nothing of what the query says
_CODE: Final = 4.0  # what an error code is worth, in words that tell the most
_NAMED_CODE: Final = 0.9  # a number that a tree names, without a word for error beside it
_OTHER_NUMBER: Final = 0.3
_YEARS: Final = (range(1370, 1420), range(1990, 2040))
_LOOKED_UP: Final = 0.6
_NEAR: Final = 0.7  # a word at least so near may choose an answer
_LEAST: Final = 0.05  # of what the query could reach
_BESIDE_BEST: Final = 0.12  # of what the best tree has


@dataclass(frozen=True, slots=True)
class Hit:
    """A tree that fits. `known`: answers the query gives; `matched`: the words of it, `field`: where the best is."""

    tree: str
    known: Mapping[str, str]
    score: float
    matched: tuple[str, ...]
    field: str


def bounded(text: str) -> list[str]:
    """Return the tokens of a query as far as it is read."""
    found: list[str] = []
    room = QUERY_CHARACTERS
    for token in tokens(text):
        room -= len(token) + 1
        if room < -1:
            break
        found.append(token)
    return found


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it is scored: its words, its codes, and who speaks in it."""

    words: Sequence[Word]
    codes: Sequence[Code]
    folded: str

    @classmethod
    def read(cls, index: Index, text: str) -> Question:
        """Return a query as trees can answer it."""
        found = bounded(text)
        asked = words(index.vocabulary, found)
        if all(word.little for word in asked):  # who only says "error" means that
            asked = [replace(word, little=stem(word.text) != ERROR) for word in asked]
        if len(asked) > QUERY_TOKENS:  # of a pasted message the words that tell the most
            told = {
                id(word) for word in nlargest(QUERY_TOKENS, asked, key=lambda word: _telling(index, word))
            }
            asked = [word for word in asked if id(word) in told]
        return cls(asked, codes(text), " ".join(found))

    @property
    def stems(self) -> frozenset[str]:
        """What its words may be forms of, and its codes as Windows prints them."""
        read = {stem(choice.word) for word in self.words for choice in word.choices if choice.near >= _NEAR}
        return frozenset(read | {f"0x{code.value:08x}" for code in self.codes})


def _telling(index: Index, word: Word) -> float:
    """Return how much a word can tell."""
    return max((choice.near * _weight(index, choice.term) for choice in word.choices), default=0.0)


def _weight(index: Index, term: int) -> float:
    return max(index.weights[term], index.weak[term] * _PLACES[Field.STEP])


class _Meaning(NamedTuple):
    """A term that a word may mean, and what it counts in each field."""

    choice: Choice
    postings: Postings
    values: tuple[float, ...]


def _meaning(index: Index, choice: Choice) -> _Meaning:
    strong, weak = index.weights[choice.term] * choice.near, index.weak[choice.term] * choice.near
    values = (share * (strong if place in STRONG else weak) for place, share in enumerate(_PLACES))
    return _Meaning(choice, index.postings[choice.term], tuple(values))


class _Asked(NamedTuple):
    """A word of the query, what it may mean, and how much it can tell."""

    word: Word
    meanings: Sequence[_Meaning]
    telling: float


@dataclass(slots=True)
class _Reached:
    """What a tree has reached so far; `told` is what the words told that it has."""

    score: float = 0.0
    told: float = 0.0
    matched: dict[str, None] = field(default_factory=dict)
    place: int = len(_PLACES)
    code: bool = False
    strong: bool = False


class Scoring:
    """One query against the index."""

    def __init__(self, index: Index, question: Question, wanted: Callable[[int], bool] | None) -> None:
        self.index = index
        self.question = question
        self.wanted = wanted
        self.asked = [
            _Asked(word, [_meaning(index, choice) for choice in word.choices], _telling(index, word))
            for word in question.words
            if word.choices
        ]
        self.told = sum(asked.telling for asked in self.asked)

    def hits(self, limit: int) -> tuple[Hit, ...]:
        """Return the trees that fit, best first; equals by id."""
        by_code = self._by_code()
        trees = self._first_look(by_code)
        reached = {tree: self._looked_at(tree, by_code.get(tree)) for tree in trees}
        order = sorted(reached, key=lambda tree: (-reached[tree].score, self.index.trees[tree].id))
        best = reached[order[0]].score if order else 0.0
        least = max(_LEAST * self._possible(), _BESIDE_BEST * best)
        kept = [tree for tree in order if reached[tree].strong and reached[tree].score >= least]
        return tuple(self._hit(tree, reached[tree]) for tree in kept[:limit])

    def _possible(self) -> float:
        """Return what a tree would reach that has every word of the query in one keyword."""
        told = sum(
            _telling(self.index, word) if word.choices else self.index.most / 2
            for word in self.question.words
        )
        return (1 + _PHRASE) * told + _CODE * self.index.most * bool(self.question.codes) or 1.0

    def _by_code(self) -> dict[int, tuple[float, str]]:
        """Return the trees that the query's codes lead to, with what that counts and the code."""
        found: dict[int, tuple[float, str]] = {}
        for code in self.question.codes:
            worth = _CODE * self.index.most * self._sureness(code)
            for tree, share in self._trees_of(code).items():
                if found.get(tree, (0.0, ""))[0] < worth * share and (
                    self.wanted is None or self.wanted(tree)
                ):
                    found[tree] = (worth * share, code.text)
        return found

    def _sureness(self, code: Code) -> float:
        """Return how sure it is, at most 1, that a number is meant as a code."""
        if code.sure:
            return 1.0
        named = code.value in self.index.codes and not any(code.value in years for years in _YEARS)
        return _NAMED_CODE if named else _OTHER_NUMBER

    def _trees_of(self, code: Code) -> dict[int, float]:
        """Return the trees that name a code; one that names many names it less. Else those that look codes up."""
        for value in code.values:
            if trees := self.index.codes.get(value):
                return {tree: 0.9 + 0.1 / len(self.index.trees[tree].codes) for tree in trees}
        if not any(value in INSTALLER for value in code.values):
            return {}
        return {tree: _LOOKED_UP for tree, ways in enumerate(self.index.pointers) if ways.looks_up}

    def _first_look(self, by_code: Mapping[int, tuple[float, str]]) -> list[int]:
        """Return the trees worth a closer look."""
        total: dict[int, float] = {tree: score for tree, (score, _) in by_code.items()}
        readable = max(_LEAST_READ, _READ // max(1, len(self.asked)))
        for asked in self.asked:
            most = readable // len(asked.meanings) + _LEAST_READ if self.wanted is None else None
            best: dict[int, float] = {}
            for meaning in asked.meanings:
                values = meaning.values
                for tree, place in meaning.postings.read(most):
                    if tree not in best or best[tree] < values[place]:
                        best[tree] = values[place]
            for tree, value in best.items():
                total[tree] = total.get(tree, 0.0) + value
        if self.wanted is not None:
            total = {tree: score for tree, score in total.items() if self.wanted(tree)}
        return nlargest(_CLOSER_LOOK, total, key=total.__getitem__)

    def _looked_at(self, tree: int, by_code: tuple[float, str] | None) -> _Reached:
        reached = _Reached()
        if by_code is not None:
            reached.score, reached.code, reached.strong = by_code[0], True, True
            reached.matched[by_code[1]] = None
        near: dict[int, float] = {}
        for asked in self.asked:
            self._look_for(asked, tree, reached, near)
        reached.score += _PHRASE * self.index.best_phrase(tree, near)
        reached.score *= 1 - _MISSED * (1 - reached.told / self.told) if self.told else 1.0
        return reached

    def _look_for(self, asked: _Asked, tree: int, reached: _Reached, near: dict[int, float]) -> None:
        value, told, shown, best = 0.0, 0.0, "", len(_PLACES)
        for meaning in asked.meanings:
            place = meaning.postings.field(tree)
            if place is None:
                continue
            choice = meaning.choice
            near[choice.term] = max(near.get(choice.term, 0.0), choice.near)
            if meaning.values[place] > value:
                value, told, shown, best = meaning.values[place], choice.near, choice.word, place
        if not shown:
            return
        reached.score += value
        reached.told += min(1.0, told) * asked.telling
        if not asked.word.little:
            reached.strong = True
            reached.matched[self.index.shown.get(shown, shown)] = None
            reached.place = min(reached.place, best)

    def _hit(self, number: int, reached: _Reached) -> Hit:
        tree, ways = self.index.trees[number], self.index.pointers[number]
        question = self.question
        heard = [question.folded, *("msi" for code in question.codes if code.win32)]
        known = preset(tree, ways, question.stems, question.codes, voice(heard))
        place = "code" if reached.code else Field(reached.place).name.lower()
        score = round(min(1.0, reached.score / self._possible()), 4)
        return Hit(tree.id, known, score, tuple(reached.matched), place)
