"""How a step is left: to which steps, and with which values of what it asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.exploration.fields import Field, Fields
from wizard.model.step import Option, Step
from wizard.model.tree import Target, Tree
from wizard.names import NEXT, UNSURE


class Move(NamedTuple):
    """One way on: some answers that lead to the same `target`, the bits they give the step's name, some options.

    `options` are the answers as one gives them, one for all that is typed and several joined for `many`.
    """

    target: Target
    bits: int
    options: tuple[str, ...]


class Leaving(NamedTuple):
    """How a step is left. `clear` are the bits that are known afresh, `gone` those of the facts it changes.

    `fact` is the field of the fact it asks, when a condition reads that there or later.
    """

    moves: Sequence[Move]
    clear: int
    gone: int
    fact: Field | None


def leaving(tree: Tree, at: int, fields: Fields, live: int) -> Leaving:
    """Return how the step at index `at` is left; `live` are the bits that are read there or later."""
    step = tree.steps[at]
    gone = clear = 0
    for name in step.changes:
        mask = fields.masks.get(name, 0)
        if mask:
            clear |= mask
            gone |= fields.start & mask if name not in fields.of else fields.of[name].unknown
    own = fields.masks.get(step.id, 0)
    moves = _several(tree, at, fields) if step.many else _one(tree, at, fields.of.get(step.id))
    if own & clear:
        moves = [Move(move.target, 0, move.options) for move in moves]
    fact = fields.of.get(step.id) if step.fact and own & live and not own & clear else None
    return Leaving(moves, clear | own, gone, fact)


def _one(tree: Tree, at: int, field: Field | None) -> list[Move]:
    exits = tree.exits[at]
    if len(exits) == 1 and len(tree.steps) not in exits:  # they all lead on to one step, as most do
        (to,) = exits
        return [Move(to, field.mask ^ field.unknown if field else 0, tuple(tree.targets[at]))]
    step = tree.steps[at]
    found: dict[Target, tuple[int, list[str]]] = {}
    options = {option.id for option in step.options}
    for name, target in tree.targets[at].items():
        if name in options or field is None:
            bits = field.bits[name] if field else 0
        else:
            bits = sum(bit for value, bit in field.bits.items() if value not in options)
        before, names = found.get(target, (0, []))
        found[target] = (before | bits, [*names, name])
    return [Move(target, bits, tuple(names)) for target, (bits, names) in found.items()]


def _several(tree: Tree, at: int, fields: Fields) -> list[Move]:
    """Return the ways on of a step that takes several options: each a way of choosing that can be told apart."""
    step = tree.steps[at]
    chosen = fields.chosen.get(step.id, {})
    found = []
    for must, never, target in _ways(tree, at, step, chosen):
        bits = 0
        for name, field in chosen.items():
            out = name in never or (name != UNSURE and must == (UNSURE,))
            bits |= field.bits[name] if name in must else field.unknown if out else field.mask
        if UNSURE in chosen and must != (UNSURE,):
            bits &= ~chosen[UNSURE].bits[UNSURE]
        found.append(Move(target, bits, must))
    return found


def _ways(
    tree: Tree, at: int, step: Step, chosen: dict[str, Field]
) -> Iterator[tuple[tuple[str, ...], frozenset[str], Target]]:
    """Yield options that are chosen, options that are not then, and where that leads; all others are open."""
    sure = [option for option in step.options if option.id != UNSURE]
    never: frozenset[str] = frozenset()
    for option in sure:
        if option.goto != NEXT:
            yield (option.id,), never, tree.target(at, option.goto)
            never |= {option.id}
    plain = [option for option in sure if option.goto == NEXT]
    unread = [option for option in plain if option.id not in chosen]
    for option in unread[:1] or plain:
        yield (option.id,), never, tree.target(at, NEXT)
        never |= {option.id}
    unsure: Option | None = step.option(UNSURE)
    if unsure is not None:
        yield (UNSURE,), frozenset(), tree.target(at, unsure.goto)
