"""The search of the player finds what ours finds."""

from pathlib import Path

import pytest

from tests.export.node import asked
from tests.lint.folders import write
from tests.search.test_queries import slipped, written
from wizard import resources
from wizard.export.search_data import search_data
from wizard.library import load
from wizard.search.fold import tokens
from wizard.search.index import build
from wizard.search.search import search
from wizard.search.stems import stem

# Measured: 0.99 and 0.72. It reads no other keyboard layout, and looks for misspellings in a simpler way.
WRITTEN, SLIPPED = 0.97, 0.65


@pytest.fixture(scope="module")
def library():
    return load(resources.demonstration_trees()).library


def first(library, queries):
    asking = """(index => told.queries.map(query => RahgoshaSearch.search(index, query)[0] || null))
        (RahgoshaSearch.made(told.data))"""
    return asked(["search.js"], asking, {"data": search_data(library, library.customers), "queries": queries})


@pytest.mark.parametrize(
    ("queries", "least"), [(written, WRITTEN), (slipped, SLIPPED)], ids=["written", "slipped"]
)
def test_its_first_guide_is_ours(library, queries, least):
    all_of_them = list(queries())
    index = build(library)
    found = first(library, [one.query for one in all_of_them])
    ours = [(search(index, one.query, locale=one.locale).hits or (None,))[0] for one in all_of_them]
    agreed = sum(one == (hit.tree if hit else None) for one, hit in zip(found, ours, strict=True))
    assert agreed >= least * len(all_of_them)


def test_it_folds_and_stems_as_ours_does(library):
    queries = [one.query for one in written()]
    asking = """(index => told.queries.map(query => {
        const tokens = RahgoshaSearch.tokens(index, query);
        return [tokens, tokens.map(token => RahgoshaSearch.stem(index, token))]; }))(RahgoshaSearch.made(told.data))"""
    found = asked(
        ["search.js"], asking, {"data": search_data(library, library.customers), "queries": queries}
    )
    differing = [query for query, (there, _) in zip(queries, found, strict=True) if there != tokens(query)]
    assert len(differing) <= 0.02 * len(queries), differing
    words = {(token, other) for there, stems in found for token, other in zip(there, stems, strict=True)}
    assert sum(stem(token) != other for token, other in words) <= 0.02 * len(words)


@pytest.mark.parametrize(
    "query", ["", " ", "?", "\u200c", "…", "0x", "<b>", "a" * 5_000, "😀", "٬٬", "constructor __proto__"]
)
def test_strange_words_find_nothing_and_break_nothing(library, query):
    assert len(first(library, [query])) == 1


def test_an_index_of_one_guide_can_be_asked(tmp_path: Path):
    tree = "title: Lamp\nstage: use\nproducts: all\nsteps: {a: {tell: Look.}}\n"
    library = load(write(tmp_path / "trees", {"lamp.yaml": tree})).library
    assert first(library, ["lamp", "two"]) == ["lamp", None]
