"""Every walk of a small tree, made one by one with the real engine: what the exploration is held against.

A customer starts with every combination of told facts, gives every answer to every step asked, and also changes
each answer that an `if` gave. Answers are not changed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from wizard.conditions import All, Compare, Condition, Is
from wizard.engine.position import Position, position
from wizard.known import Known, Source
from wizard.model.fact import Fact
from wizard.model.step import Step
from wizard.model.tree import Tree

Told = Mapping[str, Mapping[Source, str]]


class TooMany(Exception):
    """The tree has too many walks to make them all."""


@dataclass
class Walks:
    """What was seen on all walks of a tree."""

    shown: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    chosen: set[tuple[str, str]] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    complete: list[Known] = field(default_factory=list)


def comparisons(tree: Tree) -> list[Is | Compare]:
    return [leaf for step in tree.steps for condition in step.conditions() for leaf in condition.leaves()]


def typed_values(tree: Tree, asked: Step | Fact) -> list[str]:
    """Values that conditions may tell apart: those named, those at, below, above and between all bounds."""
    tried: list[str] = ["1", "5", "a", "b", "c", "x", "0"]
    bounds = set()
    for leaf in comparisons(tree):
        if leaf.name == asked.id and isinstance(leaf, Is):
            tried += sorted(leaf.values)
        elif leaf.name == asked.id and isinstance(leaf, Compare):
            bounds.add(leaf.bound)
    for bound in sorted(bounds):
        for more in (-1, 0, 1, -0.5, 0.5):
            tried.append(".".join(f"{part:g}" for part in (*bound[:-1], bound[-1] + more)))
    typed = asked.typed
    return [
        value for value in dict.fromkeys(tried) if typed and value != "unsure" and typed.value(value) == value
    ]


def answers(tree: Tree, step: Step) -> list[str]:
    options = [option.id for option in step.options]
    if step.many:
        sure = [option for option in options if option != "unsure"]
        sizes = range(1, len(sure) + 1)
        options = [".".join(some) for size in sizes for some in combinations(sure, size)] + [
            option for option in options if option == "unsure"
        ]
    if step.typed:
        options += [value for value in typed_values(tree, step) if value not in options]
    assert all(step.value(option) == option for option in options)
    return options


def told(tree: Tree) -> Iterator[Told]:
    """Every combination of what product and probe may tell of the facts that the tree reads or asks."""
    names = sorted(
        ({leaf.name for leaf in comparisons(tree)} | {step.id for step in tree.steps}) & tree.facts.keys()
    )
    choices: list[list[str | None]] = []
    for name in names:
        fact = tree.facts[name]
        values = typed_values(tree, fact) if fact.typed else [option.id for option in fact.values]
        choices.append([None, *values])
    for way in product(*choices):
        yield {name: {Source.HOST: v} for name, v in zip(names, way, strict=True) if v is not None}


def positions(tree: Tree, most: int = 20_000, whole: Tree | None = None) -> Iterator[tuple[Known, Position]]:
    """Every place where a walk can stand. TooMany when there are more than `most`.

    What may be told is that of the `whole` tree when `tree` is but a part of it.
    """
    left = most
    for facts in told(whole or tree):
        waiting = [Known(told=facts)]
        seen: set[frozenset[tuple[str, str]]] = set()
        while waiting:
            known = waiting.pop()
            key = frozenset(known.answers.items())
            if key in seen:
                continue
            seen.add(key)
            left -= 1
            if left < 0:
                raise TooMany
            here = position(tree, known)
            yield known, here
            steps = [tree.steps[tree.index[given.step]] for given in here.trail if given.by]
            if here.step is not None:
                steps.append(here.step)
            waiting += [
                known.answer(step.id, answer) for step in steps for answer in answers(whole or tree, step)
            ]


def walks(tree: Tree) -> Walks:
    """Return what is seen on all walks."""
    found = Walks()
    for known, here in positions(tree):
        for given in here.trail:
            found.shown.add(given.step)
            found.chosen |= {(given.step, one) for one in chosen_options(tree, given.step, given.value)}
        if here.step is not None:
            found.shown.add(here.step.id)
            found.asked.add(here.step.id)
        else:
            assert here.end is not None
            found.ends.add(here.end)
            found.complete.append(known)
    return found


def chosen_options(tree: Tree, step_id: str, value: str) -> list[str]:
    step = tree.steps[tree.index[step_id]]
    if step.many:
        return value.split(".")
    return [value if step.option(value) else ""]


def arrivals(tree: Tree, at: int) -> list[dict[str, str]]:
    """What conditions see whenever a walk arrives at a step, shown or passed over: the walk is stopped there."""
    step = tree.steps[at]
    options = tuple(replace(option, chosen_if=None) for option in step.options)
    probe = replace(step, when=None, fact=None, options=options or step.options)
    probed = replace(tree, steps=(*tree.steps[:at], probe, *tree.steps[at + 1 :]))
    found = []
    for known, here in positions(probed, whole=tree):
        if step.id in known.answers:
            continue
        if here.step is not None and here.step.id == step.id:
            found.append(dict(here.values))
    return found


def parts(condition: Condition) -> list[Condition]:
    if isinstance(condition, All):
        return [part for item in condition.items for part in parts(item)]
    return [condition]
