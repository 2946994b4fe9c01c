"""A step that no walk can come by."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.exploration.audiences import Explored
from wizard.lint.reached import is_so_everywhere, unreached, unreached_frames, with_unreached
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Step
from wizard.problem import Level

name = "unreachable-step"
level = Level.ERROR
summary = "No walk can come by this step: everything before it jumps over it or ends."
why = (
    "What stands there is never shown to anybody, and usually it was meant to be. All walks were tried, "
    "with all answers and with whatever the product or a probe may tell. A step that walks come by and "
    "pass over has a condition that never holds: that is another rule."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: ticket}
      off: "No"
      unsure:
  plug:
    fix: Plug it in
    check: The light is on.
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: ticket}
      off: {label: "No", goto: ticket}
      unsure: {goto: ticket}
  plug:
    fix: Plug it in
    check: The light is on.
"""
}

_HINT = "lead a goto there, give a step before it a `when`, or delete it"


def check(survey: Survey) -> Iterator[Found]:
    """Yield each step that cannot be reached in the full tree, or not in the customers'."""
    found = with_unreached(survey)
    nobody = {(one.tree.id, step.place): step for one in found for step in _by_nobody(one)}
    no_customer = {(one.tree.id, step.place): step for one in found for step in _by_no_customer(one)}
    for (_, place), step in nobody.items():
        if is_so_everywhere(survey, place, nobody):
            yield Found(place, f"no walk comes by the step `{survey.spelt(step.id, place)}`", _HINT)
    for (tree, place), step in no_customer.items():
        if (tree, place) not in nobody and is_so_everywhere(survey, place, no_customer):
            spelt = survey.spelt(step.id, place)
            yield Found(
                place, f"no customer comes by the step `{spelt}`: only steps for staff lead there", _HINT
            )


def _by_nobody(one: Explored) -> list[Step]:
    """Return the steps that no walk comes by, but those of whole groups, which another rule reports."""
    steps = unreached(one.staff)
    whole = [groups for groups, _ in unreached_frames(one.tree, steps)]
    return [
        step
        for at, step in enumerate(one.tree.steps)
        if at in steps and not any(step.groups[: len(groups)] == groups for groups in whole)
    ]


def _by_no_customer(one: Explored) -> list[Step]:
    if one.customers is one.staff:
        return []
    by_nobody = {one.tree.steps[at].id for at in unreached(one.staff)}
    steps = one.customers.tree.steps
    return [steps[at] for at in sorted(unreached(one.customers)) if steps[at].id not in by_nobody]
