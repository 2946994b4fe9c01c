"""What people, links and products do to the query string of a walk: each twist disturbs it in one way."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tests.engine.walking import TYPED, answers_to
from wizard.model.fact import Fact
from wizard.model.tree import Tree
from wizard.query import Pair

Pairs = list[Pair]
Twist = Callable[["Scenery", Pairs], Pairs]

_DIGITS: Final = ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
_NO_VALUE: Final = (
    *(
        "",
        "nothing-like-it",
        "Solved",
        "solved ",
        "a..b",
        "بله",
        "1" * 41,
        "-",
        "1e3",
        "٫",
        "a\u200cb",
        "<b>",
    ),
    *("unsure.a", ".", "-1", "9" * 15, "1.0000000", "\U0001f600", "a\nb", "١.٥", "0x10", "1_0"),
)
_USED: Final = 0.8
_NO_NAME: Final = (
    "nobody",
    "Nobody",
    "no--body",
    "~host",
    "a~verified",
    "_unknown",
    "a.b.c",
    ":",
    "answer",
    "",
)


@dataclass(frozen=True, slots=True)
class Scenery:
    """Where a twist happens: the tree, all trees, and what decides by chance."""

    tree: Tree
    trees: Mapping[str, Tree]
    chance: random.Random

    def value(self, name: str) -> str:
        """Return a value that the tree knows for a step or a fact, or one that nothing has."""
        step, fact = self.tree.step(name), self.tree.facts.get(name)
        offered = answers_to(step) if step else values_of(fact) if fact else []
        return self.chance.choice(offered) if offered else "nothing-like-it"

    def fact(self) -> str:
        """Return a fact: mostly one that the tree asks or that a condition of it names."""
        asked = {step.fact for step in self.tree.steps if step.fact}
        used = sorted(asked | (self.tree.named.keys() & self.tree.facts.keys()))
        names = used if used and self.chance.random() < _USED else sorted(self.tree.facts)
        return self.chance.choice(names) if names else "no-fact"

    def step(self) -> str:
        """Return a step of the tree."""
        return self.chance.choice(self.tree.steps).id if self.tree.steps else "no-step"

    def answered(self, given: Pairs) -> str:
        """Return a step or fact that has an answer, any step when none has."""
        names = [name for name, _ in given if "~" not in name and ":" not in name and name[:1] != "_"]
        return self.chance.choice(names) if names else self.step()


def values_of(fact: Fact) -> list[str]:
    """Values of a fact: all that are listed, or some typed ones."""
    if fact.typed is None:
        return [option.id for option in fact.values]
    return [value for value in TYPED[fact.typed.kind] if fact.value(value) is not None]


def without(given: Pairs, name: str) -> Pairs:
    return [pair for pair in given if pair[0] != name]


def told_by_the_product(scenery: Scenery, given: Pairs) -> Pairs:
    name = scenery.fact()
    return [(f"{name}~host", scenery.value(name)), *without(given, f"{name}~host")]


def told_by_the_probe(scenery: Scenery, given: Pairs) -> Pairs:
    name = scenery.fact()
    return [(f"{name}~probe", scenery.value(name)), *without(given, f"{name}~probe")]


def told_only(scenery: Scenery, given: Pairs) -> Pairs:
    """The answer to a fact is told instead: by product and probe, who need not agree."""
    name = scenery.fact()
    rest = without(without(without(given, name), f"{name}~host"), f"{name}~probe")
    return [*rest, (f"{name}~host", scenery.value(name)), (f"{name}~probe", scenery.value(name))]


def told_wrongly(scenery: Scenery, given: Pairs) -> Pairs:
    name = scenery.chance.choice((scenery.fact(), scenery.step(), "no-fact"))
    source = scenery.chance.choice(("host", "probe", "verified", "answered"))
    return [*given, (f"{name}~{source}", scenery.chance.choice(("unsure", *_NO_VALUE)))]


def not_sure(scenery: Scenery, given: Pairs) -> Pairs:
    name = scenery.chance.choice((scenery.fact(), scenery.step()))
    return [*without(given, name), (name, "unsure")]


def not_offered(scenery: Scenery, given: Pairs) -> Pairs:
    name = scenery.answered(given)
    return [(name, scenery.chance.choice(_NO_VALUE)), *without(given, name)]


def off_the_path(scenery: Scenery, given: Pairs) -> Pairs:
    names = [scenery.step() for _ in range(scenery.chance.randint(1, 4))]
    known = {name for name, _ in given}
    return [*given, *((name, scenery.value(name)) for name in dict.fromkeys(names) if name not in known)]


def changed(scenery: Scenery, given: Pairs) -> Pairs:
    name = scenery.answered(given)
    return [*without(given, name), (name, scenery.value(name))]


def forgotten(scenery: Scenery, given: Pairs) -> Pairs:
    return without(given, scenery.answered(given))


def said_twice(scenery: Scenery, given: Pairs) -> Pairs:
    """A name has two values; sometimes they are the same, which is as good as one."""
    if not given or scenery.chance.random() < 0.2:
        name = scenery.fact()
        return [*given, (f"{name}~host", scenery.value(name)), (f"{name}~host", "another")]
    name, value = scenery.chance.choice(given)
    return [*given, (name, scenery.chance.choice((value, scenery.value(name), "another")))]


def nobody_knows(scenery: Scenery, given: Pairs) -> Pairs:
    return [*given, (scenery.chance.choice(_NO_NAME), scenery.chance.choice(("1", *_NO_VALUE)))]


def earlier_name(scenery: Scenery, given: Pairs) -> Pairs:
    """A step has the name that it had once, or both names."""
    moved = scenery.tree.moved
    if not moved:
        return off_the_path(scenery, given)
    old = scenery.chance.choice(sorted(moved))
    new = moved[old]
    value = dict(given).get(new, scenery.value(new))
    return [*(given if scenery.chance.random() < 0.3 else without(given, new)), (old, value)]


def other_digits(scenery: Scenery, given: Pairs) -> Pairs:
    """What was typed is typed in other digits, or with blanks around it."""
    digits = str.maketrans("0123456789", scenery.chance.choice(_DIGITS))
    typed = [step.id for step in scenery.tree.steps if step.typed]
    name = scenery.chance.choice(typed) if typed else scenery.fact()
    value = scenery.value(name).translate(digits)
    return [*without(given, name), (name, scenery.chance.choice((value, f" {value}", f"{value} \t")))]


def several_chosen(scenery: Scenery, given: Pairs) -> Pairs:
    """Of several options some are chosen in any order, one twice, or one together with what stands alone."""
    several = [step for step in scenery.tree.steps if step.many] or list(scenery.tree.steps)
    if not several:
        return given
    step = scenery.chance.choice(several)
    count = scenery.chance.randint(1, 4) if step.options else 0
    chosen = [scenery.chance.choice(step.options).id for _ in range(count)]
    return [*without(given, step.id), (step.id, ".".join(chosen))]


def from_another_tree(scenery: Scenery, given: Pairs) -> Pairs:
    """The walk has been in other trees, or says so: `_via`, and answers from there. Only writers walk drafts."""
    chance = scenery.chance
    others = sorted(name for name, tree in scenery.trees.items() if not tree.draft)
    names = [chance.choice((*others, "no-such-tree")) for _ in range(chance.randint(1, 3))]
    answers: dict[str, str] = {}
    for name in (*names, chance.choice(others)):
        other = Scenery(scenery.trees.get(name, scenery.tree), scenery.trees, chance)
        for _ in range(chance.randint(0, 3)):
            step = chance.choice((other.step(), other.step(), other.fact(), "no-step"))
            answers[f"{name}:{step}"] = chance.choice(
                (other.value(step), other.value(step), "unsure", "another")
            )
    via = [] if chance.random() < 0.2 else [("_via", ".".join(names))]
    return [*without(given, "_via"), *answers.items(), *via]


def reserved(scenery: Scenery, given: Pairs) -> Pairs:
    """The names that every walk has: right and wrong ones change nothing about where it stands."""
    name, values = scenery.chance.choice(
        (
            ("_w", ("b" * 22, "!", "")),
            ("_r", ("abcdef0123", "no revision", scenery.tree.revision)),
            ("_via", ("", ".", "..", "A.B", scenery.tree.id)),
        )
    )
    return [*without(given, name), (name, scenery.chance.choice(values))]


def another_order(scenery: Scenery, given: Pairs) -> Pairs:
    return scenery.chance.sample(given, len(given))


TWISTS: Final[tuple[Twist, ...]] = (
    told_by_the_product,
    told_by_the_probe,
    told_only,
    told_wrongly,
    not_sure,
    not_offered,
    off_the_path,
    changed,
    forgotten,
    said_twice,
    nobody_knows,
    earlier_name,
    other_digits,
    several_chosen,
    from_another_tree,
    reserved,
    another_order,
)
