"""A harmless fix that customers try only after a risky one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final

from wizard.conditions import Compare, Condition, Is
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Audience, Kind, Risk, Step
from wizard.model.tree import Tree
from wizard.names import NEXT
from wizard.problem import Level

name = "risky-before-harmless"
level = Level.WARNING
summary = "A fix that risks something stands before one that risks nothing."
why = (
    "What is free comes first: to restart, to start as administrator, to look. Often it helps, and nothing had to "
    "be changed. The rule compares only fixes of one group under the same condition, the second of which "
    "customers come to when the first has not helped."
)
good: Example = {
    "tree.yaml": """\
steps:
  restart:
    fix: Restart Windows
    check: The letters are there.
  region:
    fix: Choose another language
    warning: It changes the language of all older programs.
    check: The letters are there.
    undo: Choose the old language in the same place.
    risk: setting
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  region:
    fix: Choose another language
    warning: It changes the language of all older programs.
    check: The letters are there.
    undo: Choose the old language in the same place.
    risk: setting
  restart:
    fix: Restart Windows
    check: The letters are there.
"""
}

_Run = tuple[Hashable, ...]
_ALWAYS: Final = ("always",)


def check(survey: Survey) -> Iterator[Found]:
    """Yield each harmless fix that stands behind a risky one of the same run."""
    for tree in survey.flows:
        risky: dict[_Run, int] = {}
        for at, step in enumerate(tree.steps):
            if step.kind is not Kind.FIX or step.audience is Audience.STAFF:
                continue
            if step.risk is not Risk.NONE:
                risky.setdefault(_run(step), at)
                continue
            first = risky.get(_run(step))
            if first is not None and at in _ahead(tree, first):
                before = tree.steps[first]
                known = survey.spelt(before.id, step.place)
                message = f"this harmless fix comes only after `{known}` (`risk: {before.risk}`)"
                yield Found(step.place, message, f"move it up, before `{known}`")


def _run(step: Step) -> _Run:
    """Return what tells the run of steps that a step belongs to: its groups and its condition."""
    return (step.groups, _ALWAYS if step.when is None else _meaning(step.when))


def _meaning(condition: Condition) -> Hashable:
    """Return a condition without the places where it is written, to be compared."""
    if isinstance(condition, Is):
        return (condition.name, condition.values)
    if isinstance(condition, Compare):
        return (condition.name, condition.relation, condition.bound)
    return (type(condition), tuple(_meaning(item) for item in condition.items))


def _ahead(tree: Tree, start: int) -> set[int]:
    """Return the indexes of the steps that may follow a step, whatever their conditions say."""
    reached = {start}
    for at in range(start, len(tree.steps)):
        if at in reached:
            step = tree.steps[at]
            gotos = {option.goto for option in step.options} | ({step.typed_goto} if step.typed else set())
            if at > start and step.when is not None:
                gotos.add(NEXT)
            reached |= {
                at + 1 if goto == NEXT else tree.index.get(goto, tree.gates.get(goto, start))
                for goto in gotos
            }
    return reached
