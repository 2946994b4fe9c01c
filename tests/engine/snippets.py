"""Trees for tests, from YAML snippets or plain data, by the real loader."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from wizard.engine.carry import carry_over
from wizard.engine.position import Position, position
from wizard.known import Known, Source
from wizard.library import Library
from wizard.loader.facts import facts as read_facts
from wizard.loader.part import Part
from wizard.loader.shelf import Shelf
from wizard.loader.trees import tree
from wizard.model.site import Site
from wizard.model.text import Text
from wizard.model.tree import Tree
from wizard.problem import Place, Problem
from wizard.query import walk_from
from wizard.source import read

FACTS = """
windows:
  ask: Which Windows do you have?
  values: {win11: Windows 11, win10: Windows 10, win7: Windows 7}
disk-free:
  ask: How many gigabytes are free?
  type: number
  min: 0
overlay:
  about: Never asked
  values: {on: It is on, off: It is off}
"""


def plain(text: str) -> dict[str, Any]:
    """The data of a YAML snippet, every scalar as spelt."""
    source = read("snippet.yaml", textwrap.dedent(text).encode())
    assert not source.problems, source.problems
    data: dict[str, Any] = source.data
    return data


def part(data: Mapping[str, Any], name: str, problems: list[Problem]) -> Part:
    return Part(dict(data), Place(f"{name}.yaml", 1, 1), name, name.removeprefix("_"), problems)


def library_of(
    trees: Mapping[str, Mapping[str, Any]],
    facts: Mapping[str, Any],
    blocks: Mapping[str, Mapping[str, Any]] | None = None,
    unable: str = "next",
) -> Library:
    """The library of the trees' data. What is wrong with that, such as a name used twice, does not matter."""
    problems: list[Problem] = []
    shelf = Shelf(
        facts=read_facts(part(facts, "_facts", problems)),
        fact_data=facts,
        blocks={name: part(data, name, problems) for name, data in (blocks or {}).items()},
        unable=unable,
    )
    brand = Text("Test", "_site", "site/brand.name", Place("_site.yaml"))
    made = {
        name: tree(part({"title": name} | dict(data), name, problems), name, shelf)
        for name, data in trees.items()
    }
    return Library(Site(brand, brand.place), shelf.facts).with_trees(made)


def library(*, blocks: Mapping[str, str] | None = None, facts: str = FACTS, **trees: str) -> Library:
    """The library of trees given as YAML."""
    return library_of(
        {name: plain(text) for name, text in trees.items()},
        plain(facts),
        {name: plain(text) for name, text in (blocks or {}).items()},
    )


def tree_of(text: str, *, facts: str = FACTS, blocks: Mapping[str, str] | None = None) -> Tree:
    """The tree `t` of a snippet, as staff walk it."""
    return library(blocks=blocks, facts=facts, t=text).staff["t"]


def known(query: str) -> Known:
    """What a query string tells: `windows~host=win10&where=program`."""
    return walk_from(pair.partition("=")[::2] for pair in query.split("&") if pair).known


def at(tree: Tree, query: str = "") -> Position:
    """The position for a query string, junk dropped first."""
    return position(tree, carry_over(tree, known(query))[0])


def place(found: Position) -> str:
    """Where a position stands, as one word: a step, or an end in brackets."""
    return found.step.id if found.step else f"<{found.end}>"


def trail(found: Position) -> list[str]:
    """The trail as `step=value` words, with the source of what was not answered."""
    return [
        f"{given.step}={given.value}"
        if given.source is Source.ANSWERED
        else f"{given.step}~{given.source}={given.value}"
        for given in found.trail
    ]
