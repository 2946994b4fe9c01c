"""The walks that a tree has, found by breadth-first search over the engine; what no later step reads is forgotten.

Two walks stand alike when they stand at the same step and agree in every value that a condition or a fact's step
from there on reads. Only the first of them is followed, so a tree has few states. Both audiences' trees can be
explored; jumps are ends here.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, islice, product
from typing import Final

from wizard.conditions import Compare, Is
from wizard.engine.position import Position, position
from wizard.known import Known, Source
from wizard.model.fact import Fact
from wizard.model.step import Step, Typed
from wizard.model.tree import Tree
from wizard.names import UNSURE

# So many ways in which product and probe may know the facts, and so many states, are looked at.
TOLD_WAYS: Final = 100
STATES: Final = 20_000
# What is typed where nothing tells what fits.
_SAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("1", "3", "10", "0"),
    "version": ("1", "2.10", "3.0.1"),
    "text": ("a", "b", "abc", "1603", "0000", "0x80070643", "1.0"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One answer to a state's step: what is known then, where that stands, and the state, None at an end."""

    answer: str
    known: Known
    position: Position
    state: int | None


@dataclass(slots=True)
class State:
    """A step where walks stand that have the same to come. `known` is one of them, as short as any."""

    known: Known
    position: Position
    moves: list[Move] = field(default_factory=list)


@dataclass(slots=True)
class Explored:
    """The states of a tree in the order in which they were found, and those in which walks begin.

    `starts` are told facts with where a walk then begins. `complete` tells that no bound was passed.
    """

    tree: Tree
    states: list[State] = field(default_factory=list)
    starts: list[tuple[Known, Position, int | None]] = field(default_factory=list)
    complete: bool = True


class Explorer:
    """Explores one tree from one way of knowing facts after another; what is found is kept in `found`."""

    def __init__(self, tree: Tree, samples: Mapping[str, Sequence[str]] | None = None) -> None:
        self.found = Explored(tree)
        self._tree = tree
        self._samples = samples or {}
        self._seen: dict[tuple[int, frozenset[tuple[str, str]]], int] = {}
        self._read_from = _read_from(tree)
        self._answers = [tuple(self._answers_to(step)) for step in tree.steps]

    def explore(self, told: Mapping[str, Mapping[Source, str]]) -> None:
        """Add all states that are reached when those facts were told."""
        known = Known(told=told)
        begun = position(self._tree, known)
        waiting: deque[int] = deque()
        self.found.starts.append((known, begun, self._state(known, begun, waiting)))
        while waiting:
            state = self.found.states[waiting.popleft()]
            step = state.position.step
            assert step is not None
            for answer in self._answers[self._tree.index[step.id]]:
                known = state.known.answer(step.id, answer)
                reached = position(self._tree, known)
                state.moves.append(Move(answer, known, reached, self._state(known, reached, waiting)))

    def _state(self, known: Known, reached: Position, waiting: deque[int]) -> int | None:
        """Return the state in which a walk stands, None at an end; a new one waits to be looked at."""
        if reached.step is None:
            return None
        at = self._tree.index[reached.step.id]
        read = self._read_from[at]
        key = (at, frozenset((name, value) for name, value in reached.values.items() if name in read))
        if key in self._seen:
            return self._seen[key]
        if len(self.found.states) >= STATES:
            self.found.complete = False
            return None
        self._seen[key] = len(self.found.states)
        self.found.states.append(State(known, reached))
        waiting.append(self._seen[key])
        return self._seen[key]

    def _answers_to(self, step: Step) -> Iterator[str]:
        """Yield the answers to a step: every option, all of a `many` step together, typed ones told apart."""
        yield from (option.id for option in step.options)
        sure = [option.id for option in step.options if option.id != UNSURE]
        if step.many and len(sure) > 1:
            yield ".".join(sure)
        if step.typed:
            wanted = self._samples.get(step.id, ())
            fitting = _typed_values(self._tree, step.id, step.typed, wanted)
            apart = dict.fromkeys(value for text in fitting if (value := step.value(text)) is not None)
            yield from [value for value in apart if step.option(value) is None]


def told_ways(tree: Tree) -> Iterator[Mapping[str, Mapping[Source, str]]]:
    """Yield the ways in which the facts that conditions name may be told, at most TOLD_WAYS.

    Nothing first, then each value of each fact alone; then, of facts that nobody is asked for, more and more
    together. Those that are asked can be answered as well.
    """
    named = [tree.facts[name] for name in sorted(tree.named) if name in tree.facts]
    unasked = [fact for fact in named if fact.id not in tree.index]
    several = (some for count in range(2, len(unasked) + 1) for some in combinations(unasked, count))
    alone = ((fact,) for fact in (*unasked, *(fact for fact in named if fact.id in tree.index)))
    every = (
        {fact.id: {_teller(fact): value} for fact, value in zip(some, values, strict=True)}
        for some in chain([()], alone, several)
        for values in product(*(_fact_values(tree, fact) for fact in some))
    )
    yield from islice(every, TOLD_WAYS)


def _teller(fact: Fact) -> Source:
    return Source.PROBE if fact.detect else Source.HOST


def _fact_values(tree: Tree, fact: Fact) -> list[str]:
    if fact.typed is None:
        return [option.id for option in fact.values]
    texts = _typed_values(tree, fact.id, fact.typed, ())
    return list(dict.fromkeys(value for text in texts if (value := fact.value(text)) is not None))


def _typed_values(tree: Tree, name: str, typed: Typed, wanted: Sequence[str]) -> list[str]:
    """Return what may be typed so that all conditions on it come out either way."""
    found = list(wanted)
    for _, leaf in tree.named.get(name, ()):
        if isinstance(leaf, Is):
            found += sorted(leaf.values)
        elif isinstance(leaf, Compare):
            found += _around(leaf)
    bounds = [bound for bound in (typed.least, typed.most) if bound is not None]
    fitting = [text for text in (*found, *bounds) if typed.value(text) is not None]
    others = (*tree.codes, *_SAMPLES[typed.kind], *re.findall(r"\w+", typed.pattern or ""))
    return fitting or [text for text in others if typed.value(text) is not None][:1]


def _around(leaf: Compare) -> list[str]:
    """Return a bound as it is written, and what lies just below and above it."""
    *first, last = leaf.bound
    return [".".join(f"{part:g}" for part in (*first, last + more)) for more in (0, -1, 1)]


def _read_from(tree: Tree) -> list[frozenset[str]]:
    """Return for each step the names that it or a later one reads: in conditions, or because it asks the fact."""
    read: set[str] = set()
    found = []
    for step in reversed(tree.steps):
        conditions = (step.when, *(option.chosen_if for option in step.options))
        read |= {leaf.name for condition in conditions if condition for leaf in condition.leaves()}
        if step.fact:
            read.add(step.fact)
        found.append(frozenset(read))
    return found[::-1]
