"""The walk through a tree that takes the most room in a query string, and how much that is.

Here every value is told from every other, since some are longer to write. Only when `room.bound` says that a walk
could be too long is it worth the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from wizard.exploration.explore import Plan
from wizard.exploration.fields import Field
from wizard.exploration.moves import Move
from wizard.exploration.reading import split
from wizard.exploration.room import PROBE, pair
from wizard.exploration.trace import after_move
from wizard.exploration.typed import longest, samples
from wizard.model.tree import Target
from wizard.names import TICKET, UNSURE
from wizard.problem import Walk

# How many walks are followed side by side, the longest so far of those that stand differently.
_SIDE_BY_SIDE: Final = 500
_TOGETHER: Final = 64


@dataclass(frozen=True, slots=True)
class Written:
    """A walk as it is written: bytes of its names and values, the last pair, what was before."""

    size: int
    last: tuple[str, str] | None = None
    before: Written | None = None

    def walk(self) -> Walk:
        """Return the names and values in order."""
        found = []
        one: Written | None = self
        while one is not None:
            if one.last is not None:
                found.append(one.last)
            one = one.before
        return tuple(reversed(found))

    def more(self, name: str, value: str) -> Written:
        """Return the walk with one name and value more."""
        return Written(self.size + pair(name, value), (name, value), self)


def longest_walks(plan: Plan, given: Mapping[str, str], told: Mapping[str, str]) -> Mapping[str, Written]:
    """Return the longest walk to each end, without what every page carries besides.

    `given` are answers that the walk brings along from an earlier tree to steps of shared blocks, `told` the values
    of facts it brings: those are not written again.
    """
    return _Longest(plan, given, told).found()


class _Longest:
    """Follows all walks at once, and of those that stand alike only the longest."""

    def __init__(self, plan: Plan, given: Mapping[str, str], told: Mapping[str, str]) -> None:
        self.plan = plan
        self.given = given
        self.told = told
        self.ends: dict[str, Written] = {}
        self.facts: dict[int, Sequence[Field]] = {}
        self.best: list[dict[int, Written]] = [{} for _ in plan.tree.steps]

    def found(self) -> Mapping[str, Written]:
        """Return the longest walk by end."""
        start = self.plan.fields.start
        for name, value in self.told.items():
            one = self.plan.fields.of.get(name)
            if one is not None:
                start = start & ~one.mask | one.bits.get(value, one.unknown)
        self._reach(0 if self.best else TICKET, start, Written(0))
        for at in range(len(self.best)):
            ahead = sorted(self.best[at].items(), key=lambda item: item[1].size, reverse=True)
            for state, written in ahead[:_SIDE_BY_SIDE]:
                for known, longer in self._told(at, state, written):
                    self._step(at, known, longer)
            self.best[at].clear()
        return self.ends

    def _reach(self, target: Target, state: int, written: Written) -> None:
        if isinstance(target, str):
            if target not in self.ends or self.ends[target].size < written.size:
                self.ends[target] = written
            return
        best, state = self.best[target], state & self.plan.live[target]
        if state not in best or best[state].size < written.size:
            best[state] = written

    def _told(self, at: int, state: int, written: Written) -> Iterator[tuple[int, Written]]:
        """Yield the states in which each fact that is read or asked here is unknown or told one value."""
        open_facts = [one for one in self._facts(at) if _several_bits(state & one.mask)]
        if not open_facts:
            yield state, written
            return
        for bits in product(*([*_single(state & one.mask)] for one in open_facts)):
            found, longer = state, written
            for one, bit in zip(open_facts, bits, strict=True):
                found = found & ~one.mask | bit
                if bit != one.unknown:
                    longer = longer.more(one.name + PROBE, self._spelt(one, bit))
            yield found, longer

    def _facts(self, at: int) -> Sequence[Field]:
        """Return the facts that the step at index `at` reads or asks."""
        found = self.facts.get(at)
        if found is None:
            plan, facts = self.plan, self.plan.tree.facts
            reads, asked = plan.reads[at], plan.left(at).fact
            every = plan.fields.of.values()
            found = [one for one in every if one.name in facts and (reads & one.mask or one is asked)]
            self.facts[at] = found
        return found

    def _step(self, at: int, state: int, written: Written) -> None:
        coming = [state]
        for _, test in self.plan.parts[at]:
            kept: list[int] = []
            for one in coming:
                true, false = split(test, one)
                kept += true
                for other in false:
                    self._reach(at + 1 if at + 1 < len(self.best) else TICKET, other, written)
            coming = kept
        for one in coming:
            for move in self.plan.left(at).moves:
                self._leave(at, one, written, move)

    def _leave(self, at: int, state: int, written: Written, move: Move) -> None:
        step = self.plan.tree.steps[at]
        fact = self.plan.left(at).fact
        if fact is not None and not state & fact.unknown:
            after = after_move(self.plan, at, state, move)
            if after is not None:
                self._reach(move.target, after, written)
            return
        for value, bits in self._values(at, move):
            if self.given.get(step.id, value) != value:
                continue
            after = after_move(self.plan, at, state, Move(move.target, bits, move.options))
            if after is None:
                continue
            self._reach(move.target, after, self._answered(at, written, value))

    def _answered(self, at: int, written: Written, value: str) -> Written:
        """Return the walk with the answer, or with the fact as a probe tells it, which takes more room."""
        step, tree = self.plan.tree.steps[at], self.plan.tree
        if step.fact is None or self.plan.left(at).fact is not None:
            return written.more(step.id, value)
        if step.id in self.told:
            return written
        may_be_told = value != UNSURE and step.id not in tree.late_facts
        return written.more(step.id + PROBE if may_be_told else step.id, value)

    def _values(self, at: int, move: Move) -> Iterator[tuple[str, int]]:
        """Yield the answers that lead that way and are worth telling apart, with the bits of each."""
        step = self.plan.tree.steps[at]
        own = self.plan.fields.of.get(step.id)
        if step.many:
            yield from self._several(at, move)
        elif own is not None and move.bits:
            for bit in _single(move.bits):
                yield self._spelt(own, bit), bit
        else:
            for option in move.options:
                yield option or self._typed(at), 0

    def _typed(self, at: int) -> str:
        typed = self.plan.tree.steps[at].typed
        assert typed is not None
        texts = [longest(typed, sample, ()) for sample in samples(typed, ())]
        return max(texts, key=len, default="1")

    def _several(self, at: int, move: Move) -> Iterator[tuple[str, int]]:
        step = self.plan.tree.steps[at]
        read = self.plan.fields.chosen.get(step.id, {})
        if UNSURE in move.options:
            yield UNSURE, move.bits
            return
        never = {option.id for option in step.options if self._is_out(at, move, option.id)}
        choices = [[*_single(move.bits & one.mask)] for one in read.values()]
        ways = product(*choices) if 2 ** len(choices) <= _TOGETHER else [[max(bits) for bits in choices]]
        for way in ways:
            bits = sum(way)
            out = {name for name, one in read.items() if bits & one.unknown} | never
            yield ".".join(option.id for option in step.options if option.id not in out), bits

    def _is_out(self, at: int, move: Move, option: str) -> bool:
        """Tell whether several answers that lead that way cannot have this one among them."""
        if option == UNSURE:
            return True
        for one in self.plan.left(at).moves:
            if one is move:
                return False
            if option in one.options:
                return True
        return False

    def _spelt(self, one: Field, bit: int) -> str:
        value = next(value for value, own in one.bits.items() if own == bit)
        if one.typed is None or value == UNSURE:
            return value
        said = [leaf for _, leaf in self.plan.tree.named.get(one.name, ())]
        return longest(one.typed, value, said)


def _single(bits: int) -> Iterator[int]:
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit


def _several_bits(bits: int) -> bool:
    return bool(bits & (bits - 1))
