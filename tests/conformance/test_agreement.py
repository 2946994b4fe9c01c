"""Every walker stands where the engine stands: command line, API, pages; the player's turn is in tests/browser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.conformance.api import asked
from tests.conformance.commandline import batch
from tests.conformance.pages import Pages
from tests.conformance.reported import disagreements, standing_of
from tests.conformance.twists import TWISTS
from tests.conformance.vectors import Path as Walked
from tests.conformance.vectors import Standing, Vector, paths, stood, vectors
from tests.conformance.web import Web, web
from wizard.engine.left import Left
from wizard.library import Library, load
from wizard.query import query_string

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("trees", "tests/trees/good")
SEED = 6
PATHS = {"trees": 5, "tests/trees/good": 12}  # of a tree
TWISTED = len(TWISTS)


@dataclass(frozen=True)
class Small:
    """A folder of trees, some paths through each, and vectors of them."""

    folder: Path
    library: Library
    paths: list[Walked]
    vectors: list[Vector]


@cache
def small(folder: str) -> Small:
    """A part of what bench/conformance.py asks; drafts are walked by writers only."""
    library = load(ROOT / folder).library
    walked, found = [], []
    for name, tree in library.customers.items():
        if not tree.draft:
            through = paths(library.customers, name, PATHS[folder], SEED)
            walked += through
            found += vectors(library.customers, name, through, TWISTED, SEED)
    return Small(ROOT / folder, library, walked, found)


@pytest.fixture(scope="module", params=FOLDERS)
def part(request: pytest.FixtureRequest) -> Small:
    return small(request.param)


@pytest.fixture(scope="module")
def site(part: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with web(part.folder, tmp_path_factory.mktemp("conformance")) as opened:
        yield opened


def test_the_engine_stands_there_in_whatever_order_a_query_string_says_it(part: Small) -> None:
    chance = random.Random(SEED)
    for vector in part.vectors:
        given = parse_qsl(vector.query, keep_blank_values=True)
        shuffled = query_string(chance.sample(given, len(given)))
        assert stood(part.library.customers, vector.tree, shuffled) == vector.expected, vector


def test_the_command_line_agrees(part: Small) -> None:
    assert [*map(str, disagreements("command", part.vectors, batch(part.folder, part.vectors)))] == []


def test_the_api_agrees(part: Small, site: Web) -> None:
    assert [*map(str, asked(site, part.library.locales, part.vectors))] == []


def test_the_pages_agree(part: Small, site: Web) -> None:
    assert [*map(str, Pages(site, part.library).opened(part.vectors))] == []


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "a plain form"])
def test_the_answer_to_a_page_leads_there(part: Small, site: Web, htmx: bool) -> None:
    assert [*map(str, Pages(site, part.library).answered(part.paths, htmx=htmx))] == []


def test_the_vectors_say_all_that_can_be_said() -> None:
    """Ends of every kind, jumps, every source, and every reason for which something is left out."""
    told = [(one, part.library.customers) for part in map(small, FOLDERS) for one in part.vectors]
    ends = {trees[one.expected.tree].kind_of(one.expected.end) for one, trees in told if one.expected.end}
    assert {str(end) for end in ends} == {"solved", "referred", "ticket"}
    reasons = {why for one, _ in told for _, _, why in one.expected.dropped}
    assert reasons == {"unknown", "not-offered", "off-path", "twice"}
    sources = {str(given.source) for one, _ in told for given in one.expected.trail}
    assert sources == {"answered", "host", "probe"}
    assert any(one.tree != one.expected.tree for one, _ in told)
    assert any("%DB%B" in one.query for one, _ in told), "nothing is typed in Persian digits"


def test_every_path_is_told_once_and_ends() -> None:
    trees = small("tests/trees/good").library.customers
    every = paths(trees, "full-fix", 100, SEED)
    assert len({path.answers for path in every}) == len(every) > 10
    assert all(path.places[-1].expected.end for path in every)
    assert len(paths(trees, "full-fix", 5, SEED)) == 5


def test_the_same_seed_draws_the_same() -> None:
    trees = small("trees").library.customers
    drawn = [paths(trees, "bibliography", 20, seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_report_is_read_back_as_the_standing_it_tells() -> None:
    (found,) = batch(ROOT / "trees", [Vector("suggestion", "kind=nothing", expected("kind"), "here")])
    assert standing_of(found) == replace(expected("kind"), dropped=(("kind", "nothing", "not-offered"),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"error": "no"},
        {"tree": "a", "position": {"step": "b"}, "trail": [], "left": {"least": 1, "most": 1}, "dropped": []},
        ["nothing", "like", "it"],
        None,
    ],
)
def test_what_says_something_else_disagrees(wrong: object) -> None:
    vector = Vector("suggestion", "", expected("kind"), "here")
    (found,) = disagreements("somebody", [vector], [wrong])
    assert str(found).startswith("somebody, here: suggestion?")


def expected(step: str) -> Standing:
    return Standing("suggestion", step, None, (), Left(1, 2), ())


def test_a_page_of_somewhere_else_disagrees(tmp_path: Path) -> None:
    library = small("trees").library
    vector = Vector("suggestion", "", replace(expected("kind"), step="other"), "here")
    with web(ROOT / "trees", tmp_path) as opened:
        assert [one.who for one in Pages(opened, library).opened([vector])] == ["page"]
