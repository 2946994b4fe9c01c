"""A step that no walk can come by."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.rules.goto_unknown import misled
from wizard.lint.survey import Survey
from wizard.model.tree import Tree, customers
from wizard.problem import Level

name = "unreachable-step"
level = Level.ERROR
summary = "No walk can come by this step: everything before it jumps over it or ends."
why = "What stands there is never shown to anybody, and usually it was meant to be."
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
    passed_by = misled(survey)
    for tree in survey.flows:
        if tree.id in passed_by or survey.has_losses(tree):
            continue  # what leads there may be what is wrong or lost
        unreached = _unreached(tree)
        for step in unreached:
            yield Found(tree.steps[tree.index[step]].place, f"no walk comes by the step `{step}`", _HINT)
        seen_by_customers = customers(tree)
        if seen_by_customers is not tree:
            for step in _unreached(seen_by_customers):
                if step not in unreached:
                    message = f"no customer comes by the step `{step}`: only steps for staff lead there"
                    yield Found(tree.steps[tree.index[step]].place, message, _HINT)


def _unreached(tree: Tree) -> list[str]:
    """Return the ids of steps out of reach. Ways go forward only, so one pass in order finds them."""
    reached = [False] * (len(tree.steps) + 1)
    reached[0] = True
    for at, step in enumerate(tree.steps):
        if not reached[at]:
            continue
        if step.when is not None:
            reached[at + 1] = True
        for target in tree.targets[at].values():
            if isinstance(target, int):
                reached[target] = True
    return [step.id for at, step in enumerate(tree.steps) if not reached[at]]
