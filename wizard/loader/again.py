"""A tree made again from what the store kept of it, without its files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wizard.loader.facts import facts
from wizard.loader.part import Part
from wizard.loader.shelf import Shelf
from wizard.loader.trees import tree
from wizard.model.tree import Tree
from wizard.problem import Place


def tree_again(tree_id: str, composed: dict[str, Any], shelf: Shelf) -> Tree:
    """Return the tree as it was; `shelf` lends the site's ends and the facts it did not use.

    `composed` is what `Meaning.composed` returned, once through JSON.
    """
    fact_part = _part(composed["facts"], "_facts", "facts")
    blocks = {name: _part(data, f"_shared/{name}", name) for name, data in composed["blocks"].items()}
    then = replace(
        shelf,
        facts={**shelf.facts, **facts(fact_part)},
        fact_data={**shelf.fact_data, **composed["facts"]},
        blocks=blocks,
        unable=composed["unable"],
        lost_facts=frozenset(),
    )
    return tree(_part(composed["tree"], tree_id, tree_id), tree_id, then)


def _part(data: dict[str, Any], catalog: str, context: str) -> Part:
    return Part(data, Place(f"{catalog}.yaml"), catalog, context, [])
