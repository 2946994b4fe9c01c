"""What the conditions of a folder come to, each place judged over all the trees in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wizard.conditions import Condition
from wizard.exploration.audiences import Explored
from wizard.exploration.trace import Stop, shortest
from wizard.exploration.verdicts import FAILED, HELD, Verdict, verdicts
from wizard.lint.survey import Survey
from wizard.model.tree import Tree
from wizard.names import JUMP, NEXT, TICKET
from wizard.problem import Place, Walk


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition that does not hold and fail both, with what it came to in all its trees, as in `Verdict`."""

    explored: Explored
    verdict: Verdict
    seen: int
    is_known: bool
    is_empty: bool

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.verdict.place

    def walk(self) -> Walk:
        """Return the shortest walk that comes where the condition is looked at."""
        found = self.explored.staff
        if found.is_doubtful:
            return ()
        return shortest(found.plan, Stop(self.verdict.at, part=self.verdict.part))


def sound(survey: Survey, found: Iterable[Explored]) -> list[Explored]:
    """Return those explored trees of which something can be said: nothing in their files leads astray or is lost."""
    return [
        one
        for one in found
        if not (one.is_too_large or _leads_astray(one.tree) or survey.has_losses(one.tree))
    ]


def unknowable(survey: Survey) -> list[Judged]:
    """Return the comparisons with what is never known there, though it is some step's answer or a fact."""
    return [one for one in _judged(survey) if one.seen == FAILED and not one.is_known]


def never(survey: Survey) -> list[Judged]:
    """Return the conditions that hold on no walk, though what they ask for may be known.

    Of those inside another one only such as would help it to hold, and none where all of it never holds.
    """
    found = [one for one in _judged(survey) if one.seen == FAILED]
    blank = {_of(one, one.verdict.outer) for one in found if not one.is_known}
    whole = {_of(one, one.verdict.condition) for one in found if one.verdict.outer is None}
    return [
        one
        for one in found
        if one.is_known
        and _of(one, one.verdict.condition) not in blank
        and (
            one.verdict.outer is None or (one.verdict.is_wanted and _of(one, one.verdict.outer) not in whole)
        )
    ]


def always(survey: Survey) -> list[Judged]:
    """Return the conditions that hold whatever is answered."""
    return [one for one in _judged(survey) if one.seen == HELD and one.is_empty]


def _of(one: Judged, condition: Condition | None) -> tuple[str, int]:
    """Return what tells a condition of a tree from all others."""
    return one.explored.tree.id, id(condition)


def _leads_astray(tree: Tree) -> bool:
    """Tell whether a goto leads nowhere or back: what it should reach cannot be told."""
    for step, targets in zip(tree.steps, tree.targets, strict=True):
        for name, target in targets.items():
            if target == TICKET:
                option = step.option(name)
                goto = option.goto if option else step.typed_goto
                if goto not in (TICKET, NEXT) and goto != JUMP + tree.id:
                    return True
    return False


def _judged(survey: Survey) -> Iterator[Judged]:
    """Yield what is odd about conditions, each place once; a block's only if it is so in every tree that uses it."""
    said: set[tuple[Place, bool]] = set()
    odd = [one for one in survey.explorations if one.odd]
    for explored in sound(survey, odd):
        for verdict in explored.odd:
            key = (verdict.place, verdict.outer is None)
            if key in said:
                continue
            said.add(key)
            same = [*_same_place(survey, explored, verdict)]
            if same:
                yield Judged(
                    explored,
                    verdict,
                    _union([one.seen for one in same]),
                    any(one.is_known for one in same),
                    all(one.is_empty for one in same),
                )


def _same_place(survey: Survey, explored: Explored, verdict: Verdict) -> Sequence[Verdict]:
    """Return what came of the condition at a place wherever it stands; nothing where that cannot be told."""
    path = verdict.place.path
    every = [explored]
    if survey.is_block(path):
        every = [one for one in survey.explorations if _uses(one.tree, path)]
        if len(sound(survey, every)) < len(every):
            return ()
    inner = verdict.outer is None
    return [
        other
        for one in every
        for other in verdicts(one.staff)
        if other.place == verdict.place and (other.outer is None) is inner
    ]


def _uses(tree: Tree, path: str) -> bool:
    return any(step.place.path == path for step in tree.steps)


def _union(bits: Sequence[int]) -> int:
    found = 0
    for one in bits:
        found |= one
    return found
