"""A fix whose success nobody can see."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind
from wizard.problem import Level

name = "fix-without-check"
level = Level.ERROR
summary = "A fix does not say how the customer sees whether it helped."
why = (
    "The customer is asked “did it help?” and has to guess. A `check:` at the head of the tree counts for "
    "all its fixes."
)
good: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each fix without a check of its own, its block's or its tree's."""
    for tree in survey.trees:
        for step in tree.steps:
            if step.kind is Kind.FIX and step.check is None and not survey.is_lost(tree, "check"):
                hint = "add `check:` here, or at the head of the tree for all its fixes"
                yield Found(step.place, "this fix has no `check`", hint)
