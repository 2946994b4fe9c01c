"""Walks that together take every option of a tree, and all that is passed on each.

For each option a walk is searched that takes it: over all answers, and over what product and probe may tell
where the answers alone do not get there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product

from tests.engine.walking import answered, answers_to, written_out_and_read_back
from wizard.conditions import Compare, Is
from wizard.engine.position import Position, position
from wizard.journey import Stand, stand
from wizard.known import Known, Source
from wizard.model.fact import Fact
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.query import Walk

TOLD_AT_MOST = 5000  # ways in which product and probe may know the facts that conditions name

Taken = tuple[str, str]  # a step and an answer to it
Passed = tuple[Stand, str | None]  # where a walk stands, and what is answered there; None at the end


def every_option(tree: Tree) -> list[Taken]:
    """Each step with each answer to it."""
    return [(step.id, answer) for step in tree.steps for answer in answers(tree, step)]


def leaves(tree: Tree) -> list[Is | Compare]:
    return [leaf for step in tree.steps for condition in step.conditions() for leaf in condition.leaves()]


def telling_values(tree: Tree, name: str) -> list[str]:
    """Typed values that conditions tell apart: those named, and those at and around a bound."""
    found: list[str] = []
    for leaf in leaves(tree):
        if leaf.name == name and isinstance(leaf, Is):
            found += sorted(leaf.values)
        elif leaf.name == name and isinstance(leaf, Compare):
            *first, last = leaf.bound
            numbers = [(*first, last + more) for more in (-1, 0, 1)]
            found += [".".join(f"{part:g}" for part in number) for number in numbers]
    return found


def answers(tree: Tree, step: Step) -> list[str]:
    """Answers to a step: all it offers, and of typed ones those that conditions tell apart."""
    typed = (
        [value for value in telling_values(tree, step.id) if step.value(value) == value] if step.typed else []
    )
    return list(dict.fromkeys([*typed, *answers_to(step)]))


def possible_values(tree: Tree, fact: Fact) -> list[str]:
    if fact.typed is None:
        return [option.id for option in fact.values]
    return [value for value in telling_values(tree, fact.id) if fact.value(value) == value]


def named_facts(tree: Tree) -> list[str]:
    """The facts that conditions name, those that nobody is ever asked first."""
    named = {leaf.name for leaf in leaves(tree)}
    return sorted(named & tree.facts.keys(), key=lambda name: (tree.facts[name].ask is not None, name))


def what_may_be_told(tree: Tree) -> Iterator[dict[str, dict[Source, str]]]:
    """What product and probe may know: nothing first, then more and more."""
    names = named_facts(tree)
    choices = [[None, *possible_values(tree, tree.facts[name])] for name in names]
    ways = sorted(
        islice(product(*choices), TOLD_AT_MOST), key=lambda way: sum(value is not None for value in way)
    )
    for way in ways:
        told = zip(names, way, strict=True)
        yield {name: {Source.PROBE: value} for name, value in told if value is not None}


def walks(tree: Tree) -> dict[Taken, Known]:
    """For each option that some walk takes, one such walk."""
    wanted = set(every_option(tree))
    found: dict[Taken, Known] = {}
    for told in what_may_be_told(tree):
        if wanted <= found.keys():
            break
        search(tree, Known(told=told), found)
    return found


def search(tree: Tree, start: Known, found: dict[Taken, Known]) -> None:
    """Try all answers, but where two walks stand alike for all that comes, one of them only."""
    read = [{leaf.name for item in step.conditions() for leaf in item.leaves()} for step in tree.steps]
    seen = set()
    waiting = [start]
    while waiting:
        known = waiting.pop()
        here = position(tree, known)
        if here.step is None:
            continue
        alike = state(here, tree.index[here.step.id], read)
        if alike in seen:
            continue
        seen.add(alike)
        for answer in answers(tree, here.step):
            further = known.answer(here.step.id, answer)
            found.setdefault((here.step.id, answer), further)
            waiting.append(further)


def state(here: Position, at: int, read: list[set[str]]) -> tuple[int, frozenset[Taken]]:
    """Where a walk stands and what of its values any later condition reads."""
    later = set().union(*read[at:])
    return at, frozenset((name, value) for name, value in here.values.items() if name in later)


def walked_to_the_end(trees: Mapping[str, Tree], tree_id: str, known: Known) -> list[Passed]:
    """All that a walk passes, page by page, to its end; it takes the last option where `known` says nothing."""
    passed: list[Passed] = []
    here = stand(trees, tree_id, Walk(Known(told=known.told)))
    for _ in range(sum(len(tree.steps) for tree in trees.values())):
        here = stand(trees, here.tree.id, written_out_and_read_back(here))
        if here.position.step is None:
            break
        answer = known.answers.get(here.position.step.id, answers_to(here.position.step)[-1])
        passed.append((here, answer))
        here = stand(trees, here.tree.id, answered(here, answer))
    assert here.position.end is not None
    return [*passed, (here, None)]


def taken(passed: list[Passed], tree_id: str) -> set[Taken]:
    """The options that a walk takes in one tree."""
    return {
        (here.position.step.id, answer)
        for here, answer in passed
        if here.position.step is not None and answer is not None and here.tree.id == tree_id
    }
