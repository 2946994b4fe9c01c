"""A step that can spoil something and does not say so before."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind, Risk
from wizard.problem import Level

name = "risky-without-warning"
level = Level.ERROR
summary = (
    "A fix or task with a risk, or one that touches the registry, permissions or services, has no warning."
)
why = (
    "Who reads a step has to know before the first line what it changes and whom it concerns: “This "
    "changes the language of all older programs, for everybody who uses this computer.” A step that tells "
    "to change the registry, DCOM, permissions, a service or the registration of a component needs that "
    "even with `risk: none`."
)
good: Example = {
    "tree.yaml": """\
steps:
  region:
    fix: Choose another language
    warning: It changes the language of all older programs, for everybody who uses this computer.
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
    check: The letters are there.
    undo: Choose the old language in the same place.
    risk: setting
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each fix and task that should warn and does not."""
    hint = "add `warning:`: what it changes, and for whom"
    touched = {touch.step.place: touch for touch in reversed(survey.touches)}  # the first of each step
    for _, step in survey.steps:
        if step.kind not in (Kind.FIX, Kind.DO) or step.warning is not None:
            continue
        if step.risk is not Risk.NONE:
            yield Found(step.place, f"this step has a risk (`risk: {step.risk}`) and no `warning`", hint)
        elif step.place in touched:
            touch = touched[step.place]
            message = f"this step changes {touch.matter} (`{touch.advice.words}`) and has no `warning`"
            yield Found(step.place, message, hint)
