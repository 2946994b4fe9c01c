"""The comparisons in the conditions of steps, and whom they decide about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.conditions import Compare, Condition, Is
from wizard.model.step import Audience, Step
from wizard.model.tree import Tree


class Leaf(NamedTuple):
    """One comparison in a condition of the step at index `at`.

    `audience` is who sees what it decides about; `in_how`: it decides about a part of the instructions only.
    """

    tree: Tree
    at: int
    condition: Is | Compare
    audience: Audience
    in_how: bool

    @property
    def step(self) -> Step:
        """The step whose condition it stands in."""
        return self.tree.steps[self.at]


def leaves(flows: Sequence[Tree]) -> Iterator[Leaf]:
    """Yield every comparison in the conditions of steps, options and parts of `how`, tree by tree."""
    for tree in flows:
        for at, step in enumerate(tree.steps):
            for condition, audience, in_how in _conditions(step):
                for leaf in condition.leaves():
                    yield Leaf(tree, at, leaf, audience, in_how)


def _conditions(step: Step) -> Iterator[tuple[Condition, Audience, bool]]:
    if step.when is not None:
        yield step.when, step.audience, False
    for option in step.options:
        if option.chosen_if is not None:
            yield option.chosen_if, step.audience, False
    for variant in step.how:
        if variant.when is not None:
            staff = Audience.STAFF in (step.audience, variant.audience)
            yield variant.when, Audience.STAFF if staff else Audience.CUSTOMER, True
