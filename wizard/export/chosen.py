"""Which trees go into an export: those that were named, and those that a walk through them can go on in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from wizard.errors import UnknownTree, WizardError
from wizard.library import Library
from wizard.model.tree import Tree
from wizard.names import JUMP


class DraftTree(WizardError):
    """The tree {tree} is a draft: customers do not see it yet. Take `draft: true` out when it is ready."""


class BrokenTrees(WizardError):
    """These trees cannot be read: {trees}. `wizard lint` tells what is wrong with them; nothing was written."""


class NoTrees(WizardError):
    """There is no tree for customers here, so nothing was written."""


def chosen(library: Library, names: Sequence[str]) -> Mapping[str, Tree]:
    """Return the customers' trees of these names (none: all but drafts), and those that jumps lead to, by id.

    UnknownTree, DraftTree and NoTrees where that cannot be.
    """
    there = {name: tree for name, tree in library.customers.items() if not tree.draft}
    for name in names:
        if name not in library.customers:
            raise UnknownTree(tree=name, known=", ".join(sorted(there)))
        if name not in there:
            raise DraftTree(tree=name)
    wanted = dict.fromkeys(names or there)
    ahead = list(wanted)
    while ahead:
        for target in _jumps(there[ahead.pop()]):
            if target in there and target not in wanted:
                wanted[target] = None
                ahead.append(target)
    if not wanted:
        raise NoTrees()
    return {name: there[name] for name in sorted(wanted)}


def ensure_sound(names: Sequence[str], broken: Collection[str], library: Library) -> None:
    """Raise BrokenTrees when a tree that is to be written, or that a walk could go on in, cannot be read.

    Where no tree is named, not one may be `broken`.
    """
    bad = set(broken) if not names else set(broken).intersection(names)
    if not bad and names:
        trees = chosen(library, names).values()
        bad = {target for tree in trees for target in _jumps(tree) if target in broken}
    if bad:
        raise BrokenTrees(trees=", ".join(sorted(bad)))


def _jumps(tree: Tree) -> Iterator[str]:
    """Yield the ids of the trees that the ends of a tree lead on to."""
    for edge in tree.edges():
        if edge.to.startswith(JUMP):
            yield edge.to.removeprefix(JUMP)
    for end in tree.ends.values():
        if end.goto is not None:
            yield end.goto.removeprefix(JUMP)
