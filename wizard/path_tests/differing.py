"""Walks on which a moved edge makes a difference: none, when the mutant leads everybody where the tree does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wizard.conditions import Condition, Values
from wizard.engine.position import Position, position
from wizard.known import Known
from wizard.library import Library
from wizard.model.step import Audience, Step
from wizard.model.tree import Tree, customers
from wizard.path_tests.coverage import options_of
from wizard.path_tests.exploring import Explored, Explorer, told_ways
from wizard.path_tests.model import Expected, PathTest
from wizard.path_tests.mutants import Mutant


class _Change(NamedTuple):
    """A step before and after, and its index."""

    at: int
    before: Step
    after: Step


class Differences:
    """Compares the mutants of one tree with it, over all walks that were found by exploring it once."""

    def __init__(self, library: Library, tree_id: str) -> None:
        self._tree_id = tree_id
        self._trees = {Audience.CUSTOMER: library.customers[tree_id]}
        if len(library.staff[tree_id].steps) != len(library.customers[tree_id].steps):
            self._trees[Audience.STAFF] = library.staff[tree_id]
        self._explored: dict[Audience, Explored] = {}

    @property
    def complete(self) -> bool:
        """Whether all walks could be looked at, so far."""
        return all(explored.complete for explored in self._explored.values())

    def walks(self, mutant: Mutant) -> Iterator[PathTest]:
        """Yield walks that go elsewhere in the mutant, the shortest first, as tests without names.

        It is enough to look at one walk for each state and each answer there, since a mutant reads no more than the
        tree; and of those only at answers that lead by the change.
        """
        for audience, tree in self._trees.items():
            mutated = mutant.tree if audience is Audience.STAFF else customers(mutant.tree)
            changes = tuple(_changes(tree, mutated))
            for since, known, reached in _walks(self._of(audience)):
                if (
                    _leads_by(tree, changes, since, reached)
                    and _differ(changes, mutant, reached, tree)
                    and _stop(position(mutated, known)) != _stop(reached)
                ):
                    yield PathTest("", self._tree_id, Expected(), known.told, known.answers, audience)

    def _of(self, audience: Audience) -> Explored:
        if audience not in self._explored:
            explorer = Explorer(self._trees[audience])
            for told in told_ways(self._trees[audience]):
                explorer.explore(told)
            self._explored[audience] = explorer.found
        return self._explored[audience]


def _changes(tree: Tree, mutated: Tree) -> Iterator[_Change]:
    for at, (before, after) in enumerate(zip(tree.steps, mutated.steps, strict=True)):
        if before is not after and before != after:
            yield _Change(at, before, after)


def _walks(explored: Explored) -> Iterator[tuple[int, Known, Position]]:
    """Yield one walk for each beginning, and one for each answer in each state, the shortest first.

    The number is the step from which its last answer led on.
    """
    yield from ((0, known, reached) for known, reached, _ in explored.starts)
    for state in explored.states:
        at = _at(explored.tree, state.position)
        yield from ((at, move.known, move.position) for move in state.moves)


def _leads_by(tree: Tree, changes: tuple[_Change, ...], since: int, reached: Position) -> bool:
    """Tell whether the last answer of a walk led by the change; an early fact may turn the whole walk."""
    if tree.early_facts:
        return True
    at = _at(tree, reached)
    return any(since <= change.at <= at for change in changes)


def _differ(changes: tuple[_Change, ...], mutant: Mutant, reached: Position, tree: Tree) -> bool:
    """Tell whether the walk took the moved option, or a changed condition says something else on it.

    Where facts are learnt late, what a walk sees at its end is not what the condition saw: then it may.
    """
    if mutant.option is not None:
        return any(
            given.step in mutant.steps
            and mutant.option in options_of(tree.steps[tree.index[given.step]], given.value)
            for given in reached.trail
        )
    if tree.late_facts:
        return True
    return any(_says_otherwise(change, reached.values) for change in changes)


def _says_otherwise(change: _Change, values: Values) -> bool:
    before, after = change.before, change.after
    if _holds(before.when, values) != _holds(after.when, values):
        return True
    options = zip(before.options, after.options, strict=True)
    return any(_holds(one.chosen_if, values) != _holds(other.chosen_if, values) for one, other in options)


def _holds(condition: Condition | None, values: Values) -> bool:
    return condition is None or condition.holds(values)


def _at(tree: Tree, reached: Position) -> int:
    """Return the index of the step where a walk stands; at an end that behind the last step."""
    return tree.index[reached.step.id] if reached.step else len(tree.steps)


def _stop(reached: Position) -> tuple[str | None, str | None, tuple[tuple[str, str], ...]]:
    """Return where a walk stands and what it came by."""
    trail = tuple((given.step, given.value) for given in reached.trail)
    return reached.step.id if reached.step else None, reached.end, trail
