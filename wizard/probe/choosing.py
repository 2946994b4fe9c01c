"""Which facts a script looks for: those that trees go by, and that it can find."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.library import Library
from wizard.model.fact import Fact
from wizard.model.tree import Tree
from wizard.probe.detectors import detector_of


def found_by_script(fact: Fact) -> bool:
    """Tell whether the script can find a fact: its detector runs there, and gives what the fact can be."""
    detector = detector_of(fact)
    if detector is None or detector.function is None:
        return False
    return bool(fact.values) or (fact.typed is not None and fact.typed.kind != "text")


def used(tree: Tree) -> frozenset[str]:
    """Return the names that a tree goes by: what it asks, and what its conditions name."""
    parts = (variant.when for step in tree.steps for variant in step.how if variant.when is not None)
    in_parts = {leaf.name for condition in parts for leaf in condition.leaves()}
    return frozenset({step.id for step in tree.steps} | tree.named.keys() | in_parts)


def looked_for(library: Library, trees: Iterable[Tree]) -> tuple[Fact, ...]:
    """Return the facts that a script for these trees looks for, in the order of their ids."""
    names = {name for tree in trees for name in used(tree)}
    facts = sorted(library.facts.items())
    return tuple(fact for name, fact in facts if name in names and found_by_script(fact))


def helped(library: Library) -> tuple[Tree, ...]:
    """Return the customers' trees that a script finds something for, without drafts, in the order of their ids."""
    trees = (tree for _, tree in sorted(library.customers.items()) if not tree.draft)
    return tuple(tree for tree in trees if looked_for(library, (tree,)))
