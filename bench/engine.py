"""How long `position()` takes for each step it replays, and that it grows with the steps alone.

Prints a table; its last line is `us_per_step: N.N`, the worst of three walks of ten steps.
"""

from __future__ import annotations

from timeit import repeat
from typing import Any, Final

from wizard.engine.position import position
from wizard.known import Known
from wizard.library import load
from wizard.loader.facts import facts
from wizard.loader.part import Part
from wizard.loader.shelf import Shelf
from wizard.loader.trees import tree
from wizard.model.tree import Tree
from wizard.problem import Place
from wizard.resources import demonstration_trees

BAR: Final = 15.0  # µs per replayed step on a walk of ten
SIZES: Final = (10, 20, 50, 100, 200)
ROUNDS: Final = 7
SHIPPED: Final = "question-marks"
SHIPPED_WALK: Final = {
    "pattern": "all",
    "where": "program",
    "windows": "win11",
    "set-locale": "not-solved",
    "restarted": "done",
    "utf8-check": "ticked",
    "utf8-off": "not-solved",
    "locale-check": "other",
    "again": "not-solved",
    "windows-fonts": "not-solved",
}


def part(data: dict[str, Any], name: str) -> Part:
    return Part(data, Place(name), name, name, [])


def checklist(size: int) -> Tree:
    """A tree of `size` steps: questions, fixes that depend on them, tasks, facts that change."""
    steps: dict[str, Any] = {"windows": {"fact": "windows"}}
    for at in range(1, size):
        before = f"s{at - 1}" if at > 1 else "windows"
        if at % 3 == 1:
            options = {"a": "A", "b": {"label": "B", "if": {"probed": "b"}}, "unsure": "?"}
            steps[f"s{at}"] = {"ask": "Which?", "options": options}
        elif at % 3 == 2:
            when = {
                "any": [{before: ["a", "unsure"]}, {"windows": ["win7", "win10"]}],
                "none": {"probed": "b"},
            }
            steps[f"s{at}"] = {
                "fix": "Do it",
                "when": when,
                "changes": ["locale"],
                "goto": {"unable": "next"},
            }
        else:
            steps[f"s{at}"] = {
                "do": "Do that",
                "when": [{before: ["not-solved", "unable"]}, {"locale": "fa"}],
            }
    values = {"windows": ("win7", "win10", "win11"), "probed": ("a", "b"), "locale": ("fa", "en")}
    data = {name: {"ask": "Which?", "values": {id: id for id in ids}} for name, ids in values.items()}
    shelf = Shelf(facts(part(data, "_facts")))
    return tree(part({"title": "Checklist", "steps": steps}, "checklist"), "checklist", shelf)


def answered(walked: Tree, steps: int) -> Known:
    """What is known once that many steps are answered, not one of them with what ends the walk."""
    known = Known()
    for _ in range(steps):
        step = position(walked, known).step
        assert step is not None, "the walk ended too early"
        answer = next(option.id for option in step.options if option.id != "solved")
        known = known.answer(step.id, answer)
    return known


def microseconds(walked: Tree, known: Known) -> float:
    """The best of some rounds, for the whole position."""
    number = 20_000 // (5 * len(walked.steps))
    return min(repeat(lambda: position(walked, known).left, number=number, repeat=ROUNDS)) / number * 1e6


def row(name: str, walked: Tree, known: Known, steps: int) -> float:
    """Print one measurement, and return its microseconds for each of `steps`."""
    replayed = len(position(walked, known).trail)
    whole = microseconds(walked, known)
    print(f"{name:<44} {replayed:>8} {whole:>10.1f} {whole / steps:>12.2f}")
    return whole / steps


def main() -> None:
    """Print the table."""
    print(f"{'':<44} {'replayed':>8} {'µs in all':>10} {'µs per step':>12}")
    shipped = load(demonstration_trees()).library.customers[SHIPPED]
    ten = [row(f"{SHIPPED}, ten steps of {len(shipped.steps)}", shipped, Known(SHIPPED_WALK), 10)]
    for ahead in (1, 10):
        walked = checklist(10 + ahead)
        ten.append(row(f"ten steps, {ahead} more ahead", walked, answered(walked, 10), 10))
    trees = {size: checklist(size) for size in SIZES}
    last = [row(f"at the last of {size}", one, answered(one, size - 1), size) for size, one in trees.items()]
    first = [row(f"at the first of {size}", one, Known(), size) for size, one in trees.items()]
    for name, found in (("behind", last), ("ahead", first)):
        times = SIZES[-1] // SIZES[0]
        print(f"{times} times the steps {name} take {times * found[-1] / found[0]:.1f} times as long")
    print(f"bar: {BAR:.0f} µs per replayed step on a walk of ten")
    print(f"us_per_step: {max(ten):.1f}")


if __name__ == "__main__":
    main()
