"""The exploration and a walker that makes every walk with the real engine say the same of small trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from tests.engine.generated import Maker
from tests.engine.snippets import library
from tests.exploration import brute_force
from tests.exploration.brute_force import TooMany, arrivals, parts
from tests.exploration.replay import replayed, size
from tests.exploration.sensible import trees, write
from wizard.conditions import Condition
from wizard.engine.position import position
from wizard.exploration.audiences import explorations
from wizard.exploration.chains import bounds, longest_alone, longest_chain
from wizard.exploration.explore import Exploration, explored
from wizard.exploration.trace import Stop, shortest
from wizard.exploration.verdicts import Verdict, verdicts
from wizard.known import Known, Source
from wizard.library import load
from wizard.model.tree import Tree, customers
from wizard.query import Walk, pairs, query_string

SMALL = 700  # places where a walk can stand


@pytest.fixture(scope="module")
def sensible(tmp_path_factory: pytest.TempPathFactory) -> list[Tree]:
    """Small trees without anything that cannot happen, each as staff and as customers walk it."""
    folder = tmp_path_factory.mktemp("sensible") / "trees"
    made = load(write(folder, trees(seed=3, count=150, parts=2))).library.trees.values()
    theirs = [customers(tree) for tree in made]
    every = [*made, *(one for one, tree in zip(theirs, made, strict=True) if one is not tree)]
    return [*islice((tree for tree in every if is_small(tree)), 40)]


@pytest.fixture(scope="module")
def wild() -> list[Tree]:
    """Trees with everything a file may say, sensible or not."""
    every = (Maker(Random(seed), seed % 2 == 0).library(1, 4).staff["one"] for seed in range(120))
    return [tree for tree in every if is_small(tree)]


def is_small(tree: Tree) -> bool:
    try:
        for _ in brute_force.positions(tree, SMALL):
            pass
    except TooMany:
        return False
    return True


KEPT: dict[tuple[int, int], list[dict[str, str]]] = {}


def real_arrivals(tree: Tree, at: int) -> list[dict[str, str]]:
    """As `arrivals`, made once for each tree, all of which stay as long as the tests of this file."""
    if (id(tree), at) not in KEPT:
        KEPT[id(tree), at] = arrivals(tree, at)
    return KEPT[id(tree), at]


def came(found: Exploration) -> set[str]:
    return {step.id for at, step in enumerate(found.tree.steps) if found.is_shown(at)}


def looked(found: Exploration, at: int) -> list[int]:
    return [seen for _, seen in found.looked[at]]


def seen_by(values: list[dict[str, str]], condition: Condition) -> int:
    held = {condition.holds(one) for one in values}
    return (True in held) + 2 * (False in held)


def seen_one_by_one(tree: Tree, at: int) -> Iterator[int]:
    """What each part of a step's condition came to, where those before it held."""
    values = real_arrivals(tree, at)
    when = tree.steps[at].when
    for part in parts(when) if when else ():
        yield seen_by(values, part)
        values = [one for one in values if part.holds(one)]


def test_there_are_trees_to_agree_about(sensible: list[Tree], wild: list[Tree]) -> None:
    assert len(sensible) == 40
    assert not any(explored(tree).is_doubtful for tree in sensible)
    assert len([tree for tree in wild if not explored(tree).is_doubtful]) > 10
    assert len(wild) > 60


def test_the_same_steps_come(sensible: list[Tree], wild: list[Tree]) -> None:
    for tree in (*sensible, *wild):
        found, real = explored(tree), brute_force.walks(tree)
        assert came(found) >= real.shown
        if not found.is_doubtful:
            assert came(found) == real.shown


def test_walks_arrive_at_the_same_steps_and_conditions_come_to_the_same(
    sensible: list[Tree], wild: list[Tree]
) -> None:
    for tree in (*sensible, *wild):
        found = explored(tree)
        for at, step in enumerate(tree.steps):
            real = [*seen_one_by_one(tree, at)]
            if found.is_doubtful:
                assert all(one & ~mine == 0 for one, mine in zip(real, looked(found, at), strict=False))
            else:
                assert bool(real_arrivals(tree, at)) is bool(found.arrived[at]), (tree.steps, step.id)
                assert looked(found, at) == (real if found.arrived[at] else [])


def test_instructions_and_unasked_choices_come_to_the_same(sensible: list[Tree], wild: list[Tree]) -> None:
    judged = 0
    for tree in (*sensible, *wild):
        found = explored(tree)
        for verdict in verdicts(found):
            if verdict.part is None and not found.is_doubtful:
                assert verdict.seen == seen_by([*values_at(tree, verdict)], verdict.condition)
                judged += 1
    assert judged > 20


def values_at(tree: Tree, verdict: Verdict) -> Iterator[dict[str, str]]:
    """What is seen where the step is shown, and of an option's `if` where those of the options before it fail."""
    step = tree.steps[verdict.at]
    whole = verdict.outer or verdict.condition
    choices = [option.chosen_if for option in step.options if option.chosen_if is not None]
    own = next((number for number, one in enumerate(choices) if one is whole), 0)
    for values in real_arrivals(tree, verdict.at):
        is_shown = step.when is None or step.when.holds(values)
        if is_shown and not any(one.holds(values) for one in choices[:own]):
            yield values


def test_the_same_options_are_chosen_and_the_same_ends_reached(
    sensible: list[Tree], wild: list[Tree]
) -> None:
    for tree in (*sensible, *wild):
        found, real = explored(tree), brute_force.walks(tree)
        if found.is_doubtful:
            continue
        moves = [
            (step.id, option, move.target)
            for at, step in enumerate(tree.steps)
            if found.is_shown(at)
            for move in found.plan.left(at).moves
            for option in (move.options if not step.many else [one.id for one in step.options])
        ]
        assert {(step, option) for step, option, _ in moves} >= real.chosen
        ends = {target for _, _, target in moves if isinstance(target, str)}
        last = len(tree.steps) - 1
        may_fall_off = not tree.steps or 2 in [seen & 2 for seen in looked(found, last)]
        assert ends | ({"ticket"} if may_fall_off else set()) == real.ends


def test_the_shortest_walk_to_each_question_is_the_shortest_there_is(
    sensible: list[Tree], wild: list[Tree]
) -> None:
    for tree in (*sensible, *wild):
        found = explored(tree)
        if found.is_doubtful:
            continue
        best: dict[str, int] = {}
        for known, here in brute_force.positions(tree):
            if here.step is not None:
                cost = len(known.answers) + len(known.told)
                best[here.step.id] = min(cost, best.get(here.step.id, cost))
        for at, step in enumerate(tree.steps):
            walk = shortest(found.plan, Stop(at, asked=True))
            if step.id not in best:
                assert walk == ()
                continue
            stands = replayed({tree.id: tree}, tree.id, walk).position
            assert stands.step is not None
            assert stands.step.id == step.id
            assert len(walk) == best[step.id]


def test_the_longest_walk_is_as_long_as_its_page_says_and_none_is_longer(sensible: list[Tree]) -> None:
    for tree in sensible:
        found = explored(tree)
        told, walk = longest_alone(found.plan)
        stands = replayed({tree.id: tree}, tree.id, walk)
        assert stands.position.end is not None
        assert size(stands) == told
        if not any(step.typed for step in tree.steps) and not typed_facts(tree):
            assert max(map(len, queries(tree)), default=0) <= told


def typed_facts(tree: Tree) -> bool:
    named = {leaf.name for leaf in brute_force.comparisons(tree)}
    return any(tree.facts[name].typed for name in named & tree.facts.keys())


def queries(tree: Tree) -> Iterator[str]:
    """The query strings of all walks on which a probe tells only what is read or asked on the way."""
    for known in brute_force.walks(tree).complete:
        told = {
            name: {Source.PROBE: value}
            for name, by_source in known.told.items()
            for value in by_source.values()
            if is_read_on_the_way(tree, known, name)
        }
        walk = Walk(replace(known, told=told), id="0" * 22, context="0" * 22)
        yield query_string(pairs(walk, tree))


def is_read_on_the_way(tree: Tree, known: Known, name: str) -> bool:
    """Whether the walk comes by a step that asks the fact or a condition of which reads it."""
    passed = {given.step for given in position(tree, known).trail}
    return any(
        step.id in passed
        and (step.fact == name or name in {leaf.name for one in step.conditions() for leaf in one.leaves()})
        for step in tree.steps
    )


def test_a_walk_behind_a_jump_may_be_unsure_of_a_fact_from_the_start() -> None:
    made = library(
        facts="os: {about: O, ask: Which?, values: {a: A}}",
        one="steps: {os: {fact: os}, on: {tell: It goes on., goto: tree:two}}",
        two="steps: {f: {fix: Mend it, when: {os: unsure}}}",
    ).staff
    assert not explored(made["two"]).is_shown(0)
    (_, behind) = explorations((made["one"], made["two"]))
    assert behind.staff.is_shown(0)
    walk = shortest(behind.staff.plan, Stop(0))
    assert walk == (("one:os", "unsure"),)
    here = replayed(made, "two", walk).position
    assert here.step is not None
    assert here.step.id == "f"


def test_a_long_walk_over_trees_is_as_long_as_its_page_says() -> None:
    made = library(
        blocks={"fuse": "steps: {look: {ask: How is it?, options: {black: Black, fine: Fine, unsure: }}}"},
        one="""
        steps:
          windows: {fact: windows}
          fuse: {use: fuse}
          mend: {fix: Mend it, changes: [disk-free]}
          on: {tell: It goes on., when: {disk-free: {above: 3}}, goto: ticket}
          off: {tell: It goes on., goto: tree:two}
        """,
        two="""
        steps:
          windows: {fact: windows}
          other: {ask: Which?, options: {a: A, bb: B, unsure: }, goto: {bb: away}}
          fuse: {use: fuse, when: {windows: [win10, unsure]}}
          more: {tell: It goes on., goto: tree:three}
        ends: {away: {kind: referred, text: Away, goto: tree:three}}
        """,
        three="steps: {disk-free: {fact: disk-free}, fuse: {use: fuse}, last: {ask: Well?, options: {long-word: A}}}",
    ).staff
    plans = {name: explored(tree).plan for name, tree in made.items()}
    told, walk = longest_chain(made, plans, "one")
    here = replayed(made, "three", walk)
    assert here.position.end is not None
    assert here.walk.via == ("one", "two")
    assert size(here) == told
    assert told <= bounds(made)["one"].together
