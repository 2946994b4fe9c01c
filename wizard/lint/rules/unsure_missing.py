"""A question without a way for those who do not know."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind
from wizard.names import UNSURE
from wizard.problem import Level

name = "unsure-missing"
level = Level.WARNING
summary = "A question has no option `unsure`."
why = (
    "Who does not know the answer guesses, and is led the wrong way, or leaves. `unsure:` without a label "
    "uses the words of the site."
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
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each question that cannot be answered with `unsure`."""
    for tree, step in survey.steps:
        if (
            step.kind is Kind.ASK
            and step.option(UNSURE) is None
            and not survey.is_lost(tree, f"{step.id}={UNSURE}")
        ):
            yield Found(
                step.place, "this question has no `unsure`", "add `unsure:` as the last of its options"
            )
