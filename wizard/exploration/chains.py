"""The longest walk over several trees: where one leads to the next, what was answered rides along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wizard import limits
from wizard.engine.position import position
from wizard.exploration.explore import Plan
from wizard.exploration.longest import Written, longest_walks
from wizard.exploration.room import RESERVED, bound, jumps
from wizard.known import Known, Source
from wizard.model.tree import Tree
from wizard.names import JUMP
from wizard.problem import Walk


class Bound(NamedTuple):
    """Bytes that no walk takes more of: through one tree `alone`, and `together` with those that follow."""

    alone: int
    together: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What a walk brings along: the trees it left, its names and values, facts, answers to steps of blocks."""

    via: tuple[str, ...] = ()
    walk: Walk = ()
    told: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


def bounds(trees: Mapping[str, Tree]) -> Mapping[str, Bound]:
    """Return for each tree a number of bytes that no walk which begins there takes more of."""
    found: dict[str, Bound] = {}
    for name in trees:
        _bound(trees, name, found, ())
    return found


def _bound(trees: Mapping[str, Tree], name: str, found: dict[str, Bound], via: tuple[str, ...]) -> Bound:
    if name in found:
        return found[name]
    tree = trees[name]
    alone = together = bound(tree)
    for to in jumps(tree):
        if to in trees and to != name and to not in via:
            # Behind a jump each answer bears the name of its tree; one of a block is one of the next tree as well.
            further = _bound(trees, to, found, (*via, name)).together - RESERVED
            names = len(tree.steps) * len(f"{name}:") + len(f"&_via={name}")
            together = max(together, alone + names + further)
    found[name] = Bound(alone, together)
    return found[name]


def longest_alone(plan: Plan) -> tuple[int, Walk]:
    """Return the bytes of the longest walk through one tree, and its names and values."""
    longest = max(longest_walks(plan, {}, {}).values(), key=lambda written: written.size)
    return RESERVED + longest.size, longest.walk()


def longest_chain(trees: Mapping[str, Tree], plans: Mapping[str, Plan], start: str) -> tuple[int, Walk]:
    """Return the bytes of a long walk that begins in `start` and goes on in other trees, and its names and values.

    The longest way through one tree is taken before the next one is looked at, so there may be a longer one still.
    """
    return max(_chains(trees, plans, start, Carried()), key=lambda found: found[0])


def _chains(
    trees: Mapping[str, Tree], plans: Mapping[str, Plan], name: str, carried: Carried
) -> Iterator[tuple[int, Walk]]:
    tree = trees[name]
    for end, written in longest_walks(plans[name], carried.given, carried.told).items():
        yield _size(carried, written), (*carried.walk, *written.walk())
        named = tree.ends.get(end)
        to = (end if named is None else named.goto or "").removeprefix(JUMP)
        is_jump = end.startswith(JUMP) or (named is not None and named.goto is not None)
        if is_jump and to in trees and to not in (*carried.via, name) and len(carried.via) < limits.JUMPS:
            yield from _chains(trees, plans, to, _carried(tree, trees[to], carried, written))


def _size(carried: Carried, written: Written) -> int:
    via = len("&_via=") + len(".".join(carried.via)) if carried.via else 0
    return RESERVED + via + sum(_room(*one) for one in carried.walk) + written.size


def _room(name: str, value: str) -> int:
    return Written(0).more(name, value).size


def _carried(tree: Tree, target: Tree, carried: Carried, written: Written) -> Carried:
    """Return what the walk brings to the next tree: see `wizard.journey`."""
    reached = position(tree, _known(tree, carried, written))
    walk: list[tuple[str, str]] = []
    told: dict[str, str] = {}
    for name, value in (*carried.walk, *written.walk()):
        fact = name.partition("~")[0]
        if fact not in tree.facts:
            walk.append((name if ":" in name else f"{tree.id}:{name}", value))
        elif fact not in reached.changed or (fact == name and fact in reached.values):
            late = fact == name and fact in target.late_facts
            walk.append((f"{tree.id}:{name}" if late else name, value))
            told[fact] = value
    blocks = {use.block for use in target.blocks}
    shared = {
        name.rpartition(":")[2]: value
        for name, value in walk
        if name.rpartition(":")[2].split(".")[0] in blocks
    }
    return Carried((*carried.via, tree.id), tuple(walk), told, {n: v for n, v in shared.items() if "." in n})


def _known(tree: Tree, carried: Carried, written: Written) -> Known:
    answers = dict(carried.given)
    told: dict[str, dict[Source, str]] = {}
    for name, value in (*carried.walk, *written.walk()):
        fact, _, source = name.partition("~")
        if source:
            told[fact] = {Source(source): value}
        elif ":" not in name:
            answers[name] = value
    return Known(answers, told)
