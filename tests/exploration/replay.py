"""Walks as problems carry them, made again by the real engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.journey import Stand, stand
from wizard.known import Known, Source
from wizard.model.tree import Tree
from wizard.problem import Walk as Shown
from wizard.query import Walk, pairs, query_string

# As long as the ids that the web gives.
ID = "0" * 22


def walk_of(shown: Shown) -> Walk:
    """The walk of names and values as a problem shows them."""
    answers: dict[str, str] = {}
    told: dict[str, dict[Source, str]] = {}
    earlier: dict[tuple[str, str], str] = {}
    for name, value in shown:
        tree, colon, step = name.partition(":")
        fact, _, source = name.partition("~")
        if colon:
            earlier[tree, step] = value
        elif source:
            told[fact] = {Source(source): value}
        else:
            answers[name] = value
    via = tuple(dict.fromkeys(tree for tree, _ in earlier))
    return Walk(Known(answers, told, earlier), id=ID, context=ID, via=via)


def replayed(trees: Mapping[str, Tree], tree_id: str, shown: Shown) -> Stand:
    """Where the walk stands in that tree; every name of it is used, and no jump to another tree is followed."""
    walk = walk_of(shown)
    here = {name: trees[name] for name in (*walk.via, tree_id)}
    found = stand(here, tree_id, walk)
    assert found.tree.id == tree_id
    assert {one for one in found.dropped if ":" not in one.step} == set(), (shown, found.dropped)
    return found


def arrived(found: Stand) -> set[str]:
    """The steps that the walk has come to, those passed over too."""
    tree, here = found.tree, found.position
    steps: set[str] = set()
    at = 0
    for given in here.trail:
        index = tree.index[given.step]
        steps |= {step.id for step in tree.steps[at : index + 1]}
        target = tree.target(index, tree.steps[index].goto(given.value))
        at = target if isinstance(target, int) else len(tree.steps)
    stop = tree.index[here.step.id] + 1 if here.step else len(tree.steps)
    return steps | {step.id for step in tree.steps[at:stop]}


def shown_steps(found: Stand) -> list[str]:
    """The steps that were shown, in order, the one where the walk stands last."""
    here = found.position
    return [given.step for given in here.trail] + ([here.step.id] if here.step else [])


def size(found: Stand) -> int:
    """The bytes of the page's query string."""
    return len(query_string(pairs(replace(found.walk), found.tree)))
