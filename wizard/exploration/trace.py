"""The shortest walk that comes where something was found, as names and values that the engine can replay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Final, NamedTuple

from wizard import limits
from wizard.exploration.explore import Plan
from wizard.exploration.moves import Move
from wizard.exploration.reading import Joined, split
from wizard.exploration.typed import samples
from wizard.names import UNSURE
from wizard.problem import Walk

NOBODY: Final[frozenset[int]] = frozenset()


class Stop(NamedTuple):
    """A step that a walk has to come by: `option` is answered there, it is `asked`, or only `part`s are looked at.

    With `part` the step need not come: the parts of its condition before that one hold.
    """

    at: int
    option: str | None = None
    asked: bool = False
    part: int | None = None


@dataclass(frozen=True, slots=True)
class _Event:
    """A walk has passed the step at index `at`, or (with a `move`) answered it, in `state`."""

    at: int
    state: int
    move: Move | None
    before: _Event | None


def shortest(plan: Plan, *stops: Stop, between: Collection[int] = NOBODY) -> Walk:
    """Return the shortest walk through all `stops`, which stand in the order of the steps; () when none was found.

    The steps `between` must not be answered between the first and the last stop. The search gives up after
    `limits.EXPLORED_STATES` states.
    """
    found = _Search(plan, stops, between).found()
    return () if found is None else _pairs(plan, found)


@dataclass(slots=True)
class _Search:
    """A search for the cheapest way: each answer, and each fact that must be told, costs one."""

    plan: Plan
    stops: Sequence[Stop]
    between: Collection[int]
    waiting: list[tuple[int, int, int, int, int, _Event | None]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    live: Sequence[int] = ()
    told: int = 0

    def found(self) -> _Event | None:
        """Return what the walk stands at at last."""
        plan, last = self.plan, self.stops[-1]
        self.live = _live_up_to(plan, last.at)
        facts = plan.tree.facts
        self.told = sum(one.unknown for name, one in plan.fields.of.items() if name in facts)
        start = plan.fields.start & self.live[0]
        heappush(self.waiting, (0, 0, 0, start, next(self.order), None))
        seen: set[tuple[int, int, int]] = set()
        while self.waiting and len(seen) < limits.EXPLORED_STATES:
            cost, at, passed, state, _, before = heappop(self.waiting)
            if (at, passed, state) in seen:
                continue
            seen.add((at, passed, state))
            found = self._step(cost, at, passed, state, before)
            if found is not None:
                return found
        return None

    def _step(self, cost: int, at: int, passed: int, state: int, before: _Event | None) -> _Event | None:
        stop = self.stops[passed]
        is_goal = at == stop.at and passed + 1 == len(self.stops)
        coming = [state]
        for number, (_, test) in enumerate(self.plan.parts[at]):
            if is_goal and stop.part == number:
                break
            kept: list[int] = []
            for one in coming:
                true, false = split(test, one)
                kept += true
                for other in false if at < stop.at else ():
                    dearer = cost + (one & ~other & self.told).bit_count()
                    self._wait(dearer, at + 1, passed, other, _Event(at, other, None, before))
            coming = kept
        if is_goal and coming:
            ends = [one for cube in coming for one in (self._asked(at, cube) if stop.asked else [cube])]
            return _Event(at, ends[0], None, before) if ends else None
        for one in coming:
            dearer = cost + (state & ~one & self.told).bit_count()
            self._answer(dearer, at, passed, one, before)
        return None

    def _answer(self, cost: int, at: int, passed: int, state: int, before: _Event | None) -> None:
        stop = self.stops[passed]
        if at > stop.at or (at == stop.at and stop.part is not None) or (passed and at in self.between):
            return
        here = at == stop.at
        if here and stop.asked:
            for one in self._asked(at, state):
                self._leave(cost + 1, at, passed, one, stop.option, before)
            return
        option = stop.option if here else None
        self._leave(cost + self._is_open(at, state), at, passed, state, option, before)
        left = [state]
        for chosen, _, test in self.plan.choices(at):
            kept = []
            for one in left:
                true, false = split(test, one)
                kept += false
                for other in true if option in (None, chosen) else ():
                    dearer = cost + (state & ~other & self.told).bit_count()
                    self._leave(dearer, at, passed, other, chosen, before)
            left = kept

    def _leave(
        self, cost: int, at: int, passed: int, state: int, option: str | None, before: _Event | None
    ) -> None:
        here = at == self.stops[passed].at
        for move in self.plan.left(at).moves:
            if isinstance(move.target, str) or (option is not None and option not in move.options):
                continue
            chosen = move if option is None else with_option(self.plan, at, move, option)
            after = after_move(self.plan, at, state, chosen)
            if after is not None:
                self._wait(cost, move.target, passed + here, after, _Event(at, state, chosen, before))

    def _is_open(self, at: int, state: int) -> bool:
        """Tell whether the step has to be answered: it asks no fact that is known."""
        fact = self.plan.left(at).fact
        return fact is None or bool(state & fact.unknown)

    def _asked(self, at: int, state: int) -> list[int]:
        """Return the parts of a state in which the step is asked: it is not known, and no `if` chooses."""
        own = self.plan.left(at).fact
        if own is not None:
            return [state & ~own.mask | own.unknown] if state & own.unknown else []
        tests = tuple(test for _, _, test in self.plan.choices(at))
        return split(Joined(False, True, tests), state)[0]

    def _wait(self, cost: int, at: int, passed: int, state: int, event: _Event) -> None:
        if at <= self.stops[-1].at and (passed >= len(self.stops) or at <= self.stops[passed].at):
            heappush(self.waiting, (cost, at, passed, state & self.live[at], next(self.order), event))


def with_option(plan: Plan, at: int, move: Move, option: str) -> Move:
    """Return a move with one of its options only ("" for what is typed)."""
    step = plan.tree.steps[at]
    own = plan.fields.of.get(step.id)
    bits = move.bits
    if own is not None and option in own.bits:
        bits &= own.bits[option]
    elif own is not None:
        bits &= ~sum(own.bits[one.id] for one in step.options)
    return Move(move.target, bits, (option,))


def after_move(plan: Plan, at: int, state: int, move: Move) -> int | None:
    """Return the state behind the step at index `at`, None when no walk in `state` can leave it so."""
    _, clear, gone, fact = plan.left(at)
    if fact is None:
        return state & ~clear | gone | move.bits
    known = (fact.mask ^ fact.unknown if state & fact.unknown else state) & move.bits
    return state & ~clear | gone | known if known else None


def _live_up_to(plan: Plan, last: int) -> list[int]:
    """Return the bits of the names that are read from each step on, up to the last one that matters."""
    live = 0
    found = [0] * (len(plan.reads) + 1)
    for at in range(min(last, len(plan.reads) - 1), -1, -1):
        fact = plan.left(at).fact
        live |= plan.reads[at] | (fact.mask if fact is not None else 0)
        found[at] = live
    return found


def _events(last: _Event) -> Iterator[_Event]:
    """Yield the events of a walk from its end back to its beginning."""
    event: _Event | None = last
    while event is not None:
        yield event
        event = event.before


def _pairs(plan: Plan, last: _Event) -> Walk:
    """Return a walk of those that the events stand for, as it would stand in a query string."""
    answers, told = _answers(plan, last)
    pairs = [
        (f"{plan.brought[name]}:{name}" if value == UNSURE else f"{name}~host", value)
        for name, value in told.items()
        if name in plan.tree.facts
    ]
    values = dict(told)
    for event in reversed([*_events(last)]):
        if event.move is None:
            continue
        step = plan.tree.steps[event.at]
        answer = answers[event.at]
        chosen = next((one.id for one in step.options if one.chosen_if and one.chosen_if.holds(values)), None)
        if answer is not None and chosen != answer:
            pairs.append((step.id, answer))
        if answer is not None:
            values[step.id] = answer
        for name in step.changes:
            values.pop(name, None)
    return tuple(pairs)


def _answers(plan: Plan, last: _Event) -> tuple[Mapping[int, str | None], Mapping[str, str]]:
    """Return a value for each step answered (None: it was known), and what has to be told from the start.

    Goes back from the end: whatever is read of a value after it is given narrows down what it may be.
    """
    need: dict[int, int] = {}  # by the mask of a field
    answers: dict[int, str | None] = {}
    told: dict[str, str] = {}
    for event in _events(last):
        if event.move is not None:
            answers[event.at] = _answer(plan, event, need)
        for one in plan.all_fields:
            if event.state & one.mask:
                need.setdefault(one.mask, event.state & one.mask)
    for name, own in plan.fields.of.items():
        value = own.value(need.get(own.mask, own.unknown))
        if value is not None:
            told[name] = value
    return answers, told


def _answer(plan: Plan, event: _Event, need: dict[int, int]) -> str | None:
    """Return what is answered, and forget what is needed of the values that only come with the answer."""
    assert event.move is not None
    step = plan.tree.steps[event.at]
    for name in step.changes:
        for one in plan.fields_of(name):
            need.pop(one.mask, None)
    if step.many:
        return _several(plan, event, need)
    own = plan.fields.of.get(step.id)
    if own is None:
        return _any_answer(plan, event)
    wanted = need.pop(own.mask, event.move.bits or own.mask ^ own.unknown) & (event.move.bits or own.mask)
    if plan.left(event.at).fact is None:
        return own.value(wanted) if event.move.bits else _any_answer(plan, event)
    if event.state & own.unknown:
        need[own.mask] = own.unknown
        return own.value(wanted)
    need[own.mask] = own.bits[own.value(event.state & wanted) or ""]
    return None


def _several(plan: Plan, event: _Event, need: dict[int, int]) -> str:
    assert event.move is not None
    step = plan.tree.steps[event.at]
    chosen = set(event.move.options)
    for one in plan.fields.chosen.get(step.id, {}).values():
        wanted = need.pop(one.mask, event.move.bits & one.mask or one.mask)
        if not wanted & one.unknown:
            chosen |= one.bits.keys()
    return ".".join(option.id for option in step.options if option.id in chosen)


def _any_answer(plan: Plan, event: _Event) -> str:
    assert event.move is not None
    step = plan.tree.steps[event.at]
    for option in event.move.options:
        if option:
            return option
    return next(iter(samples(step.typed, ())), "1") if step.typed else ""
