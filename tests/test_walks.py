"""The scripted walks of tests/walks: what is known, where the walk then stands, what it came by.

Each is walked step by step over the customers' tree (the staff's where it says `audience: staff`), and
written out to a query string and read back between every two steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.engine.walking import answered, begun, written_out_and_read_back
from wizard.journey import Stand, end_of, stand
from wizard.known import Known
from wizard.library import Library, load
from wizard.model.tree import Tree
from wizard.query import walk_from
from wizard.source import read

ROOT = Path(__file__).resolve().parents[1]
WALKS = ROOT / "tests" / "walks"
TREES = ROOT / "trees"


@cache
def library() -> Library:
    return load(TREES).library


def cases() -> Iterator[Any]:
    for file in sorted(WALKS.glob("*.yaml")):
        source = read(file.name, file.read_bytes())
        assert not source.problems, source.problems
        walks: Any = source.data
        for walk in walks:
            yield pytest.param(file.stem, walk, id=f"{file.stem}: {walk['name']}")


CASES = list(cases())


def trees_for(walk: Mapping[str, Any]) -> Mapping[str, Tree]:
    assert walk.get("audience", "customer") in ("customer", "staff")
    return library().staff if walk.get("audience") == "staff" else library().customers


def walked(trees: Mapping[str, Tree], tree_id: str, known: Known) -> Stand:
    """The stand once all that is known has been answered, page by page; facts that were told come first."""
    found = begun(trees, tree_id, Known(told=known.told))
    for _ in range(len(known.answers) + 1):
        found = stand(trees, found.tree.id, written_out_and_read_back(found))
        asked = found.position.step
        if asked is None or asked.id not in known.answers:
            return found
        found = stand(trees, found.tree.id, answered(found, known.answers[asked.id]))
    return found


@pytest.mark.parametrize(("tree_id", "walk"), CASES)
def test_a_scripted_walk_stands_where_it_should(tree_id: str, walk: dict[str, Any]) -> None:
    trees = trees_for(walk)
    known = walk_from(parse_qsl(walk["known"])).known
    found = walked(trees, tree_id, known)
    where = {"step": found.position.step.id} if found.position.step else {"end": end_of(found)}
    where |= {"tree": found.tree.id}
    assert {key: where.get(key) for key in walk["expect"]} == walk["expect"]
    came_by = {given.step for given in found.position.trail} | {step for _, step in found.walk.known.earlier}
    assert set(walk.get("passes", ())) <= came_by
    asked = {found.position.step.id} if found.position.step else set()
    assert not set(walk.get("skips", ())) & (came_by | asked)
    # A fact that was asked in a tree the walk has left stands on no trail any more.
    left_behind = known.answers.keys() & found.tree.facts.keys() if found.tree.id != tree_id else set()
    assert known.answers.keys() <= came_by | left_behind, "an answer of the script is never asked for"


@pytest.mark.parametrize(("tree_id", "walk"), CASES)
def test_a_scripted_walk_read_at_once_stands_at_the_same_place(tree_id: str, walk: dict[str, Any]) -> None:
    trees = trees_for(walk)
    read_at_once = stand(trees, tree_id, walk_from(parse_qsl(walk["known"])))
    step_by_step = walked(trees, tree_id, walk_from(parse_qsl(walk["known"])).known)
    assert read_at_once.position == step_by_step.position
    assert read_at_once.dropped == ()


@pytest.mark.parametrize(("tree_id", "walk"), CASES)
def test_what_a_script_names_are_steps_of_the_tree(tree_id: str, walk: dict[str, Any]) -> None:
    tree = library().trees[tree_id]
    named = [*walk.get("passes", ()), *walk.get("skips", ())]
    assert [step for step in named if step not in tree.index] == []


def test_every_tree_has_scripted_walks() -> None:
    assert {file.stem for file in WALKS.glob("*.yaml")} == set(library().trees)
