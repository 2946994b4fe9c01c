"""All trees of a folder explored, for staff and for customers, with what a jump may bring from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wizard.exploration.explore import NOTHING, Exploration, Plan, Progress
from wizard.exploration.room import jumps
from wizard.exploration.verdicts import Verdict, verdicts
from wizard.model.step import Audience
from wizard.model.tree import Tree, customers


@dataclass(frozen=True)  # no slots: cached_property keeps its values in the instance
class Explored:
    """One tree, explored as `staff` walk it and as `customers` do: the same when no step is for staff only.

    `leads_to` are the ids of the trees that its walks may go on in.
    """

    tree: Tree
    staff: Exploration
    customers: Exploration
    leads_to: frozenset[str]

    @cached_property
    def odd(self) -> Sequence[Verdict]:
        """What conditions of the whole tree came to, of those that do not hold and fail both."""
        if self.staff.is_too_large or not self.staff.may_be_odd:
            return ()
        return tuple(verdicts(self.staff, odd=True))

    @property
    def is_too_large(self) -> bool:
        """Tell whether one of the explorations was given up."""
        return self.staff.is_too_large or self.customers.is_too_large


def explorations(flows: Sequence[Tree], progress: Progress | None = None) -> Sequence[Explored]:
    """Return the explorations of trees, in their order."""
    leading = {tree.id: jumps(tree) for tree in flows}
    brought = _unsure_facts(flows, leading)
    return tuple(
        [_explored(tree, leading[tree.id], brought.get(tree.id, NOTHING), progress) for tree in flows]
    )


def _unsure_facts(
    flows: Sequence[Tree], leading: Mapping[str, frozenset[str]]
) -> Mapping[str, Mapping[str, str]]:
    """Return for each tree the facts that a walk may bring along as answered with `unsure`, each with whence.

    They are asked in a tree that leads there, perhaps over others.
    """
    found: dict[str, dict[str, str]] = {}
    for tree in flows:
        asked = [step.fact for step in tree.steps if step.fact] if leading[tree.id] else ()
        for reached in _reached(leading, tree.id) if asked else ():
            for fact in asked:
                found.setdefault(reached, {}).setdefault(fact, tree.id)
    return found


def _reached(leading: Mapping[str, frozenset[str]], start: str) -> Iterator[str]:
    """Yield the trees that a walk may come to from `start`, which it never enters again."""
    seen = {start}
    waiting = [start]
    while waiting:
        for to in sorted(leading.get(waiting.pop(), ())):
            if to not in seen:
                seen.add(to)
                waiting.append(to)
                yield to


def _explored(
    tree: Tree, leads_to: frozenset[str], brought: Mapping[str, str], progress: Progress | None
) -> Explored:
    staff = Exploration(Plan(tree, brought), progress)
    for_all = staff
    if Audience.STAFF in [step.audience for step in tree.steps]:
        for_all = Exploration(Plan(customers(tree), brought), progress)
    return Explored(tree, staff, for_all, leads_to)
