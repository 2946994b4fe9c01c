"""Proposes walks that take every option which no test takes yet.

Each time the walk is chosen that takes most of what is left, and among those the one with the fewest facts told and
the fewest steps; it is found exactly, since states only lead forward. Choosing one after another is the usual greedy
answer to set cover: seldom many more walks than needed, never fewer than the most options of one step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wizard.engine.position import Position, position
from wizard.known import Known
from wizard.library import Library
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.path_tests.coverage import Choice, options_of
from wizard.path_tests.exploring import Explored, Explorer, Move, told_ways
from wizard.path_tests.model import Expected, PathTest

# Called with what has been done and how much there is in all, where work takes long.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Walks that together take the options wanted; `left` are the options that no walk was found for."""

    tests: tuple[PathTest, ...]
    left: tuple[Choice, ...]
    complete: bool


def proposal(
    library: Library, tree_id: str, taken: Collection[Choice], samples: Mapping[str, Sequence[str]]
) -> Proposal:
    """Return walks that take every option of the tree but those in `taken`, customers' walks first.

    `samples` are texts that fit where something is typed, by step. The tests have no names, and expect nothing.
    """
    wanted = {choice for choice in _every(library.staff[tree_id]) if choice not in taken}
    tests: list[PathTest] = []
    complete = True
    for audience, trees in ((Audience.CUSTOMER, library.customers), (Audience.STAFF, library.staff)):
        tree = trees[tree_id]
        if not wanted or (
            audience is Audience.STAFF and len(tree.steps) == len(library.customers[tree_id].steps)
        ):
            continue
        explored = explored_for(tree, wanted, samples)
        complete &= explored.complete
        for known in _cover(explored, wanted):
            tests.append(PathTest("", tree_id, Expected(), known.told, known.answers, audience))
    return Proposal(tuple(tests), tuple(sorted(wanted)), complete)


def explored_for(tree: Tree, wanted: Collection[Choice], samples: Mapping[str, Sequence[str]]) -> Explored:
    """Return the tree explored with as few facts told as it takes to come by the options wanted."""
    explorer = Explorer(tree, samples)
    left = {choice for choice in wanted if choice[0] in tree.index}
    looked_at = 0
    for told in told_ways(tree):
        explorer.explore(told)
        states = explorer.found.states
        for state in states[looked_at:]:
            for move in state.moves:
                left -= _choices(tree, move.position)
        left -= _choices(tree, explorer.found.starts[-1][1])
        looked_at = len(states)
        if not left or not explorer.found.complete:
            break
    return explorer.found


def _every(tree: Tree) -> Iterator[Choice]:
    for step, targets in zip(tree.steps, tree.targets, strict=True):
        yield from ((step.id, option) for option in targets)


def _choices(tree: Tree, reached: Position) -> set[Choice]:
    return {
        (given.step, option)
        for given in reached.trail
        for option in options_of(tree.steps[tree.index[given.step]], given.value)
    }


def _cover(explored: Explored, wanted: set[Choice]) -> Iterator[Known]:
    """Yield walks until nothing of `wanted` is left that any walk takes; what they take is removed from it."""
    tree = explored.tree
    gains = [
        [_choices(tree, move.position) - _choices(tree, state.position) for move in state.moves]
        for state in explored.states
    ]
    while wanted:
        best = _best_ways(explored, gains, wanted)
        known, gain = max(_begun(explored, best, wanted), key=lambda one: one[1], default=(None, (0, 0, 0)))
        if known is None or gain[0] == 0:
            return
        walk, reached = _followed(explored, best, known)
        wanted -= _choices(tree, reached)
        yield walk


_Gain = tuple[int, int, int]  # options of those wanted; less is better of the others: facts told, steps


def _best_ways(
    explored: Explored, gains: Sequence[Sequence[set[Choice]]], wanted: set[Choice]
) -> list[tuple[int, int, Move]]:
    """Return for each state the most options that can still be taken, minus the steps, and the first move.

    Moves lead to later steps only, so states of later steps are done first.
    """
    index = explored.tree.index
    best: list[tuple[int, int, Move] | None] = [None] * len(explored.states)

    def place(at: int) -> int:
        step = explored.states[at].position.step
        return -index[step.id] if step else 0

    for at in sorted(range(len(explored.states)), key=place):
        ways = []
        for move, gain in zip(explored.states[at].moves, gains[at], strict=True):
            onward = best[move.state] if move.state is not None else None
            more, steps = (onward[0], onward[1]) if onward else (0, 0)
            ways.append((len(gain & wanted) + more, steps - 1, move))
        best[at] = max(ways, key=lambda way: way[:2], default=None)
    return [way for way in best if way is not None]


def _begun(
    explored: Explored, best: Sequence[tuple[int, int, Move]], wanted: set[Choice]
) -> Iterator[tuple[tuple[Known, int | None, Position], _Gain]]:
    for known, begun, state in explored.starts:
        more, steps = best[state][:2] if state is not None else (0, 0)
        gain = len(_choices(explored.tree, begun) & wanted) + more
        yield (known, state, begun), (gain, -len(known.told), steps)


def _followed(
    explored: Explored, best: Sequence[tuple[int, int, Move]], start: tuple[Known, int | None, Position]
) -> tuple[Known, Position]:
    """Return the walk that makes the best move from each state, and where it ends."""
    known, state, reached = start
    while state is not None:
        move = best[state][2]
        step = explored.states[state].position.step
        assert step is not None
        known = known.answer(step.id, move.answer)
        state, reached = move.state, position(explored.tree, known)
    return known, reached
