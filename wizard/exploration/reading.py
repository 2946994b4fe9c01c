"""Conditions asked of states: a state is split into the walks for which one holds and those for which it does not."""

from __future__ import annotations

from typing import NamedTuple

from wizard.conditions import All, AnyOf, Compare, Condition, Is
from wizard.exploration.fields import Field, Fields
from wizard.model.tree import Tree


class Bits(NamedTuple):
    """A comparison: the bits of its name with which it holds, and those with which it does not."""

    true: int
    false: int


class Joined(NamedTuple):
    """Conditions taken together. When each of them is as `wanted`, it `holds` or it does not; else the other way."""

    wanted: bool
    holds: bool
    items: tuple[Test, ...]


class Doubt(NamedTuple):
    """What another rule has something to say about already: it may hold or not, whatever the state."""

    name: str


Test = Bits | Joined | Doubt


class Reader:
    """Reads the conditions of one tree."""

    __slots__ = ("_fields", "_tree", "doubts")

    def __init__(self, tree: Tree, fields: Fields) -> None:
        self._tree = tree
        self._fields = fields
        self.doubts = False

    def test(self, condition: Condition, at: int, in_how: bool = False) -> Test:
        """Return a condition of the step at index `at` as a test of states."""
        if isinstance(condition, Is | Compare):
            return self._leaf(condition, at, in_how)
        items = tuple([self.test(item, at, in_how) for item in condition.items])
        every = isinstance(condition, All)
        return Joined(every, not isinstance(condition, AnyOf), items)

    def parts(self, condition: Condition, at: int) -> list[tuple[Condition, Test]]:
        """Return what must hold together as its parts, from the outermost group's condition to the step's own."""
        if isinstance(condition, All):
            return [part for item in condition.items for part in self.parts(item, at)]
        return [(condition, self.test(condition, at))]

    def reads(self, condition: Condition) -> int:
        """Return the bits of all names that a condition reads."""
        found = 0
        for leaf in condition.leaves():
            found |= self._fields.masks.get(leaf.name, 0)
        return found

    def _leaf(self, leaf: Is | Compare, at: int, in_how: bool) -> Test:
        name = leaf.name
        asked = self._tree.index.get(name)
        if asked is None or asked < at or (in_how and name in self._tree.facts):
            field = self._fields.of.get(name)
            if field is not None:
                true = _true_bits(leaf, field)
                if true and (isinstance(leaf, Compare) or _are_possible(leaf, field)):
                    return Bits(true, field.mask ^ true)
            elif self._can_be_chosen(leaf):
                return self._several(leaf)
        self.doubts = True
        return Doubt(name)

    def _can_be_chosen(self, leaf: Is | Compare) -> bool:
        chosen = self._fields.chosen.get(leaf.name)
        if chosen is None or isinstance(leaf, Compare) or not leaf.values:
            return False
        return all(chosen.keys() >= set(value.split(".")) for value in leaf.values)

    def _several(self, leaf: Is | Compare) -> Test:
        """Return the test of an answer of several options: one of those named is chosen, or just those joined."""
        chosen = self._fields.chosen[leaf.name]
        found: list[Test] = []
        for value in sorted(leaf.values) if isinstance(leaf, Is) else ():
            parts = value.split(".")
            every = chosen.items() if len(parts) > 1 else [(value, chosen[value])]
            bits = [(one.bits[name], one.unknown) for name, one in every]
            found.append(
                Joined(
                    True,
                    True,
                    tuple(
                        Bits(yes, no) if name in parts else Bits(no, yes)
                        for (name, _), (yes, no) in zip(every, bits, strict=True)
                    ),
                )
            )
        return Joined(False, False, tuple(found))


def _true_bits(leaf: Is | Compare, field: Field) -> int:
    true = 0
    if isinstance(leaf, Is):
        bits = field.bits
        for value in leaf.values:
            if value in bits:
                true |= bits[value]
        if field.typed is None:
            return true
    for value, bit in field.bits.items():
        if leaf.holds({leaf.name: value}):
            true |= bit
    return true


def _are_possible(leaf: Is, field: Field) -> bool:
    """Tell whether every value that is asked for can be; those that cannot, another rule reports."""
    typed = field.typed
    if field.bits.keys() >= leaf.values:
        return True
    return all(
        value in field.bits or (typed is not None and typed.value(value) is not None) for value in leaf.values
    )


def split(test: Test, state: int) -> tuple[list[int], list[int]]:
    """Return the parts of a state for which the test holds, and those for which it does not. They never overlap."""
    if isinstance(test, Bits):
        if not state & test.true:
            return [], [state]
        if not state & test.false:
            return [state], []
        return [state & ~test.false], [state & ~test.true]
    if isinstance(test, Doubt):
        return [state], [state]
    left = [state]
    out: list[int] = []
    for item in test.items:
        kept: list[int] = []
        for one in left:
            true, false = split(item, one)
            kept += true if test.wanted else false
            out += false if test.wanted else true
        left = kept
    return (left, out) if test.holds else (out, left)


def is_sure(test: Test) -> bool:
    """Tell whether no other rule has something to say of a condition."""
    return all(map(is_sure, test.items)) if isinstance(test, Joined) else isinstance(test, Bits)
