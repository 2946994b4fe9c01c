"""A query's tokens -> words, each with the terms it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from wizard.search.fold import BOXES, MOJIBAKE, QUESTION_MARKS
from wizard.search.stems import ERROR, says_little, stem
from wizard.search.vocabulary import Choice, Vocabulary

_JOINED: Final = 0.95
_BESIDE: Final = 0.6  # how much a guess counts beside the word as it stands
_CONVINCING: Final = 0.75
_SHOWN: Final = 2.0  # a sign of spoilt letters: people show what they see
_ASKED: Final = 0.5  # question marks behind other words, which may only ask
_LEAST_PREFIX: Final = 2
_LEAST_KNOWN: Final = 3
LITTLE_WEIGHT: Final = 0.12
_SIGNS: Final = frozenset({QUESTION_MARKS, BOXES, MOJIBAKE})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query and what it may mean, in falling nearness. `little`: it says little by itself."""

    text: str
    choices: tuple[Choice, ...]
    little: bool = False


def known_share(vocabulary: Vocabulary, tokens: Sequence[str]) -> float:
    """Return the share of the letters that stand in words which trees know, 0 to 1.

    Numbers, codes and signs are no letters: of them alone all is known, of nothing at all nothing.
    """
    letters = [token for token in tokens if token.isalpha()]
    if tokens and not letters:
        return 1.0
    known = sum(len(token) for token in letters if _is_known(vocabulary, token, token is tokens[-1]))
    return known / max(1, sum(map(len, letters)))


def words(vocabulary: Vocabulary, tokens: Sequence[str], guess: bool = True) -> list[Word]:
    """Return the words that `tokens` make, those unknown included; with `guess` misspellings are looked up.

    The last token may be cut short, as while typing.
    """
    found: dict[str, Word] = {}
    taken: set[int] = set()
    for at, pair in enumerate(pairwise(tokens)):
        if word := _joined(vocabulary, *pair, guess):
            found[word.text] = word
            taken.update((at, at + 1))
    for at, token in enumerate(tokens):
        if token in _SIGNS:
            found[token] = _sign(
                vocabulary, token, asks=0 < at == len(tokens) - 1 and token not in tokens[:at]
            )
            continue
        for word in _of_token(vocabulary, token, at == len(tokens) - 1, guess and at not in taken):
            found.setdefault(word.text, word)
    return list(found.values())


def _is_known(vocabulary: Vocabulary, token: str, last: bool) -> bool:
    if says_little(token):
        return True
    if len(token) == 1:
        return False
    if vocabulary.knows(token):
        return True
    return last and len(token) >= _LEAST_KNOWN and bool(vocabulary.beginnings(token))


def _sign(vocabulary: Vocabulary, token: str, asks: bool) -> Word:
    share = _ASKED if asks and token == QUESTION_MARKS else _SHOWN
    return Word(
        token, tuple(Choice(choice.term, choice.near * share, token) for choice in vocabulary.same(token))
    )


def _of_token(vocabulary: Vocabulary, token: str, last: bool, guess: bool) -> Iterator[Word]:
    if len(token) == 1 and token.isalpha():
        return  # a letter by itself names nothing: that some tree has it says nothing of the trouble
    if _little(token):
        yield Word(token, tuple(vocabulary.same(token)), little=True)
        return
    same = vocabulary.same(token)
    named = any(choice.term in vocabulary.named for choice in same)
    near = vocabulary.misspelt(token) if guess and not named and token not in vocabulary.compounds else []
    if not same and not _convincing(vocabulary, near) and (pieces := vocabulary.pieces(token)):
        for piece in pieces:
            yield Word(piece, tuple(vocabulary.same(piece)), _little(piece))
        return
    more = near + (vocabulary.beginnings(token) if last and _may_go_on(token, bool(same)) else [])
    share = _BESIDE if same else 1.0
    choices = same + [Choice(choice.term, choice.near * share, choice.word) for choice in more]
    yield Word(token, _best(choices))


def _may_go_on(token: str, known: bool) -> bool:
    """Tell whether a token may be the beginning of a word; of a number only when it is none by itself."""
    return len(token) >= _LEAST_PREFIX and (token.isalpha() or not known)


def _convincing(vocabulary: Vocabulary, near: Sequence[Choice]) -> bool:
    """Tell whether a misspelling of a telling word is likelier than several words written as one."""
    return any(choice.near >= _CONVINCING and vocabulary.weights[choice.term] for choice in near)


def _joined(vocabulary: Vocabulary, first: str, second: str, guess: bool) -> Word | None:
    """Return the one word that two tokens are together: as trees write it, or nearly so when both mean nothing."""
    token = first + second
    if not token.isalpha() or (says_little(first) and says_little(second)):
        return None
    if token in vocabulary.words:
        return Word(token, (Choice(vocabulary.words[token], _JOINED, token),))
    if (
        not guess
        or vocabulary.knows(first)
        or vocabulary.knows(second)
        or says_little(first)
        or says_little(second)
    ):
        return None
    found = vocabulary.misspelt(token)
    return Word(token, _best(found)) if found else None


def _best(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    best: dict[int, Choice] = {}
    for choice in choices:
        if choice.term not in best or best[choice.term].near < choice.near:
            best[choice.term] = choice
    return tuple(sorted(best.values(), key=lambda choice: -choice.near))


def _little(token: str) -> bool:
    return says_little(token) or stem(token) == ERROR
