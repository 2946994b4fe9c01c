"""The shortest way to a step stands at that step, and is no longer than it has to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.engine.position import position
from wizard.library import load
from wizard.model.tree import Tree
from wizard.ways import ways

ROOT = Path(__file__).resolve().parents[2]
TREES = [
    pytest.param(tree, id=f"{folder}/{name}")
    for folder in ("trees", "tests/trees/good")
    for name, tree in load(ROOT / folder).library.customers.items()
]

ONLY_TOLD = """\
format: 1
title: Only told
steps:
  first: {ask: First?, options: {a: A, b: B, unsure: }}
  told: {fix: Told, when: {windows: xp}, check: Fine.}
  late: {fix: Late, when: {first: b, told: not-solved}, check: Fine.}
  never: {fix: Never, when: {all: [{first: a}, {first: b}]}, check: Fine.}
"""


def tree_of(folder: Path, text: str) -> Tree:
    facts = "format: 1\nwindows: {about: Windows, values: {xp: XP, win10: Ten}}\n"
    (folder / "_facts.yaml").write_text(facts, encoding="utf-8")
    (folder / "tree.yaml").write_text(text, encoding="utf-8")
    return load(folder).library.customers["tree"]


@pytest.mark.parametrize("tree", TREES)
def test_every_step_has_a_way_that_stands_there(tree: Tree):
    found = ways(tree)
    assert found.keys() == tree.index.keys()
    for name, known in found.items():
        step = position(tree, known).step
        assert step is not None and step.id == name


def test_the_product_tells_what_no_answer_can(tmp_path: Path):
    found = ways(tree_of(tmp_path, ONLY_TOLD))
    assert found["first"].told == {} and found["first"].answers == {}
    assert list(found["told"].told) == ["windows"] and list(found["told"].answers) == ["first"]
    assert found["late"].answers == {"first": "b", "told": "not-solved"}


def test_a_step_that_nobody_comes_to_has_no_way(tmp_path: Path):
    assert "never" not in ways(tree_of(tmp_path, ONLY_TOLD))


def test_the_search_ends_where_it_is_told_to(tmp_path: Path):
    assert list(ways(tree_of(tmp_path, ONLY_TOLD), stands=1)) == ["first"]
