"""Customers' own words find the right tree first, however they are typed. The queries stand in queries.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.search.slips import variants
from wizard.search.index import Index
from wizard.search.search import search

QUERIES = Path(__file__).with_name("queries.yaml")
SEED = 3
FIRST, WITHIN_THREE = 0.97, 1.0


@dataclass(frozen=True)
class Asked:
    """A query, the tree it should find first, and the answers it should give, None where it does not matter."""

    query: str
    tree: str
    locale: str
    known: Mapping[str, str] | None = None
    slip: str = ""


def written() -> Iterator[Asked]:
    for tree, by_locale in yaml.safe_load(QUERIES.read_text("utf-8")).items():
        for locale, queries in by_locale.items():
            for query in queries:
                if isinstance(query, dict):
                    yield Asked(query["q"], tree, locale, query["known"])
                else:
                    yield Asked(str(query), tree, locale)


def slipped() -> Iterator[Asked]:
    for asked in written():
        for slip, query in variants(asked.query, SEED):
            yield Asked(query, asked.tree, asked.locale, slip=slip)


def rank(index: Index, asked: Asked) -> int | None:
    """The place of the right tree among the hits, from 0; None when it is not among them."""
    trees = [hit.tree for hit in search(index, asked.query, locale=asked.locale).hits]
    return trees.index(asked.tree) if asked.tree in trees else None


def shown_miss(asked: Asked, at: int | None) -> str:
    return f"{asked.slip or 'as written':<14} {asked.query!r} should find {asked.tree}, which is at {at}"


def test_there_are_enough_of_them_in_three_languages():
    queries = list(written())
    assert len(queries) >= 150
    assert len(list(slipped())) >= len(queries)
    assert {asked.locale for asked in queries} == {"en", "fa", "ar"}
    assert all(sum(asked.locale == locale for asked in queries) >= 60 for locale in ("en", "fa", "ar"))


def test_every_tree_is_asked_for_and_no_other(shipped: Index):
    assert {asked.tree for asked in written()} == {tree.id for tree in shipped.trees}


@pytest.mark.parametrize("queries", [written, slipped], ids=["as written", "with slips"])
def test_the_right_tree_comes_first(shipped, queries):
    found = [(asked, rank(shipped, asked)) for asked in queries()]
    print("\n".join(shown_miss(asked, at) for asked, at in found if at != 0))
    first = sum(at == 0 for _, at in found) / len(found)
    within_three = sum(at is not None and at < 3 for _, at in found) / len(found)
    assert first >= FIRST, f"{first:.3f}"
    assert within_three >= WITHIN_THREE, f"{within_three:.3f}"


def test_a_query_points_into_the_tree(shipped):
    wrong = []
    for asked in written():
        if asked.known is not None:
            hit = search(shipped, asked.query, locale=asked.locale).hits[0]
            if dict(hit.known) != asked.known:
                wrong.append((asked.query, dict(hit.known), asked.known))
    assert wrong == []
