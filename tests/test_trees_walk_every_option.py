"""Every option of every step of our trees is walked once, as a customer would and as staff would.

Each walk is made page by page, through query strings, to its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.engine.every_option import every_option, taken, walked_to_the_end, walks
from wizard.library import Library, load
from wizard.model.tree import Tree

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("trees", "tests/trees/good")


@cache
def library(folder: str) -> Library:
    return load(ROOT / folder).library


def trees_of(folder: str, audience: str) -> Mapping[str, Tree]:
    return library(folder).staff if audience == "staff" else library(folder).customers


CASES = [
    pytest.param(folder, audience, tree_id, id=f"{tree_id} as {audience}")
    for folder in FOLDERS
    for audience in ("customer", "staff")
    for tree_id in library(folder).trees
]


@pytest.mark.parametrize(("folder", "audience", "tree_id"), CASES)
def test_every_option_of_every_step_is_walked(folder: str, audience: str, tree_id: str) -> None:
    trees = trees_of(folder, audience)
    found = walks(trees[tree_id])
    assert [option for option in every_option(trees[tree_id]) if option not in found] == []
    for option, known in found.items():
        assert option in taken(walked_to_the_end(trees, tree_id, known), tree_id)


def test_there_are_trees_to_walk() -> None:
    assert len(library("trees").trees) >= 3
    assert len(library("tests/trees/good").trees) >= 20
