"""A walk over several trees: a `tree:<id>` ends one and starts the next with what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from wizard import limits
from wizard.engine.carry import Dropped, Why, carry_over, kept_value
from wizard.engine.position import Position, position
from wizard.known import Known
from wizard.model.tree import Tree
from wizard.names import JUMP, TICKET
from wizard.query import Walk

# Fingerprints of a tree's steps as of a revision, None when that is not known.
Since = Callable[[str, str], Mapping[str, str] | None]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a walk stands over all its trees. `walk.known` is what is still used; the rest is `dropped`."""

    tree: Tree
    walk: Walk
    position: Position
    dropped: tuple[Dropped, ...]
    jumped: bool = False


def stand(trees: Mapping[str, Tree], tree_id: str, walk: Walk, since: Since | None = None) -> Stand:
    """Return where `walk` stands when it is read in the tree `tree_id`, jumps to other trees followed.

    A jump to a tree the walk has been in, or to one that is not there, is a ticket: so walks always end.
    KeyError when there is no such tree.
    """
    found = _in_tree(trees[tree_id], _known_here(trees, tree_id, walk), since)
    jumped = False
    while (target := _next_tree(trees, found)) is not None:
        # What comes along without being needed there is no loss to tell the customer of.
        found = replace(_in_tree(target, carried(found, target), None), dropped=found.dropped)
        jumped = True
    return replace(found, jumped=jumped)


def _known_here(trees: Mapping[str, Tree], tree_id: str, walk: Walk) -> Walk:
    """Return the walk with the earlier trees and answers that there are, in the order they were given."""
    via = tuple(name for name in walk.via if name in trees and name != tree_id)
    earlier: dict[tuple[str, str], str] = {}
    dropped = []
    for (name, step), value in walk.known.earlier.items():
        kept = kept_value(trees[name], step, value) if name in via else Why.UNKNOWN
        if isinstance(kept, Why):
            dropped.append(Dropped(f"{name}:{step}", value, kept))
        else:
            earlier[name, step] = kept

    def order(key: tuple[str, str]) -> tuple[int, int, str]:
        name, step = key
        return via.index(name), trees[name].index.get(step, -1), step

    known = replace(walk.known, earlier={key: earlier[key] for key in sorted(earlier, key=order)})
    return replace(walk, known=known, via=via, dropped=(*walk.dropped, *sorted(dropped)))


def _in_tree(tree: Tree, walk: Walk, since: Since | None) -> Stand:
    prints = None
    if since is not None and walk.revision is not None and walk.revision != tree.revision:
        prints = since(tree.id, walk.revision)
    known, dropped = carry_over(tree, walk.known, prints)
    reached = position(tree, known)
    off_path = {gone.step for gone in reached.off_path}
    if off_path:
        known = replace(known, answers={name: v for name, v in known.answers.items() if name not in off_path})
    at = walk.at if walk.at in tree.index else None
    gone = (*walk.dropped, *dropped, *(one for one in reached.off_path if not _came_along(walk, one)))
    return Stand(tree, replace(walk, known=known, at=at, revision=tree.revision, dropped=()), reached, gone)


def _came_along(walk: Walk, gone: Dropped) -> bool:
    """Tell whether an answer was given in an earlier tree, to a step that this tree shares: its place is there."""
    return any(step == gone.step and value == gone.value for (_, step), value in walk.known.earlier.items())


def _next_tree(trees: Mapping[str, Tree], found: Stand) -> Tree | None:
    end = found.position.end
    if end is None or not end.startswith(JUMP):
        return None
    target = trees.get(end.removeprefix(JUMP))
    been = {*found.walk.via, found.tree.id}
    return None if target is None or target.id in been or len(been) > limits.JUMPS else target


def end_of(found: Stand) -> str | None:
    """Return the end the walk stands at, None at a step; a jump that was not followed is a ticket."""
    end = found.position.end
    return TICKET if end is not None and end.startswith(JUMP) else end


def carried(found: Stand, target: Tree) -> Walk:
    """Return the walk as the next tree gets it: facts, answers of its blocks, the rest as earlier ones."""
    known, left, reached = found.walk.known, found.tree, found.position
    given = {(left.id, given.step): given.value for given in reached.trail if given.step not in left.facts}
    earlier = {key: value for key, value in known.earlier.items() if key[1] not in left.facts}
    facts = _lasting(found)
    # Where the next tree changes a fact and asks it again, the plain name is for the answer given there.
    before = {(left.id, name): value for name, value in facts.items() if name in target.late_facts}
    answers = {name: value for name, value in facts.items() if name not in target.late_facts}
    answers |= {step: value for (_, step), value in earlier.items() if _is_shared(step, target)}
    answers |= {step: value for step, value in known.answers.items() if _is_shared(step, target)}
    told = {name: values for name, values in known.told.items() if name not in reached.changed}
    carried = Known(answers, told, earlier | given | before)
    return replace(found.walk, known=carried, via=(*found.walk.via, left.id), at=None, revision=None)


def _lasting(found: Stand) -> dict[str, str]:
    """Return the facts that were answered and that the walk has not changed since."""
    known, reached = found.walk.known, found.position
    earlier = {name: value for (_, name), value in known.earlier.items() if name in found.tree.facts}
    lasting = {name: value for name, value in earlier.items() if name not in reached.changed}
    for name, value in known.answers.items():
        if name in found.tree.facts and (name not in reached.changed or name in reached.values):
            lasting[name] = value
    return lasting


def _is_shared(step: str, target: Tree) -> bool:
    """Tell whether a step belongs to a block that the target tree uses too."""
    block, dot, _ = step.partition(".")
    return bool(dot) and any(use.block == block for use in target.blocks)
