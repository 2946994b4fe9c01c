"""The same question asked twice on one walk."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from wizard.exploration.explore import Exploration
from wizard.exploration.trace import Stop, shortest
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind
from wizard.model.tree import Tree
from wizard.problem import Level, Place, Walk

name = "asked-twice"
level = Level.WARNING
summary = "On one walk the same question is asked twice, and nothing was done in between."
why = (
    "The customer has answered already, and wonders whether the answer got lost. Behind a fix or a task "
    "the same question may well be asked again. What several trees or places need to know is best a fact: "
    "it is asked once."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: "Yes"
      off: "No"
      unsure:
  plug:
    fix: Plug it in
    when: {light: off}
    check: The light is on.
  light-now:
    ask: Is the light on?
    when: {plug: unable}
    options:
      on: "Yes"
      off: {label: "No", goto: ticket}
      unsure:
  switch:
    tell: The switch is at the back.
    when: {none: {light-now: on}}
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: "Yes"
      off: "No"
      unsure:
  sound:
    ask: Do you hear it?
    when: {light: on}
    options:
      yes: {label: "Yes", goto: ticket}
      no: "No"
      unsure:
  light-again:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: ticket}
      off: "No"
      unsure:
  switch:
    tell: The switch is at the back.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each question that is asked on a walk where it was asked before."""
    twins = {tree.id: pairs for tree in survey.flows if (pairs := _twins(tree))}
    if not twins:
        return
    for one in sound(survey, [one for one in survey.explorations if one.tree.id in twins]):
        for first, second in twins[one.tree.id]:
            walk = _walk(one.staff, first, second)
            if walk:
                place = _place(one.tree, first, second)
                before = survey.spelt(one.tree.steps[first].id, place)
                message = f"on one walk this is asked twice: `{before}` has asked it already"
                yield Found(place, message, f"use the answer to `{before}`, or ask it as a fact", walk=walk)


def _twins(tree: Tree) -> list[tuple[int, int]]:
    """Return the pairs of questions with the same words."""
    titles = [step.title.source for step in tree.steps if step.kind is Kind.ASK]
    if len(set(titles)) == len(titles):
        return []
    asking = [(at, step.title.source) for at, step in enumerate(tree.steps) if step.kind is Kind.ASK]
    return [(one, other) for (one, words), (other, same) in combinations(asking, 2) if words == same]


def _walk(found: Exploration, first: int, second: int) -> Walk:
    if found.is_doubtful or not (found.is_shown(first) and found.is_shown(second)):
        return ()
    steps = found.tree.steps
    doing = {at for at in range(first, second) if steps[at].kind in (Kind.FIX, Kind.DO)}
    return shortest(found.plan, Stop(first, asked=True), Stop(second, asked=True), between=doing)


def _place(tree: Tree, first: int, second: int) -> Place:
    """Return the place of the later question, or of the earlier one when only that stands in the tree's own file."""
    later, earlier = tree.steps[second].place, tree.steps[first].place
    return earlier if later.path != tree.place.path == earlier.path else later
