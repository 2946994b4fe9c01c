"""Libraries at random: whatever a file may say, sensible or not, gone through the real loader."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.engine.snippets import library_of
from wizard.library import Library

Draw = Any

# How long hypothesis looks. WIZARD_TESTS=thorough takes minutes.
bounded = settings(
    max_examples=5000 if os.environ.get("WIZARD_TESTS") == "thorough" else 250,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

FACTS: dict[str, Any] = {
    "os": {"ask": "Which?", "values": {"a": "A", "b": "B"}},
    "lang": {"ask": "Which language?", "values": {"a": "A", "b": "B"}},
    "room": {"ask": "How much?", "type": "number", "min": "0", "max": "9"},
    "probed": {"about": "Never asked", "values": {"a": "A", "b": "B"}},
}
BLOCKS = ("shared", "other")
TREES = ("one", "two", "three")
OPTIONS = ("a", "b", "c", "unsure", "solved", "not-solved", "unable", "done", "extra")
ENDS = ("next", "solved", "ticket", "away", "nowhere")


def libraries(*, trees: int = 3, entries: int = 6, early: bool = True) -> st.SearchStrategy[Library]:
    """Libraries of up to `trees` trees with up to `entries` steps, groups and blocks each.

    With `early` conditions may name anything, else facts that are asked later are left out of them.
    """
    return _libraries(trees, entries, early)


@st.composite
def _libraries(draw: Draw, trees: int, entries: int, early: bool) -> Library:
    random = draw(st.randoms(use_true_random=False))
    return Maker(random, early).library(random.randint(1, trees), entries)


class Maker:
    """Makes the data of one library with a source of chance."""

    def __init__(self, random: Any, early: bool) -> None:
        self.random = random
        self.early = early
        self.names: list[str] = []
        self.facts_used: set[str] = set()

    def library(self, trees: int, entries: int) -> Library:
        blocks = {name: self.block(name) for name in BLOCKS}
        made = {name: self.tree(entries, blocks) for name in TREES[:trees]}
        return library_of(made, FACTS, blocks, unable=self.one_of("next", "ticket", "away"))

    def one_of(self, *items: Any) -> Any:
        return self.random.choice(items)

    def chance(self, percent: int) -> bool:
        return self.random.randint(1, 100) <= percent

    def block(self, name: str) -> dict[str, Any]:
        self.names = [f"s{at}" for at in range(self.random.randint(1, 3))]
        self.facts_used = set()
        steps = {own: self.step(own) for own in self.names}
        return {
            "steps": dict(self.entry(own, step) for own, step in steps.items()),
            "ends": {"away": {"kind": "ticket"}},
        }

    def tree(self, entries: int, blocks: dict[str, Any]) -> dict[str, Any]:
        own = [f"q{at}" for at in range(self.random.randint(min(2, entries), entries))]
        inside = [f"{block}.{step}" for block in blocks for step in blocks[block]["steps"]]
        self.names = [*own, *inside]
        self.facts_used = set()
        uses = [name for name in blocks if self.chance(40)]
        for block in uses:
            self.facts_used |= {step.get("fact", "") for step in blocks[block]["steps"].values()}
        steps: dict[str, Any] = {}
        for name in own:
            if uses and self.chance(30):
                block = uses.pop()
                steps[f"use-{block}"] = self.conditional({"use": block})
            if self.chance(15):
                inner = dict(self.entry(f"{name}{at}", self.step(f"{name}{at}")) for at in "xy")
                steps[f"group-{name}"] = self.conditional({"steps": inner})
            else:
                key, step = self.entry(name, self.step(name))
                steps[key] = step
        moved = {self.one_of("old", "older", *own): self.one_of("old", "older", *own) for _ in range(2)}
        return {"steps": steps, "ends": {"away": {"kind": "referred", "text": "Away"}}, "moved": moved}

    def entry(self, name: str, step: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return step.get("fact", name), step

    def step(self, name: str) -> dict[str, Any]:
        kind = self.one_of(*["ask"] * 4, *["fact"] * 4, *["fix"] * 3, "do", "do", "tell", "typed", "many")
        fact = self.one_of("os", "lang", "room")
        if kind == "fact" and fact in self.facts_used:
            kind = "ask"
        made = getattr(self, f"_{kind}")(name, fact)
        if self.chance(15):
            made["goto"] = self.gotos(name)
        if self.chance(10):
            made["audience"] = "staff"
        return self.conditional(made)

    def _ask(self, name: str, fact: str) -> dict[str, Any]:
        ids = ["a", "b", "c", "unsure"][: self.random.randint(1, 4)]
        return {"ask": name, "options": {option: self.option(name) for option in ids}}

    def _many(self, name: str, fact: str) -> dict[str, Any]:
        return self._ask(name, fact) | {"many": "true"}

    def _typed(self, name: str, fact: str) -> dict[str, Any]:
        kind = self.one_of("number", "version", "text")
        typed = {"ask": name, "type": kind, "options": {"unsure": self.option(name)}}
        return typed | ({"pattern": "[a-c]"} if kind == "text" else {"min": "1", "max": "9"})

    def _fact(self, name: str, fact: str) -> dict[str, Any]:
        self.facts_used.add(fact)
        return {"fact": fact}

    def _fix(self, name: str, fact: str) -> dict[str, Any]:
        extra = {"options": {"extra": self.option(name)}} if self.chance(30) else {}
        return {"fix": name, "how": "Do it"} | self.changes() | extra

    def _do(self, name: str, fact: str) -> dict[str, Any]:
        return {"do": name} | self.changes()

    def _tell(self, name: str, fact: str) -> dict[str, Any]:
        return {"tell": name}

    def changes(self) -> dict[str, Any]:
        return {"changes": [self.one_of("os", "os", *FACTS)]} if self.chance(60) else {}

    def conditional(self, made: dict[str, Any]) -> dict[str, Any]:
        return made | ({"when": self.condition(2)} if self.chance(35) else {})

    def option(self, name: str) -> Any:
        made: dict[str, Any] = {"label": "Label"}
        if self.chance(20):
            made["goto"] = self.goto(name)
        if self.chance(15):
            made["if"] = self.condition(1)
        return made

    def gotos(self, name: str) -> Any:
        if self.chance(30):
            return self.goto(name)
        return {self.one_of(*OPTIONS): self.goto(name) for _ in range(2)}

    def goto(self, name: str) -> str:
        """Mostly where a goto may lead, forward; now and then anywhere."""
        later = [other for other in self.names if other > name] or ["next"]
        if self.chance(50):
            return str(self.one_of(*later))
        if self.chance(60):
            return f"tree:{self.one_of(*TREES)}"
        return str(self.one_of(*ENDS, *self.names, "use-shared", f"group-{self.one_of(*self.names)}"))

    def condition(self, depth: int) -> Any:
        if depth == 0 or self.chance(60):
            return {self.name(): self.values()}
        if self.chance(50):
            return [self.condition(0), self.condition(depth - 1)]
        return {self.one_of("any", "all", "none"): [self.condition(0), self.condition(depth - 1)]}

    def name(self) -> str:
        facts = [name for name in FACTS if self.early or name in self.facts_used or name == "probed"]
        return str(self.one_of(*facts, *self.names) if self.chance(50) else self.one_of(*facts))

    def values(self) -> Any:
        if self.chance(20):
            return {self.one_of("below", "above", "at-least", "at-most"): str(self.random.randint(0, 9))}
        return [
            self.one_of("a", "b", "unsure", "not-solved", *OPTIONS, "3")
            for _ in range(self.random.randint(1, 3))
        ]
