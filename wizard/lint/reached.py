"""Which steps and groups no walk comes by, for a reason that no other rule tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wizard.exploration.audiences import Explored
from wizard.exploration.explore import Exploration
from wizard.lint.judged import sound
from wizard.lint.survey import Survey
from wizard.model.tree import Frame, Tree
from wizard.problem import Place


def unreached(found: Exploration) -> frozenset[int]:
    """Return the indexes of the steps where no walk arrives, not even to pass them over.

    Where only a step leads whose own condition never holds, that condition is what is wrong.
    """
    if all(found.arrived):
        return frozenset()
    steps = len(found.arrived)
    reached = [bool(states) for states in found.arrived] + [True]
    for at in range(steps):
        if reached[at] and not found.is_shown(at):
            reached[at + 1] = True
            for target in found.tree.exits[at]:
                reached[target] = True
    return frozenset(at for at in range(steps) if not reached[at])


def unreached_frames(tree: Tree, steps: Collection[int]) -> Iterator[tuple[tuple[str, ...], Frame]]:
    """Yield the outermost groups and uses of blocks that have only steps among these."""
    found: set[tuple[str, ...]] = set()
    for groups, frame in sorted(tree.frames.items(), key=lambda item: (len(item[0]), item[1].place)):
        inside = [at for at, step in enumerate(tree.steps) if step.groups[: len(groups)] == groups]
        is_inner = any(groups[:size] in found for size in range(1, len(groups)))
        if inside and not is_inner and steps and set(inside) <= set(steps):
            found.add(groups)
            yield groups, frame


def is_so_everywhere(survey: Survey, place: Place, unreached_at: Collection[tuple[str, Place]]) -> bool:
    """Tell whether a step of a block is unreached (by tree and place) in every tree that uses the block."""
    if not survey.is_block(place.path):
        return True
    using = [tree.id for tree in survey.flows if any(step.place == place for step in tree.steps)]
    return all((tree, place) in unreached_at for tree in using)


def with_unreached(survey: Survey) -> list[Explored]:
    """Return the explored trees in which some step is not reached, by staff or by customers."""
    some = [
        one
        for one in survey.explorations
        if not all(one.staff.arrived) or (one.customers is not one.staff and not all(one.customers.arrived))
    ]
    return sound(survey, some)
