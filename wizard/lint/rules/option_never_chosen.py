"""An option that nobody is offered, because the question always answers itself."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.exploration.explore import Exploration
from wizard.exploration.reading import is_sure, split
from wizard.exploration.trace import Stop, shortest
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Option
from wizard.problem import Level, Place

name = "option-never-chosen"
level = Level.ERROR
summary = "Nobody is ever offered this option: on every walk an `if` of the question chooses another one."
why = (
    "An `if` answers a question that a detected value answers already. When one of them holds on every "
    "walk, the question is never asked, and what follows from its other options only comes to whoever "
    "changes the answer."
)
good: Example = {
    "tree.yaml": """\
steps:
  room:
    ask: How much room is there on drive C?
    options:
      low: {label: Under 5 GB, if: {disk-free: {below: 5}}}
      enough: {label: More, if: {disk-free: {at-least: 5}}}
      unsure:
  empty:
    tell: Empty the recycle bin.
    when: {room: low}
""",
    "_facts.yaml": """\
disk-free:
  about: Free room on drive C
  type: number
  min: 0
""",
}
bad: Example = {
    **good,
    "tree.yaml": good["tree.yaml"].replace("{disk-free: {at-least: 5}}", "{none: {disk-free: {below: 5}}}"),
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each option that no `if` chooses of a question that is never asked."""
    choosing = [one for one in survey.explorations if one.staff.plan.choosing]
    found: dict[Place, list[tuple[Exploration, int, Option]]] = {}
    offered: set[Place] = set()
    for one in sound(survey, choosing):
        for at in one.staff.plan.choosing:
            never = _never_chosen(one.staff, at)
            for option in one.tree.steps[at].options:
                if option in never:
                    found.setdefault(option.place, []).append((one.staff, at, option))
                elif one.staff.is_shown(at):
                    offered.add(option.place)
    for place, (first, *_) in found.items():
        if place not in offered:
            explored, at, option = first
            walk = () if explored.is_doubtful else shortest(explored.plan, Stop(at))
            message = f"nobody is offered `{option.id}`: an `if` answers this question on every walk"
            yield Found(
                place, message, "let the question be asked where nothing is known: see each `if`", walk=walk
            )


def _never_chosen(found: Exploration, at: int) -> list[Option]:
    """Return the options that are not chosen, by customers or by their `if`, on any walk that comes by."""
    states = found.shown[at]
    chosen = set()
    for option, _, test in found.plan.choices(at):
        if not is_sure(test):
            return []
        halves = [split(test, state) for state in states]
        if any(true for true, _ in halves):
            chosen.add(option)
        states = [other for _, false in halves for other in false]
    if states or not found.shown[at]:
        return []
    return [option for option in found.tree.steps[at].options if option.id not in chosen]
