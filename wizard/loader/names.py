"""What names mean inside one tree or block: steps, groups and ends of its own, facts, ends of the site."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from wizard.model.fact import Fact
from wizard.names import JUMP, NEXT, SOLVED, TICKET

MANY: Final = "many"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one file. In a block, `prefix` is `<block>.`, and what the block names resolves inside it.

    `steps` maps step ids, in a tree those of its blocks' steps too, to how they are answered: the kind of
    what is typed, MANY, or "" for one option.
    """

    facts: Mapping[str, Fact]
    steps: Mapping[str, str]
    groups: Collection[str] = ()
    ends: Collection[str] = ()
    site_ends: Collection[str] = ()
    prefix: str = ""

    def step(self, name: str) -> str:
        """Return the full id of a step of this file; a step that asks a fact bears the fact's id alone."""
        return name if name in self.facts else self.prefix + name

    def known(self, name: str) -> str:
        """Return the full name that a condition means by `name`."""
        return self.step(name) if name in self.steps else name

    def is_version(self, name: str) -> bool:
        """Tell whether values of `name` compare as versions."""
        fact = self.facts.get(name)
        if fact is not None:
            return fact.typed is not None and fact.typed.kind == "version"
        return self.steps.get(name) == "version"

    def is_many(self, name: str) -> bool:
        """Tell whether a value of `name` is several options joined."""
        return self.steps.get(name) == MANY

    def place(self, goto: str) -> str:
        """Return the full name of where `goto` leads; a name that is nowhere stays so, for the linter."""
        if goto in (NEXT, SOLVED, TICKET) or goto.startswith(JUMP):
            return goto
        if goto in self.steps:
            return self.step(goto)
        if goto in self.groups or goto in self.ends:
            return self.prefix + goto
        return goto
