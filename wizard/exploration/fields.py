"""The place of each name in a state. A state is one whole number: for each name a bit for every value it may have.

So one state stands for many walks at once: all of those whose values are among its bits. Only names that some
condition reads have a place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from wizard.conditions import Compare, Is
from wizard.exploration.typed import samples
from wizard.model.step import Step, Typed
from wizard.model.tree import Tree
from wizard.names import UNSURE

Leaves = Mapping[str, Sequence[Is | Compare]]


class Field:
    """The bits of one name: `unknown`, and one for each of `values`."""

    __slots__ = ("bits", "mask", "name", "typed", "unknown")

    def __init__(self, name: str, values: Collection[str], first: int, typed: Typed | None = None) -> None:
        self.name = name
        self.typed = typed
        bit = self.unknown = 1 << first
        self.bits = {}
        for value in values:
            bit <<= 1
            self.bits[value] = bit
        self.mask = (bit << 1) - self.unknown

    def value(self, state: int) -> str | None:
        """Return the first value that the name may have in a state, None when it may be unknown."""
        if state & self.unknown:
            return None
        return next(value for value, bit in self.bits.items() if state & bit)


class Fields:
    """Where the names that conditions of a tree read stand in a state.

    `of` holds those with one value; `chosen` those of steps that take several options, a field for each option
    that is read, with the option as its only value. `masks` are the bits of names, `every` those of fields.
    `start` is the state in which every walk begins.
    """

    __slots__ = ("chosen", "every", "masks", "of", "start", "width")

    def __init__(self, tree: Tree, leaves: Leaves, brought: Mapping[str, str]) -> None:
        self.of: dict[str, Field] = {}
        self.chosen: dict[str, dict[str, Field]] = {}
        self.masks: dict[str, int] = {}
        self.every: list[int] = []
        self.start = 0
        self.width = 0
        for name, said in leaves.items():
            at = tree.index.get(name)
            step = None if at is None else tree.steps[at]
            if step is not None and step.many:
                self._add_several(step, said)
            elif step is not None or name in tree.facts:
                self._add(tree, name, step, said, name in brought)

    def _add(
        self, tree: Tree, name: str, step: Step | None, said: Sequence[Is | Compare], brought: bool
    ) -> None:
        fact = tree.facts.get(name)
        asked = fact if step is None else step
        values = [option.id for option in (fact.values if fact else ())]
        values += [
            option.id
            for option in (step.options if step and not step.fact else ())
            if option.id not in values
        ]
        typed = asked.typed if asked else None
        if typed:
            values += [value for value in samples(typed, said) if value != UNSURE and value not in values]
        told = len(values)
        if fact is not None and fact.ask:
            values.append(UNSURE)
        field = self._field(name, values, typed)
        self.of[name] = field
        self.masks[name] = field.mask
        if fact is None:
            self.start |= field.unknown
        else:
            told_bits = (field.unknown << told + 1) - field.unknown
            self.start |= field.mask if brought else told_bits

    def _add_several(self, step: Step, said: Sequence[Is | Compare]) -> None:
        read = {value for leaf in said if isinstance(leaf, Is) for value in leaf.values}
        all_read = any("." in value for value in read)
        fields = {
            option.id: self._field(step.id, (option.id,))
            for option in step.options
            if all_read or option.id in read
        }
        self.chosen[step.id] = fields
        self.masks[step.id] = sum(field.mask for field in fields.values())
        self.start |= sum(field.unknown for field in fields.values())

    def _field(self, name: str, values: Collection[str], typed: Typed | None = None) -> Field:
        field = Field(name, values, self.width, typed)
        self.width += len(values) + 1
        self.every.append(field.mask)
        return field
