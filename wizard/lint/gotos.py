"""The ways on from steps that lead to a place with a name, and what they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import JUMP, NEXT
from wizard.problem import Place


class Goto(NamedTuple):
    """One way on: from the step at index `at` by an option ("" for what is typed) to `to`, as named."""

    tree: Tree
    at: int
    option: str
    to: str
    place: Place

    @property
    def step(self) -> Step:
        """The step it leaves."""
        return self.tree.steps[self.at]

    @property
    def target(self) -> int | None:
        """The index of the step it names, itself or the first of a group or block; None for all else."""
        return self.tree.index.get(self.to, self.tree.gates.get(self.to))


def named_gotos(flows: Sequence[Tree]) -> Iterator[Goto]:
    """Yield every way on that is not just to the next step, tree by tree."""
    for tree in flows:
        for at, step in enumerate(tree.steps):
            for option in step.options:
                if option.goto != NEXT:
                    yield Goto(tree, at, option.id, option.goto, option.goto_place)
            if step.typed and step.typed_goto != NEXT:
                yield Goto(tree, at, "", step.typed_goto, step.typed_goto_place)


def jump_of(goto: str) -> str | None:
    """Return the tree that a goto names (`tree:<id>`), None when it names none."""
    return goto.removeprefix(JUMP) if goto.startswith(JUMP) else None
