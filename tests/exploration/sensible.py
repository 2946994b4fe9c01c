"""Trees at random that a careful writer could have written: plain data with nothing in it that cannot happen.

What is known at each place is kept while a tree is made. A name is `free` there when each of its values can come
together with any value of all other free names; it is `loose` when it can still have its values, but perhaps not
together with others, so that conditions ask for it alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

HEAD = {
    "format": 1,
    "summary": "It gives no light.",
    "stage": "use",
    "products": "all",
    "owner": "support",
    "review_by": "2099-01-01",
    "check": "The light is on.",
}
FACTS: dict[str, Any] = {
    "os": {"about": "System", "ask": "Which system is it?", "values": {"a": "A", "b": "B", "c": "C"}},
    "lang": {"about": "Language", "ask": "Which language is it?", "values": {"a": "A", "b": "B"}},
    "room": {"about": "Room", "ask": "How much room is there?", "type": "number", "min": 0, "max": 90},
    "probed": {"about": "Probed", "values": {"a": "A", "b": "B"}},
    "build": {"about": "Build", "type": "version"},
    "spare": {"about": "Only faults ask for it", "values": {"a": "A", "b": "B"}},
}
BLOCK: dict[str, Any] = {
    "format": 1,
    "check": "The light is on.",
    "steps": {
        "look": {
            "ask": "What does the fuse look like?",
            "options": {"a": "Black", "b": "Whole", "unsure": None},
        },
        "turn": {"fix": "Turn the fuse", "when": {"look": ["a", "unsure"]}},
    },
}
BOUNDS = {"room": (5, 20, 60), "build": ("1.5", "2.10", "3")}

Steps = dict[str, Any]
Names = dict[str, list[str]]


@dataclass
class Scope:
    """What conditions may ask for at a place: names with the values they may have."""

    free: Names = field(default_factory=dict)
    loose: Names = field(default_factory=dict)

    def inside(self, without: Iterable[str]) -> Scope:
        kept = {name: values for name, values in self.free.items() if name not in without}
        return Scope(kept, dict(self.loose))

    def leave(self, inner: Scope) -> None:
        """Go on behind steps that not every walk comes by: what was asked there may be unknown now."""
        for names in (inner.free, inner.loose):
            for name, values in names.items():
                if name not in self.free:
                    self.loose[name] = values
        for name in [name for name in self.free if name not in inner.free and name not in inner.loose]:
            self.loosen(name)

    def loosen(self, name: str) -> None:
        if name in self.free:
            self.loose[name] = self.free.pop(name)


class Writer:
    """Writes the data of one tree with a source of chance."""

    def __init__(self, random: Random, name: str, leads_to: str | None = None) -> None:
        self.random = random
        self.name = name
        self.leads_to = leads_to
        self.count = 0
        self.facts = ["os", "lang", "room"]
        self.has_block = False

    def tree(self, parts: int) -> dict[str, Any]:
        scope = Scope({"probed": ["a", "b"], "build": []})
        steps: Steps = {}
        for _ in range(parts):
            self.part(steps, scope, depth=0)
        steps |= self.tell(None)
        return HEAD | {"title": f"The lamp {self.name} is dark", "steps": steps}

    def part(self, steps: Steps, scope: Scope, depth: int) -> None:
        kinds = (
            ["question"] * 4 + ["fix"] * 3 + ["guarded"] * 4 + ["fact", "typed", "several", "chosen", "staff"]
        )
        if depth == 0:
            kinds += ["group", "group", "branch", "branch", "block", "changing"]
        getattr(self, f"_{self.random.choice(kinds)}")(steps, scope, depth)

    def new(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def chance(self, percent: int) -> bool:
        return self.random.randint(1, 100) <= percent

    def tell(self, when: Any) -> Steps:
        name = self.new("t")
        return {name: with_when({"tell": f"Somebody has to look at {name}."}, when)}

    def fix(self, scope: Scope, when: Any, **more: Any) -> Steps:
        name = self.new("f")
        how: Any = "Do it."
        asked = names_in(when)
        known = scope.inside(asked) if asked <= scope.free.keys() else Scope()
        if known.free and self.chance(40):
            leaf = self.condition(Scope(known.free), depth=0)
            how = ["Do it.", {"when": leaf, "do": "Do it like that."}]
        return {name: with_when({"fix": f"Mend {name}", "how": how} | more, when)}

    def ask(self, ids: Iterable[str], own: Mapping[str, Any] | None = None, **more: Any) -> Steps:
        name = self.new("q")
        labels: dict[str, Any] = {option: f"It is {option}" for option in ids}
        return {
            name: {"ask": f"What about {name}?", "options": labels | dict(own or {}) | {"unsure": None}}
            | more
        }

    def _question(self, steps: Steps, scope: Scope, depth: int) -> None:
        ids = ["a", "b", "c", "d"][: self.random.randint(2, 4)]
        asked = self.ask(ids)
        (name,) = asked
        left = [*ids, "unsure"]
        if self.chance(40):
            gone = self.random.choice(ids)
            to = "ticket" if self.leads_to is None else f"tree:{self.leads_to}"
            asked[name]["options"][gone] = {"label": f"It is {gone}", "goto": to}
            left.remove(gone)
        steps |= asked
        scope.free[name] = left
        self.uses(steps, scope, name, left)

    def uses(self, steps: Steps, scope: Scope, name: str, values: list[str]) -> None:
        """Add fixes for some of the values of a name just asked."""
        for value in self.random.sample(values, min(2, len(values) - 1)):
            self.outcome(steps, scope, self.fix(scope, {name: value}), guarded=True)

    def outcome(self, steps: Steps, scope: Scope, made: Steps, *, guarded: bool) -> None:
        """Add a fix; conditions behind it may ask how it went."""
        (name,) = made
        values = ["not-solved", "unable"]
        if self.chance(30):
            made[name]["options"] = {"partly": "A little"}
            values.append("partly")
        steps |= made
        (scope.loose if guarded else scope.free)[name] = values

    def _fix(self, steps: Steps, scope: Scope, depth: int) -> None:
        self.outcome(steps, scope, self.fix(scope, None), guarded=False)

    def _guarded(self, steps: Steps, scope: Scope, depth: int) -> None:
        self.outcome(steps, scope, self.fix(scope, self.condition(scope)), guarded=True)

    def _fact(self, steps: Steps, scope: Scope, depth: int) -> None:
        if self.facts and depth == 0:
            fact = self.facts.pop(self.random.randrange(len(self.facts)))
            steps[fact] = {"fact": fact}
            scope.free[fact] = [*FACTS[fact].get("values", {}), "unsure"]

    def _typed(self, steps: Steps, scope: Scope, depth: int) -> None:
        name = self.new("n")
        typed = {"type": "number", "min": 1, "max": 100, "options": {"unsure": None}}
        steps[name] = {"ask": f"How much is {name}?"} | typed
        for bound in (20, 60):
            steps |= self.fix(scope, {name: {self.random.choice(["below", "at-least"]): bound}})

    def _several(self, steps: Steps, scope: Scope, depth: int) -> None:
        asked = self.ask(["a", "b", "c"], many=True)
        (name,) = asked
        steps |= asked
        steps |= self.fix(scope, {name: "a"})
        steps |= self.fix(scope, {name: ["b", "c"], "none": {name: "a"}})

    def _chosen(self, steps: Steps, scope: Scope, depth: int) -> None:
        """A question that answers itself when something is known."""
        known = sorted({"probed", "build"} & scope.free.keys())
        if not known:
            return
        told = {"label": "It is a", "if": self.leaf(known[0], scope.free[known[0]])}
        asked = self.ask(["b"], {"a": told})
        (name,) = asked
        steps |= asked
        scope.loose[name] = ["a", "b", "unsure"]
        steps |= self.fix(scope, {name: ["a", "unsure"]})
        steps |= self.tell({name: "b"})

    def _staff(self, steps: Steps, scope: Scope, depth: int) -> None:
        asked = self.ask(["a", "b"], audience="staff")
        (name,) = asked
        steps |= asked
        done = self.fix(scope, {name: "a"}, audience="staff")
        steps |= done

    def _group(self, steps: Steps, scope: Scope, depth: int) -> None:
        if not scope.free:
            return
        name = self.random.choice(sorted(scope.free))
        values = scope.free[name]
        inner = Scope(scope.inside([name]).free)
        if len(values) > 2:
            kept = self.random.sample(values, len(values) - 1)
            when: Any = {name: kept}
            inner.free[name] = kept
        else:
            when = self.leaf(name, values)
        inside: Steps = {}
        for _ in range(self.random.randint(1, 3)):
            self.part(inside, inner, depth + 1)
        inside |= self.tell(None)
        steps[self.new("g")] = {"when": when, "steps": inside}
        if name in inner.free:
            inner.free[name] = values
        scope.leave(inner)

    def _branch(self, steps: Steps, scope: Scope, depth: int) -> None:
        """A question one answer to which leads further down."""
        landing = self.tell(None) if self.chance(50) else self.fix(scope, None)
        (to,) = landing
        asked = self.ask(["a", "b"])
        (name,) = asked
        asked[name]["options"]["a"] = {"label": "It is a", "goto": to}
        steps |= asked
        inner = scope.inside([])
        inner.free[name] = ["b", "unsure"]
        for _ in range(self.random.randint(1, 3)):
            self.part(steps, inner, depth + 1)
        steps |= landing
        del inner.free[name]
        scope.leave(inner)
        scope.loose[name] = ["a", "b", "unsure"]

    def _block(self, steps: Steps, scope: Scope, depth: int) -> None:
        if not self.has_block:
            self.has_block = True
            steps[self.new("u")] = {"use": "fuse"}
            steps |= self.fix(scope, {"fuse.look": "b"})
            steps |= self.tell({"fuse.turn": ["not-solved", "unable"]})

    def _changing(self, steps: Steps, scope: Scope, depth: int) -> None:
        """A fix that changes a fact; one that can be asked is asked behind it."""
        fact = self.random.choice([*self.facts, "probed"])
        steps |= self.fix(scope, None, changes=[fact])
        scope.free.pop(fact, None)
        scope.loose.pop(fact, None)
        if fact in self.facts:
            self.facts.remove(fact)
            steps[fact] = {"fact": fact}
            scope.free[fact] = [*FACTS[fact].get("values", {}), "unsure"]

    def condition(self, scope: Scope, depth: int = 1) -> Any:
        """A condition that can hold and fail; None where nothing is known."""
        if scope.loose and self.chance(30):
            name = self.random.choice(sorted(scope.loose))
            return self.leaf(name, scope.loose[name])
        names = self.random.sample(sorted(scope.free), min(len(scope.free), 2))
        if not names:
            return None
        leaves = [self.leaf(name, scope.free[name]) for name in names]
        if len(leaves) == 1 or depth == 0 or self.chance(40):
            return leaves[0]
        shape = self.random.choice(["mapping", "list", "any", "none", "nested"])
        if shape == "mapping":
            return leaves[0] | leaves[1]
        if shape == "nested":
            return leaves[0] | {"none": [leaves[1]]}
        return leaves if shape == "list" else {shape: leaves}

    def leaf(self, name: str, values: list[str]) -> dict[str, Any]:
        if (name in BOUNDS and self.chance(70)) or not values:
            relation = self.random.choice(["below", "above", "at-least", "at-most"])
            return {name: {relation: self.random.choice(BOUNDS.get(name, (20, 60)))}}
        some = self.random.sample(values, self.random.randint(1, max(1, len(values) - 1)))
        return {name: some if len(some) > 1 or self.chance(30) else some[0]}


def names_in(when: Any) -> set[str]:
    """The names that a condition asks for."""
    if isinstance(when, list):
        return {name for one in when for name in names_in(one)}
    found: set[str] = set()
    for key, value in (when or {}).items():
        found |= names_in(value) if key in ("any", "all", "none") else {key}
    return found


def with_when(step: dict[str, Any], when: Any) -> dict[str, Any]:
    return step if when is None else step | {"when": when}


def write(folder: Path, trees: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write a folder of trees; JSON is YAML too, so that the real loader reads it."""
    (folder / "_shared").mkdir(parents=True)
    for name, data in {**trees, "_facts": FACTS, "_shared/fuse": BLOCK}.items():
        (folder / f"{name}.yaml").write_text(json.dumps(data, indent=1), encoding="utf-8")
    return folder


def trees(seed: int, count: int, parts: int = 5) -> dict[str, dict[str, Any]]:
    """So many trees of up to so many parts, of a few steps each; every other one leads to the next."""
    made = {}
    for number in range(count):
        random = Random(f"{seed}-{number}")
        leads_to = f"tree-{number + 1}" if number % 2 == 0 and number + 1 < count else None
        made[f"tree-{number}"] = Writer(random, str(number), leads_to).tree(
            random.randint(min(2, parts), parts)
        )
    return made
