"""The path tests beside our trees pass, take every option, and notice when an edge is moved."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.engine.walking import written_out_and_read_back
from wizard.journey import stand
from wizard.library import Loaded, load
from wizard.path_tests.coverage import coverage
from wizard.path_tests.mutating import mutation
from wizard.path_tests.reading import read
from wizard.path_tests.running import Result, TreeResults, run, trees_of

ROOT = Path(__file__).resolve().parents[2]
MOST_SURVIVORS = 5  # of a hundred moved edges


@cache
def loaded(folder: str) -> Loaded:
    return load(ROOT / folder, folder)


@cache
def results(folder: str) -> Mapping[str, TreeResults]:
    return {one.file.tree: one for one in run(loaded(folder), read(ROOT / folder, folder))}


def cases() -> list[Any]:
    return [
        pytest.param(folder, result, id=f"{tree}: {result.test.name}")
        for folder in ("trees", "tests/trees/good")
        for tree, one in results(folder).items()
        for result in one.results
    ]


TREES = sorted(loaded("trees").library.trees)


@pytest.mark.parametrize(("folder", "result"), cases())
def test_a_path_test_passes(folder: str, result: Result) -> None:
    assert [f"{problem.line}: {problem.message}" for problem in result.problems] == []


@pytest.mark.parametrize(("folder", "result"), cases())
def test_its_walk_stands_at_the_same_place_when_its_address_is_opened(folder: str, result: Result) -> None:
    trees = trees_of(loaded(folder).library, result.test)
    for page in result.made.stands:
        read_back = stand(trees, page.tree.id, written_out_and_read_back(page))
        assert read_back.position == page.position
        assert read_back.dropped == ()


@pytest.mark.parametrize("tree", TREES)
def test_every_tree_has_path_tests_that_take_every_option(tree: str) -> None:
    one = results("trees")[tree]
    assert list(one.problems) == []
    walks = [(result.test, result.made) for result in one.results]
    covered = coverage(loaded("trees").library, tree, walks)
    shares = (covered.steps, covered.options, covered.ends)
    assert [
        f"{part.name} ({part.place.path}:{part.place.line})" for share in shares for part in share.missing
    ] == []
    for share in covered.languages.values():
        assert [part.name for part in share.missing] == []


@pytest.mark.parametrize("tree", TREES)
def test_hardly_an_edge_can_be_moved_without_a_path_test_noticing(tree: str) -> None:
    found = mutation(loaded("trees").library, tree, results("trees")[tree].results)
    assert found.complete
    assert found.total > 20
    missed = [f"{one.mutant.place.path}:{one.mutant.place.line} {one.mutant.said}" for one in found.survivors]
    assert found.percent < MOST_SURVIVORS, missed
