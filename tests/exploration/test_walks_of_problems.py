"""Every walk that a problem carries comes where the problem says, when the real engine makes it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from tests.exploration.faults import FAULTS, planted
from tests.exploration.replay import arrived, replayed, shown_steps, size
from tests.exploration.sensible import trees, write
from wizard.journey import Stand
from wizard.library import Loaded, load
from wizard.lint.lint import lint
from wizard.lint.survey import survey
from wizard.model.step import Risk, Step
from wizard.model.tree import Tree
from wizard.problem import Problem

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests" / "trees" / "bad"
# Rules that look at the step where something stands: the walk comes by, be it shown or passed over.
LOOKED_AT = {
    "condition-never",
    "condition-always",
    "condition-unknowable",
    "option-never-chosen",
    "option-untold",
}
IN_BYTES = re.compile(r"takes ([\d,]+) bytes")


def problems_with_walks(loaded: Loaded) -> list[Problem]:
    return [problem for problem in lint(loaded) if problem.walk]


def trees_of(loaded: Loaded) -> Mapping[str, Tree]:
    return {tree.id: tree for tree in survey(loaded).flows}


def in_which(loaded: Loaded, problem: Problem) -> Iterator[Tree]:
    """The trees whose files the problem stands in."""
    for tree in trees_of(loaded).values():
        if problem.path in {tree.place.path, *(step.place.path for step in tree.steps)}:
            yield tree


def standing(tree: Tree, problem: Problem) -> set[str]:
    """The step that holds the problem's place, or all those of the group whose condition it is."""
    here = [step for step in tree.steps if step.place.path == problem.path]
    before = [step for step in here if step.place[1:] <= (problem.line, problem.column)]
    frames = [
        groups
        for groups, frame in tree.frames.items()
        if frame.place.path == problem.path and frame.place[1:] <= (problem.line, problem.column)
    ]
    last = max(before, key=lambda step: step.place, default=None)
    group = max(frames, key=lambda groups: tree.frames[groups].place, default=None)
    if group is not None and (last is None or tree.frames[group].place > last.place):
        return {step.id for step in tree.steps if step.groups[: len(group)] == group}
    return {last.id} if last else set()


def is_so(tree: Tree, found: Stand, problem: Problem) -> bool:
    """Whether the walk shows what the problem says."""
    shown = shown_steps(found)
    steps = {step.id: step for step in tree.steps}
    own = standing(tree, problem)
    if problem.rule in LOOKED_AT:
        return not own.isdisjoint(arrived(found))
    if problem.rule == "dead-guard":
        return shown_by_a_goto_that_is_passed_over(tree, found, own)
    if problem.rule == "asked-twice":
        last = found.position.step
        return last is not None and last.title.source in {steps[name].title.source for name in shown[:-1]}
    if problem.rule == "risky-before-harmless":
        return shown[-1] in own and any(is_risky(steps[name]) for name in shown[:-1])
    if problem.rule == "walk-too-long":
        told = IN_BYTES.search(problem.message)
        assert told
        return found.position.end is not None and size(found) == int(told[1].replace(",", ""))
    assert problem.rule == "staff-dependence"
    return not own.isdisjoint(shown)


def is_risky(step: Step) -> bool:
    return step.risk is not Risk.NONE


def shown_by_a_goto_that_is_passed_over(tree: Tree, found: Stand, own: set[str]) -> bool:
    last = found.position.trail[-1]
    assert last.step in own
    at = tree.index[last.step]
    target = tree.target(at, tree.steps[at].goto(last.value))
    return isinstance(target, int) and shown_steps(found)[-1] != tree.steps[target].id


def check(loaded: Loaded, problem: Problem) -> None:
    """Some tree that the problem stands in has that walk (one over several trees ends in another one)."""
    known = trees_of(loaded)
    ways = known.values() if any(":" in name for name, _ in problem.walk) else in_which(loaded, problem)
    via = {name.partition(":")[0] for name, _ in problem.walk if ":" in name}
    assert any(
        is_so(tree, replayed(known, tree.id, problem.walk), problem)
        for tree in ways
        if tree.id not in via and all(fits(tree, name) for name, _ in problem.walk)
    ), problem


def fits(tree: Tree, name: str) -> bool:
    return ":" in name or name.partition("~")[0] in {*tree.index, *tree.facts}


@pytest.mark.parametrize("folder", sorted(BAD.iterdir()), ids=lambda folder: folder.name)
def test_the_walks_of_all_bad_trees_come_where_the_problems_say(folder: Path) -> None:
    loaded = load(folder, folder.name)
    for problem in problems_with_walks(loaded):
        check(loaded, problem)


def test_so_do_the_walks_of_planted_faults(tmp_path: Path) -> None:
    made = trees(seed=7, count=130)
    for number, (name, tree) in enumerate([*made.items()]):
        made[name] = planted(tree, [*FAULTS][number % len(FAULTS)], Random(number))
    loaded = load(write(tmp_path / "trees", made), "trees")
    found = problems_with_walks(loaded)
    assert len({problem.path for problem in found}) > 80
    for problem in found:
        check(loaded, problem)


def test_every_rule_that_a_walk_can_show_shows_one() -> None:
    others = {"dead-guard", "asked-twice", "risky-before-harmless", "walk-too-long", "staff-dependence"}
    shown = {problem.rule for folder in BAD.iterdir() for problem in problems_with_walks(load(folder))}
    assert shown == LOOKED_AT | others
