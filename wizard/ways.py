"""The shortest way to each step of a tree: for "start from here", without answering all that lies before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import Final

from wizard.conditions import Compare, Is, Values
from wizard.engine.position import position
from wizard.known import Known, Source
from wizard.model.fact import Fact
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import UNSURE

# How many stands are looked at in one tree, and how many facts the product may have told at most.
STANDS: Final = 4_000
TOLD: Final = 2
# Typed answers to try where no condition names one.
_TYPED: Final = {
    "number": ("1", "10", "100", "0"),
    "version": ("1.0", "10"),
    "text": ("1603", "a", "A1", "0000", "abc"),
}


def ways(tree: Tree, stands: int = STANDS) -> Mapping[str, Known]:
    """Return by step what has to be known for a walk to stand there, the fewest answers first found.

    A step is left out when no such walk was found among the first `stands` of them. Where the answers alone do not
    get to a step, the product tells facts.
    """
    search = _Search(tree, stands)
    for start in _starts(tree):
        if not search.goes_on():
            break
        search.from_(start)
    return search.found


class _Search:
    """Looks at walks in the order of their length; of those that stand alike for all that comes, at one."""

    def __init__(self, tree: Tree, stands: int) -> None:
        self.tree = tree
        self.left = stands
        self.found: dict[str, Known] = {}
        self._seen: set[tuple[int, frozenset[tuple[str, str]]]] = set()
        self._read_later = _read_later(tree)
        self._answers = {step.id: tuple(_answers(tree, step)) for step in tree.steps}

    def goes_on(self) -> bool:
        """Tell whether a step is still to be found, and a stand may still be looked at."""
        return self.left > 0 and len(self.found) < len(self.tree.steps)

    def from_(self, start: Known) -> None:
        """Look at the walks that begin with `start` known."""
        waiting = deque([start])
        while waiting and self.goes_on():
            known = waiting.popleft()
            self.left -= 1
            reached = position(self.tree, known)
            if reached.step is None or not self._is_new(reached.step, reached.values):
                continue
            self.found.setdefault(reached.step.id, known)
            waiting.extend(known.answer(reached.step.id, value) for value in self._answers[reached.step.id])

    def _is_new(self, step: Step, values: Values) -> bool:
        at = self.tree.index[step.id]
        later = self._read_later[at]
        state = (at, frozenset((name, value) for name, value in values.items() if name in later))
        is_new = state not in self._seen
        self._seen.add(state)
        return is_new


def _starts(tree: Tree) -> Iterator[Known]:
    """Yield nothing known, then ever more facts that the product may tell, those that nobody is asked first."""
    yield Known()
    named = {leaf.name for leaf in _leaves(tree)}
    facts = [fact for name, fact in tree.facts.items() if name in named]
    facts.sort(key=lambda fact: (fact.id in tree.index, fact.id))
    for count in range(1, TOLD + 1):
        for chosen in combinations(facts, count):
            for values in product(*(_values(tree, fact) for fact in chosen)):
                told = {fact.id: {Source.HOST: value} for fact, value in zip(chosen, values, strict=True)}
                yield replace(Known(), told=told)


def _leaves(tree: Tree) -> Iterator[Is | Compare]:
    for step in tree.steps:
        for condition in step.conditions():
            yield from condition.leaves()


def _read_later(tree: Tree) -> list[frozenset[str]]:
    """Return, by the index of a step, the names that conditions of that step or a later one read."""
    read: list[frozenset[str]] = []
    later: frozenset[str] = frozenset()
    for step in reversed(tree.steps):
        later |= {leaf.name for condition in step.conditions() for leaf in condition.leaves()}
        read.append(later)
    return read[::-1]


def _answers(tree: Tree, step: Step) -> Iterator[str]:
    """Yield the answers to try: every option, of several at once also all, and what typed ones are told apart by."""
    sure = [option.id for option in step.options if option.id != UNSURE]
    tried = [option.id for option in step.options]
    if step.many:
        tried.append(".".join(sure))
    if step.typed:
        bounds = [bound for bound in (step.typed.least, step.typed.most) if bound]
        tried += [*_named_values(tree, step.id), *bounds, *_TYPED.get(step.typed.kind, ())]
    yield from dict.fromkeys(kept for value in tried if (kept := step.value(value)) is not None)


def _values(tree: Tree, fact: Fact) -> list[str]:
    if fact.typed is None:
        return [option.id for option in fact.values]
    return [value for value in _named_values(tree, fact.id) if fact.value(value) is not None]


def _named_values(tree: Tree, name: str) -> list[str]:
    """Return the values of a name that conditions tell apart: those they name, and those around their bounds."""
    found: list[str] = []
    for leaf in _leaves(tree):
        if leaf.name == name and isinstance(leaf, Is):
            found += sorted(leaf.values)
        elif leaf.name == name and isinstance(leaf, Compare):
            *first, last = leaf.bound
            around = ((*first, last + more) for more in (-1, 0, 1))
            found += [".".join(f"{part:g}" for part in number) for number in around]
    return list(dict.fromkeys(found))
