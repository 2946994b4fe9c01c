"""Faults that are planted in trees: each some steps that are sound but for one thing that one rule is about.

They go between the steps of a sensible tree where every walk comes by, and use no name of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

Steps = dict[str, Any]
UNSURE: Final = {"unsure": None}


def question(words: str, *options: str, **more: Any) -> dict[str, Any]:
    """A question; `more` are its options with more than a label."""
    named = {option: f"It is {option}" for option in options if option not in more}
    led = {option: {"label": f"It is {option}"} | detail for option, detail in more.items()}
    return {"ask": words, "options": named | led | UNSURE}


def fix(words: str, when: Any = None, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"fix": words, "how": "Do it."} | more
    return made if when is None else made | {"when": when}


def _led_past(random: Random) -> Steps:
    asked = question("Is x-q so?", "a", "b")
    for option in asked["options"]:
        asked["options"][option] = {"label": option, "goto": random.choice(["x-on", "ticket"])}
    asked["options"]["a"]["goto"] = "x-on"
    return {"x-q": asked, "x-over": fix("Mend x-over"), "x-on": {"tell": "It goes on."}}


def unreachable_step(random: Random) -> Steps:
    return _led_past(random)


def unreachable_group(random: Random) -> Steps:
    steps = _led_past(random)
    inside = {"x-over": steps["x-over"], "x-more": fix("Mend x-more", {"x-over": "not-solved"})}
    return {"x-q": steps["x-q"], "x-group": {"steps": inside}, "x-on": steps["x-on"]}


def condition_never(random: Random) -> Steps:
    asked = question("Is x-q so?", "b", "c", a={"goto": "ticket"})
    how = ["Do it.", {"when": {"x-q": random.choice(["a", ["a"]])}, "do": "Do it well."}]
    wrong = random.choice(
        [
            fix("Mend x-f", {"x-q": "a"}),
            fix("Mend x-f", {"x-q": "b", "none": [{"x-q": ["b", "c"]}]}),
            fix("Mend x-f", {"x-q": "b"}, how=how),
        ]
    )
    return {"x-q": asked, "x-f": wrong, "x-g": fix("Mend x-g", {"x-q": "c"})}


def condition_unknowable(random: Random) -> Steps:
    away = {"goto": "ticket"}
    reads = random.choice([{"x-r": "a"}, {"any": [{"x-r": ["a", "b"]}, {"x-q": "a"}]}])
    return {
        "x-q": question("Is x-q so?", "b", a={"goto": "x-on"}),
        "x-r": question("Is x-r so?", a=away, b=away) | {"goto": "ticket"},
        "x-on": {"tell": "It goes on."},
        "x-f": fix("Mend x-f", reads),
    }


def condition_always(random: Random) -> Steps:
    whole = random.choice([["a", "b", "unsure"], ["unsure", "a", "b"]])
    return {"x-q": question("Is x-q so?", "a", "b"), "x-f": fix("Mend x-f", {"x-q": whole})}


def option_never_chosen(random: Random) -> Steps:
    value = random.choice(["a", "b"])
    asked = question("Is x-q so?", a={"if": {"spare": value}}, b={"if": {"none": {"spare": value}}})
    return {"x-q": asked, "x-f": fix("Mend x-f", {"x-q": "a"})}


def option_untold(random: Random) -> Steps:
    asked = question("Is x-q so?", "a", "b", "c")
    first, second = random.sample(["a", "b", "c"], 2)
    return {
        "x-q": asked,
        "x-f": fix("Mend x-f", {"x-q": [first, "unsure"]}),
        "x-g": fix("Mend x-g", {"x-q": second}),
    }


def dead_guard(random: Random) -> Steps:
    when = random.choice([{"x-q": "b"}, {"x-q": ["b", "unsure"]}, {"none": {"x-q": "a"}}])
    return {
        "x-q": question("Is x-q so?", "b", a={"goto": "x-f"}),
        "x-e": fix("Mend x-e", {"x-q": "b"}),
        "x-f": fix("Mend x-f", when),
    }


def staff_dependence(random: Random) -> Steps:
    measured = question("Is x-s so?", "a", "b") | {"audience": "staff"}
    if random.random() < 0.5:
        return {"x-s": measured, "x-f": fix("Mend x-f", {"x-s": "a"})}
    # Customers who answer b come to the end; only staff can lead them on to the last step.
    return {
        "x-q": question("Is x-q so?", "b", "c", a={"goto": "x-on"}),
        "x-s": measured | {"options": {"a": {"label": "a", "goto": "x-f"}, "b": "b"} | UNSURE},
        "x-t": {"tell": "It is over.", "goto": "ticket", "when": {"x-q": ["b", "unsure"]}},
        "x-on": fix("Mend x-on"),
        "x-f": fix("Mend x-f", {"x-q": "b"}),
        "x-g": fix("Mend x-g", {"x-q": "c"}),
    }


def walk_too_long(random: Random) -> Steps:
    asked = {"type": "text", "pattern": random.choice([".+", ".{1,60}", r"[^\x00]*"]), "options": UNSURE}
    return {f"x-t{number}": {"ask": f"What stands in line {number}?"} | asked for number in range(4)}


def question_without_effect(random: Random) -> Steps:
    many = {"many": True} if random.random() < 0.5 else {}
    return {"x-q": question("Is x-q so?", "a", "b") | many, "x-f": fix("Mend x-f")}


def asked_twice(random: Random) -> Steps:
    return {
        "x-q": question("Is x so?", "a", "b"),
        "x-t": {"tell": "It may be so.", "when": {"x-q": "a"}},
        "x-r": question("Is x so?", "a", "b")
        | ({"when": {"x-q": ["a", "unsure"]}} if random.random() < 0.5 else {}),
        "x-f": fix("Mend x-f", {"x-r": "a"}),
    }


def risky_before_harmless(random: Random) -> Steps:
    risky = {
        "risk": random.choice(["setting", "data"]),
        "warning": "It changes all.",
        "undo": "Change it back.",
    }
    when = random.choice([None, {"x-q": "a"}])
    return {
        "x-q": question("Is x-q so?", "a", "b"),
        "x-f": fix("Mend x-f", when, **risky),
        "x-g": fix("Mend x-g", when or {"x-q": ["a", "unsure"]}),
    }


FAULTS: Final[Mapping[str, Callable[[Random], Steps]]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        unreachable_step,
        unreachable_group,
        condition_never,
        condition_unknowable,
        condition_always,
        option_never_chosen,
        option_untold,
        dead_guard,
        staff_dependence,
        walk_too_long,
        question_without_effect,
        asked_twice,
        risky_before_harmless,
    )
}


def planted(tree: dict[str, Any], fault: str, random: Random) -> dict[str, Any]:
    """The tree with a fault between two of its steps, which bear no fault themselves."""
    steps = [*tree["steps"].items()]
    targets = {
        detail["goto"]
        for step in tree["steps"].values()
        for detail in (step.get("options") or {}).values()
        if isinstance(detail, dict) and "goto" in detail
    }
    at = random.choice([place for place in range(len(steps)) if not _is_jumped_over(steps, place, targets)])
    return tree | {"steps": dict([*steps[:at], *FAULTS[fault](random).items(), *steps[at:]])}


def _is_jumped_over(steps: list[tuple[str, Any]], place: int, targets: set[str]) -> bool:
    """Tell whether some goto leads from before a place to behind it."""
    behind = {name for name, _ in steps[place:]}
    before = (step for _, step in steps[:place])
    return any(
        isinstance(detail, dict) and detail.get("goto") in behind & targets
        for step in before
        for detail in (step.get("options") or {}).values()
    )
