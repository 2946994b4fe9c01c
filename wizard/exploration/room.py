"""How many bytes a walk takes in a query string at most, told without walking: an upper bound, quickly found."""

from __future__ import annotations

from typing import Final

from wizard import limits
from wizard.exploration.typed import longest, room, samples
from wizard.model.fact import Fact
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import JUMP, NEXT, UNSURE

# What every page of a walk carries besides: `_r` with ten digits, `_w` and `_c` with 22 signs each.
RESERVED: Final = len("&_r=0123456789") + 2 * len("&_w=0123456789012345678901") - 1
PROBE: Final = "~probe"
_NONE: Final = frozenset[str]()


def may_be_long(tree: Tree) -> bool:
    """Tell whether it takes a closer look to see that all walks through a tree alone are short."""
    names = len(tree.steps) + len(tree.named)
    if RESERVED + names * (2 * limits.ID + 2 + len(PROBE)) > limits.WALK_BYTES:
        return True
    return any(step.many or step.typed is not None for step in tree.steps)


def bound(tree: Tree) -> int:
    """Return a number of bytes that no walk through this tree alone takes more of."""
    total = RESERVED
    asked = set()
    for step in tree.steps:
        total += len(step.id) + 2 + longest_answer(step)
        if step.fact:
            asked.add(step.fact)
            total += len(PROBE)
    for name in tree.named:
        if name in tree.facts and name not in asked:
            total += pair(name + PROBE, longest_told(tree.facts[name]))
    return total


def longest_answer(step: Step) -> int:
    """Return the bytes of the longest answer to a step."""
    if step.many:
        return sum(len(option.id) + 1 for option in step.options)
    found = max([len(option.id) for option in step.options], default=0)
    if step.typed is not None:
        texts = (longest(step.typed, sample, ()) for sample in samples(step.typed, ()))
        return max(found, max(map(room, texts), default=3 * limits.TYPED))
    return found


def longest_told(fact: Fact) -> str:
    """Return the longest value that a product or a probe may tell of a fact."""
    values = [option.id for option in fact.values]
    if fact.typed is not None:
        values += [longest(fact.typed, sample, ()) for sample in samples(fact.typed, ())]
    return max(values, key=room, default=UNSURE)


def pair(name: str, value: str) -> int:
    """Return the bytes that a name and its value take, with the sign that parts them from those before."""
    return len(name) + 2 + room(value)


def jumps(tree: Tree) -> frozenset[str]:
    """Return the ids of the trees that a tree leads to, itself or by offering one at an end."""
    gotos = {option.goto for step in tree.steps for option in step.options}
    gotos.update([step.typed_goto for step in tree.steps])
    gotos.update([end.goto or NEXT for end in map(tree.ends.get, gotos) if end is not None])
    found = [goto.removeprefix(JUMP) for goto in gotos if goto.startswith(JUMP)]
    return frozenset(found) - {tree.id} if found else _NONE
