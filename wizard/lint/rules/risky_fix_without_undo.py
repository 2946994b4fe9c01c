"""A step that can spoil something and does not say how to put it back."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Risk
from wizard.problem import Level

name = "risky-fix-without-undo"
level = Level.ERROR
summary = "A fix or task with a risk does not say how to undo it."
why = (
    "A customer whose computer is worse afterwards needs the way back on the same page. If there is none, "
    "say so: “It cannot be undone. Save a copy first.”"
)
good: Example = {
    "tree.yaml": """\
steps:
  region:
    fix: Choose another language
    check: The letters are there.
    warning: It changes the language of all older programs.
    undo: Choose the old language in the same place.
    risk: setting
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  region:
    fix: Choose another language
    check: The letters are there.
    warning: It changes the language of all older programs.
    risk: setting
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each step with a risk and no undo."""
    for _, step in survey.steps:
        if step.risk is not Risk.NONE and step.undo is None:
            hint = "add `undo:`, if only to say that it cannot be undone"
            yield Found(step.place, f"this step risks a loss (`risk: {step.risk}`) and has no `undo`", hint)
