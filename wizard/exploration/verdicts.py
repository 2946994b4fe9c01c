"""What conditions come to on all walks: they hold sometimes, always, or never, or ask for what is never known there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.conditions import Compare, Condition, Is, NoneOf
from wizard.exploration.explore import Exploration
from wizard.exploration.reading import Bits, Joined, Test, is_sure, split
from wizard.problem import Place

HELD, FAILED = 1, 2


class Verdict(NamedTuple):
    """What one condition of the step at index `at` came to where a walk looks at it.

    `seen` is HELD, FAILED or both. `part` is which part of the step's `when` it is, None for an `if` and for a part of
    `how`. `outer` is the condition it stands in, when it is one comparison of several; `is_wanted`: that holds rather
    when this one does. `is_known`: its name may be known there; of a condition with several names, always.
    `is_empty`: it holds whatever the answers are that it asks for.
    """

    at: int
    place: Place
    condition: Condition
    seen: int
    part: int | None = None
    outer: Condition | None = None
    is_wanted: bool = True
    is_known: bool = True
    is_empty: bool = False


def verdicts(found: Exploration, *, odd: bool = False) -> Iterator[Verdict]:
    """Yield what each condition came to that some walk looks at; with `odd` those that do not hold and fail both.

    What another rule reports is left out, with all that stands in one condition with it.
    """
    for at, looked in enumerate(found.looked):
        for part, (state, seen) in enumerate(looked):
            condition, test = found.plan.parts[at][part]
            if seen == 3 and odd and isinstance(test, Bits):
                continue
            if seen:
                yield from _judged(found, at, condition, test, state, seen, part, odd)
    for at, condition in found.plan.variants:
        states = found.shown[at]
        if states:
            test = found.plan.reader.test(condition, at, in_how=True)
            yield from _judged(found, at, condition, test, _union(states), _seen(test, states), None, odd)
    for at in found.plan.choosing:
        yield from _choices(found, at, odd)


def _choices(found: Exploration, at: int, odd: bool) -> Iterator[Verdict]:
    """Yield what the `if` of options came to: each is looked at only where those before it fail."""
    states = found.shown[at]
    for _, condition, test in found.plan.choices(at):
        if not states:
            return
        yield from _judged(found, at, condition, test, _union(states), _seen(test, states), None, odd)
        states = [other for state in states for other in split(test, state)[1]]


def _judged(
    found: Exploration,
    at: int,
    condition: Condition,
    test: Test,
    state: int,
    seen: int,
    part: int | None,
    odd: bool,
) -> Iterator[Verdict]:
    leaves = [*condition.leaves()]
    if not leaves or not is_sure(test):
        return
    if isinstance(condition, Is | Compare):
        if not odd or seen != 3:
            known = _is_known(found, condition, state)
            empty = seen == HELD and _is_empty(found, condition, test, state)
            yield Verdict(at, condition.place, condition, seen, part, is_known=known, is_empty=empty)
        return
    if not odd or seen != 3:
        empty = seen == HELD and _is_empty(found, condition, test, state)
        yield Verdict(at, leaves[0].place, condition, seen, part, is_empty=empty)
    for leaf, wanted in _with_sign(condition, True):
        one = _inner(found, at, leaf, condition, wanted, state, part)
        if not odd or one.seen != 3:
            yield one


def _inner(
    found: Exploration,
    at: int,
    leaf: Is | Compare,
    outer: Condition,
    wanted: bool,
    state: int,
    part: int | None,
) -> Verdict:
    bits = [*_bits(found.plan.reader.test(leaf, at, in_how=part is None))]
    seen = HELD * any(state & one.true for one in bits) | FAILED * any(state & one.false for one in bits)
    return Verdict(at, leaf.place, leaf, seen, part, outer, wanted, _is_known(found, leaf, state))


def _with_sign(condition: Condition, wanted: bool) -> Iterator[tuple[Is | Compare, bool]]:
    """Yield the comparisons in a condition, and for each whether the condition wants it to hold."""
    if isinstance(condition, Is | Compare):
        yield condition, wanted
    else:
        for item in condition.items:
            yield from _with_sign(item, wanted is not isinstance(condition, NoneOf))


def _is_empty(found: Exploration, condition: Condition, test: Test, state: int) -> bool:
    """Tell whether a condition holds with all values that its names may have, if only they are known there."""
    free = state
    for leaf in condition.leaves():
        for field in found.plan.fields_of(leaf.name):
            free |= field.mask if state & field.unknown else field.mask ^ field.unknown
    return not split(test, free)[1]


def _is_known(found: Exploration, leaf: Is | Compare, state: int) -> bool:
    """Tell whether the name may be known in some of the states that `state` is the union of."""
    return any(state & one.mask & ~one.unknown for one in found.plan.fields_of(leaf.name))


def _bits(test: Test) -> Iterator[Bits]:
    if isinstance(test, Bits):
        yield test
    elif isinstance(test, Joined):
        for item in test.items:
            yield from _bits(item)


def _seen(test: Test, states: Sequence[int]) -> int:
    seen = 0
    for state in states:
        true, false = split(test, state)
        seen |= HELD * bool(true) | FAILED * bool(false)
        if seen == 3:
            break
    return seen


def _union(states: Sequence[int]) -> int:
    found = 0
    for state in states:
        found |= state
    return found
