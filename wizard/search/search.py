"""A query -> the trees that fit, best first, each with the answers it gives already and the words that matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from wizard.search.fold import ZWNJ
from wizard.search.index import Index
from wizard.search.layout import other_layouts
from wizard.search.reading import known_share
from wizard.search.scoring import Hit, Question, Scoring, bounded

MOST_HITS: Final = 10
_TYPED_CHARACTERS: Final = 4_000  # read of what was typed or pasted

_LITTLE_KNOWN: Final = 0.65  # below it other keyboard layouts are tried
_MORE_KNOWN: Final = 0.34  # what another layout must reach at least
_GAIN: Final = 0.3  # and how much more than the query as it stands


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `searched_for` is what was looked up; `instead_of` is the query when that is not it."""

    query: str
    searched_for: str
    instead_of: str | None = None
    hits: tuple[Hit, ...] = ()


def search(
    index: Index,
    query: str,
    *,
    locale: str,
    product: str | None = None,
    stage: str | None = None,
    limit: int = MOST_HITS,
    as_typed: bool = False,
) -> Found:
    """Return the trees that fit `query`, best first, at most `limit` and never more than ten.

    `locale` is the language of the page; trees are found by their words in every language. `product` and `stage`
    leave only trees for them. A query read in another keyboard layout is said so in `instead_of`; with `as_typed` it
    is read in none. Never raises for what `query` holds.
    """
    typed = _clean(query)
    meant = typed if as_typed else _meant(index, typed, locale)
    wanted = _filter(index, product, stage)
    hits = Scoring(index, Question.read(index, meant), wanted).hits(max(0, min(limit, MOST_HITS)))
    return Found(typed, meant, typed if meant != typed else None, hits)


def _clean(query: str) -> str:
    """Return the query in one line and bounded, without what cannot be encoded or only steers a screen."""
    line = " ".join(query[:_TYPED_CHARACTERS].split())
    return "".join(sign for sign in line if sign.isprintable() or sign == ZWNJ).strip()


def _meant(index: Index, typed: str, locale: str) -> str:
    """Return the query, or what it reads as in another keyboard layout when trees know far more of that."""
    known = known_share(index.vocabulary, bounded(typed))
    if known >= _LITTLE_KNOWN:
        return typed
    best, share = typed, max(_MORE_KNOWN, known + _GAIN)
    for reading in other_layouts(typed, locale):
        reached = known_share(index.vocabulary, bounded(reading))
        if reached > share or (reached == share and best == typed):
            best, share = reading, reached
    return best


def _filter(index: Index, product: str | None, stage: str | None) -> Callable[[int], bool] | None:
    if product is None and stage is None:
        return None

    def wanted(number: int) -> bool:
        tree = index.trees[number]
        for_product = product is None or not tree.products or product in tree.products
        return for_product and stage in (None, tree.stage)

    return wanted
