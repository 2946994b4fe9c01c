"""A path test walked as a customer does: step by step, each answer given when its step is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from wizard.engine.carry import Dropped, carry_over
from wizard.engine.position import Given, position
from wizard.journey import Stand, end_of, stand
from wizard.known import Known
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import JUMP
from wizard.path_tests.model import PathTest
from wizard.problem import Walk as Told
from wizard.query import Walk


class Passed(NamedTuple):
    """One step by which a walk came: its tree, its id, and the value it had."""

    tree: str
    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk that was made. `stands` are its pages, the last one where it stands.

    `passed` are the steps that have a value, in order; `given` the answers in the order in which they were asked
    for, `unused` those that were not, `refused` the one that its step does not offer, `dropped` what was told and
    fits nothing; `ends` are the ends of each tree that was left, and the last one's.
    """

    began: str
    stands: tuple[Stand, ...]
    passed: tuple[Passed, ...]
    given: Told
    unused: tuple[str, ...]
    refused: str | None
    dropped: tuple[Dropped, ...]
    ends: tuple[tuple[str, str], ...]

    @property
    def stand(self) -> Stand:
        """Where the walk stands."""
        return self.stands[-1]

    @property
    def at(self) -> Step | None:
        """The step where it stands, None at an end."""
        return self.stands[-1].position.step

    def came_by(self) -> Iterator[tuple[str, str]]:
        """Yield tree and id of each step come by, in order, the one where the walk stands last."""
        yield from ((passed.tree, passed.step) for passed in self.passed)
        if self.at is not None:
            yield self.stand.tree.id, self.at.id


def walked(trees: Mapping[str, Tree], test: PathTest) -> Walked:
    """Return the walk of a test through `trees`, those of its audience; KeyError when its tree is not there."""
    return _Walking(trees, test).walked()


class _Walking:
    """One walk being made."""

    def __init__(self, trees: Mapping[str, Tree], test: PathTest) -> None:
        self.trees = trees
        self.test = test
        self.trails: dict[str, tuple[Given, ...]] = {}
        self.given: list[tuple[str, str]] = []
        self.used: set[str] = set()

    def walked(self) -> Walked:
        told = Known(told=self.test.told)
        found = stand(self.trees, self.test.tree, Walk(told))
        self._note(self.trees[self.test.tree], told, found)
        stands = [found]
        refused = None
        while (step := found.position.step) is not None:
            key = self._key(found.tree.id, step.id)
            if key is None:
                break
            self.used.add(key)
            value = step.value(self.test.answers[key])
            if value is None:
                refused = key
                break
            self.given.append((self._name(found.tree.id, step.id), value))
            found = self._answered(found, step, value)
            stands.append(found)
        unused = tuple(name for name in self.test.answers if name not in self.used)
        dropped, ends = stands[0].dropped, tuple(self._ends(found))
        passed, given = tuple(self._passed(found)), tuple(self.given)
        return Walked(self.test.tree, tuple(stands), passed, given, unused, refused, dropped, ends)

    def _key(self, tree: str, step: str) -> str | None:
        """Return the key of the answer to a step: the one that names its tree goes first; each is given once."""
        keys = (f"{tree}:{step}", step)
        return next((key for key in keys if key in self.test.answers and key not in self.used), None)

    def _name(self, tree: str, step: str) -> str:
        return step if tree == self.test.tree else f"{tree}:{step}"

    def _answered(self, found: Stand, step: Step, value: str) -> Stand:
        known = found.walk.known.answer(step.id, value)
        after = stand(self.trees, found.tree.id, replace(found.walk, known=known))
        self._note(found.tree, known, after)
        return after

    def _note(self, tree: Tree, known: Known, after: Stand) -> None:
        """Keep the trail in `tree`; when the walk left it, the one it had at its end there."""
        if after.tree.id != tree.id:
            self.trails[tree.id] = position(tree, carry_over(tree, known)[0]).trail
        self.trails[after.tree.id] = after.position.trail

    def _passed(self, found: Stand) -> Iterator[Passed]:
        earlier = found.walk.known.earlier
        for tree in (*found.walk.via, found.tree.id):
            if tree in self.trails:
                yield from (Passed(tree, given.step, given.value) for given in self.trails[tree])
            else:  # passed through at once, with everything known
                yield from (
                    Passed(tree, step, value) for (name, step), value in earlier.items() if name == tree
                )

    def _ends(self, found: Stand) -> Iterator[tuple[str, str]]:
        way = (*found.walk.via, found.tree.id)
        yield from ((tree, JUMP + after) for tree, after in pairwise(way))
        end = end_of(found)
        if end is not None:
            yield found.tree.id, end
