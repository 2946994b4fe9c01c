"""The shortest walk to each answer of a tree, found by walking: bounded, with the engine that customers walk with."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from wizard.conditions import Compare
from wizard.engine.position import Position, position
from wizard.known import Known, Source
from wizard.model.step import Step, Typed
from wizard.model.tree import Tree
from wizard.names import DONE, NEXT, NOT_SOLVED, UNSURE
from wizard.problem import Walk

# How many steps of walks are replayed in a tree before the search is given up: some seconds.
WORK: Final = 200_000
_NEUTRAL: Final = (NOT_SOLVED, DONE, NEXT, UNSURE)


@dataclass(slots=True)
class Reached:
    """What walks reach: `edges` by step and option, with what is known once it is answered; steps and ends.

    `complete` is false when the search was given up before everything was looked at.
    """

    edges: dict[tuple[str, str], Known] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    complete: bool = True


def reached(tree: Tree) -> Reached:
    """Return what customers reach in a tree, by the shortest walks; told facts are tried one at a time."""
    found = Reached()
    wanted = sum(map(len, tree.targets))
    queue = deque([Known(), *_told(tree)])
    seen: set[object] = set()
    work = 0
    while queue:
        known = queue.popleft()
        at = position(tree, known)
        work += 1 + len(at.trail)
        found.places.add(at.step.id if at.step else at.end or "")
        if at.step is None or (state := _state(tree, at)) in seen:
            continue
        seen.add(state)
        if work > WORK:
            found.complete = False
            break
        for option, value in answers(tree, at.step):
            answered = known.answer(at.step.id, value)
            found.edges.setdefault((at.step.id, option), answered)
            queue.append(answered)
        if len(found.edges) == wanted and len(seen) > _enough(tree):
            break
    return found


def _enough(tree: Tree) -> int:
    """Return how many places are looked at even when every answer has been given, for the ends behind them."""
    return 3 * len(tree.steps) + 100


def _state(tree: Tree, at: Position) -> object:
    """Return what the way on depends on: the step, and the values that a step from here on reads or asks."""
    here = tree.index[at.step.id] if at.step else 0
    matters = (
        (name, value)
        for name, value in at.values.items()
        if tree.index.get(name, -1) > here or (name in tree.named and tree.named[name][-1][0] >= here)
    )
    return here, frozenset(matters), at.changed


def answers(tree: Tree, step: Step) -> Iterator[tuple[str, str]]:
    """Yield the options of a step with a value each; `""` for typed answers, with one for each that conditions tell."""
    for option in step.options:
        yield option.id, option.id
    if step.typed:
        for value in _typed_values(tree, step.id, step.typed):
            yield "", value


def _told(tree: Tree) -> Iterator[Known]:
    """Yield what a product or probe may tell, one fact at a time: those that no step asks but conditions name."""
    for name in tree.named:
        fact = tree.facts.get(name)
        if fact is None or name in tree.index:
            continue
        values = [option.id for option in fact.values]
        if fact.typed:
            values += _typed_values(tree, name, fact.typed)
        for value in values:
            yield Known(told={name: {Source.HOST: value}})


def _typed_values(tree: Tree, name: str, typed: Typed) -> list[str]:
    """Return values on each side of the bounds that conditions name, else one that fits."""
    tried = ["1", "1.0", "x", *(bound for bound in (typed.least, typed.most) if bound)]
    for _, leaf in tree.named.get(name, ()):
        if isinstance(leaf, Compare):
            *first, last = leaf.bound
            tried += [".".join(f"{part:g}" for part in (*first, last + step)) for step in (-1, 0, 1)]
        else:
            tried += sorted(leaf.values)
    kept = dict.fromkeys(kept for value in tried if (kept := typed.value(value)) is not None)
    return list(kept) if name in tree.named else list(kept)[:1]


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a walk comes to, and the steps it passed through on the way as if they had changed nothing."""

    place: str
    through: tuple[str, ...]
    trail: Collection[str]


def onward(tree: Tree, known: Known, stops: Collection[str]) -> Onward:
    """Return where a walk stops at a step among `stops`, or ends; other steps are answered so that it goes on."""
    through: list[str] = []
    while True:
        at = position(tree, known)
        trail = frozenset(given.step for given in at.trail)
        if at.step is None or at.step.id in stops:
            return Onward(at.step.id if at.step else at.end or "", tuple(through), trail)
        answered = known.answer(at.step.id, _neutral(tree, at.step))
        if answered == known:  # no answer to it can be made up
            return Onward(at.step.id, tuple(through), trail)
        through.append(at.step.id)
        known = answered


def _neutral(tree: Tree, step: Step) -> str:
    """Return the answer that says the least."""
    offered = [option.id for option in step.options]
    on = [option.id for option in step.options if option.goto == NEXT]
    values = [value for _, value in answers(tree, step)]
    for value in (*_NEUTRAL, *on, *values):
        if value in offered or not offered:
            return value
    return ""


def shown(tree: Tree, known: Known) -> Walk:
    """Return a walk as names and values: what is told first, then the answers in order."""
    told = [(f"{name}~{source}", value) for name, by in known.told.items() for source, value in by.items()]
    trail = position(tree, known).trail
    return (*told, *((given.step, given.value) for given in trail if given.step in known.answers))


def renamed(known: Known, names: dict[str, str]) -> Known:
    """Return a walk with its answers under the names of now; those to steps that are gone are left out."""
    return replace(
        known, answers={names[step]: value for step, value in known.answers.items() if step in names}
    )
