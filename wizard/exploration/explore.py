"""Explores a tree: from its first step on, every state that some walk can be in, step by step.

Walks only go forward, so one pass in the order of the steps finds them all. What keeps states few: a name has a
place in them only while a condition ahead reads it, a value is told from another only where a condition does so,
and states that differ in one name are taken together again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from operator import or_
from typing import Final

from wizard import limits
from wizard.conditions import Compare, Condition, Is
from wizard.exploration.fields import Field, Fields
from wizard.exploration.moves import Leaving, leaving
from wizard.exploration.reading import Bits, Reader, Test, split
from wizard.model.tree import Tree

# Told how far the exploration of a tree has come: its id, steps done, steps there are.
Progress = Callable[[str, int, int], None]

Part = tuple[Condition, Test]
Choice = tuple[str, Condition, Test]
NOTHING: Final[Mapping[str, str]] = {}


class Plan:
    """A tree prepared for exploring: its conditions as tests, its steps as moves, what is read from where on."""

    def __init__(self, tree: Tree, brought: Mapping[str, str] = NOTHING) -> None:
        self.tree = tree
        self.brought = brought
        leaves: dict[str, list[Is | Compare]] = {}
        for name, said in tree.named.items():
            leaves[name] = [leaf for _, leaf in said]
        self.variants = [
            (at, variant.when)
            for at, step in enumerate(tree.steps)
            for variant in step.how
            if variant.when is not None
        ]
        for _, condition in self.variants:
            for leaf in condition.leaves():
                leaves.setdefault(leaf.name, []).append(leaf)
        self.fields = Fields(tree, leaves, brought)
        self.reader = Reader(tree, self.fields)
        self.parts: list[Sequence[Part]] = [
            self.reader.parts(step.when, at) if step.when is not None else ()
            for at, step in enumerate(tree.steps)
        ]
        self.reads = self._reads()
        self.live = [*accumulate(reversed(self.reads), or_)][::-1]
        self._leaving: list[Leaving | None] = [None] * len(tree.steps)
        self._choices: dict[int, Sequence[Choice]] = {}
        for at in self.choosing:
            self.choices(at)

    @cached_property
    def all_fields(self) -> Sequence[Field]:
        """Every field."""
        return (
            *self.fields.of.values(),
            *(one for some in self.fields.chosen.values() for one in some.values()),
        )

    def fields_of(self, name: str) -> Sequence[Field]:
        """Return the fields of a name: one, or those of its options."""
        one = self.fields.of.get(name)
        return (one,) if one else tuple(self.fields.chosen.get(name, {}).values())

    @cached_property
    def choosing(self) -> Sequence[int]:
        """The indexes of the steps with an option that may be chosen unasked."""
        steps = self.tree.steps
        found = [
            at for at, step in enumerate(steps) for option in step.options if option.chosen_if is not None
        ]
        return sorted(set(found))

    def choices(self, at: int) -> Sequence[Choice]:
        """Return the options of the step at index `at` that are chosen unasked, each with its condition."""
        found = self._choices.get(at)
        if found is None:
            found = self._choices[at] = [
                (option.id, option.chosen_if, self.reader.test(option.chosen_if, at))
                for option in self.tree.steps[at].options
                if option.chosen_if is not None
            ]
        return found

    def left(self, at: int) -> Leaving:
        """Return how the step at index `at` is left."""
        found = self._leaving[at]
        if found is None:
            found = self._leaving[at] = leaving(self.tree, at, self.fields, self.live[at])
        return found

    def _reads(self) -> list[int]:
        """Return, for each step and the end, the bits of the names that its conditions read."""
        reads = [0] * (len(self.tree.steps) + 1)
        for name, mask in self.fields.masks.items():
            for at, _ in self.tree.named.get(name, ()):
                reads[at] |= mask
        for at, condition in self.variants:
            reads[at] |= self.reader.reads(condition)
        return reads


class Exploration:
    """What a tree's exploration found.

    `arrived` are the states in which a walk comes to each step, whether the step then comes or is passed over;
    `shown` those in which it comes. `looked` holds, for each part of a step's condition, all bits of the states in
    which that part decides, and whether it held (1), failed (2) or both (3). Unless it `may_be_odd`, each condition
    both holds and fails, and so does each comparison in it. When `is_too_large`, it was given up
    and says nothing.
    """

    def __init__(self, plan: Plan, progress: Progress | None = None) -> None:
        self.plan = plan
        self.tree = plan.tree
        steps = len(plan.tree.steps)
        self.arrived: list[set[int]] = [set() for _ in range(steps)]
        self.shown: list[Sequence[int]] = [()] * steps
        self.looked: list[list[list[int]]] = [[] for _ in range(steps)]
        self.is_too_large = False
        self.may_be_odd = bool(plan.variants or plan.choosing)
        if steps:
            self.arrived[0].add(plan.fields.start & plan.live[0])
        self._explore(progress)

    def _explore(self, progress: Progress | None) -> None:
        room = limits.EXPLORED_STATES
        for at, states in enumerate(self.arrived):
            if not states:
                continue
            if len(states) > 1:
                states = self.arrived[at] = merged(states, self.plan.fields)
            room -= len(states)
            if room < 0:
                self.is_too_large = True
                return
            shown = self._coming(at, states) if self.plan.parts[at] else tuple(states)
            self.shown[at] = shown
            if shown:
                self._leave(at, shown)
            if progress is not None:
                progress(self.tree.id, at + 1, len(self.arrived))

    def _coming(self, at: int, states: set[int]) -> Sequence[int]:
        """Return the states in which a step comes; those in which it is passed over go on to the next."""
        looked = self.looked[at] = []
        coming: Sequence[int] = tuple(states)
        passed: list[int] = []
        for _, test in self.plan.parts[at]:
            seen = [0, 0]
            kept: list[int] = []
            for state in coming:
                seen[0] |= state
                true, false = split(test, state)
                if true:
                    kept += true
                    seen[1] |= 1
                if false:
                    passed += false
                    seen[1] |= 2
            looked.append(seen)
            if seen[1] != 3 or type(test) is not Bits:
                self.may_be_odd = True
            coming = kept
        if passed and at + 1 < len(self.arrived):
            live = self.plan.live[at + 1]
            self.arrived[at + 1].update([state & live for state in passed])
        return coming

    def _leave(self, at: int, shown: Sequence[int]) -> None:
        live = self.plan.live
        step = self.tree.steps[at]
        if step.id not in self.plan.fields.masks and not step.changes:
            for to_step in self.tree.exits[at]:
                if to_step < len(self.arrived):
                    self.arrived[to_step].update([state & live[to_step] for state in shown])
            return
        moves, clear, gone, fact = self.plan.left(at)
        for target, bits, _ in moves:
            if isinstance(target, str):
                continue
            kept, to = live[target] & ~clear, self.arrived[target]
            if fact is None:
                fresh = (bits | gone) & live[target]
                for state in shown:
                    to.add(state & kept | fresh)
                continue
            fresh = gone & live[target]
            for state in shown:
                known = (fact.mask ^ fact.unknown if state & fact.unknown else state) & bits
                if known:
                    to.add(state & kept | fresh | known & live[target])

    def is_shown(self, at: int) -> bool:
        """Tell whether a walk comes to the step at index `at` so that it is not passed over."""
        return bool(self.shown[at])

    @property
    def is_doubtful(self) -> bool:
        """Tell whether a condition was met that another rule reports: then some walks found may be none."""
        return self.plan.reader.doubts


def merged(states: set[int], fields: Fields) -> set[int]:
    """Return the same states with those taken together that differ in one name only."""
    while len(states) > 1:
        before = len(states)
        some = next(iter(states))
        differing = 0
        for state in states:
            differing |= state ^ some
        for mask in fields.every:
            if mask & differing:
                together: dict[int, int] = {}
                for state in states:
                    rest = state & ~mask
                    together[rest] = together.get(rest, 0) | state
                if len(together) < len(states):
                    states = set(together.values())
        if len(states) == before:
            break
    return states


def explored(
    tree: Tree, brought: Mapping[str, str] = NOTHING, progress: Progress | None = None
) -> Exploration:
    """Return what exploring a tree finds.

    `brought` are facts that a walk may bring along from an earlier tree as answered with `unsure`, each with the
    id of that tree; any other value of a fact may be known from the start anyway.
    """
    return Exploration(Plan(tree, brought), progress)
