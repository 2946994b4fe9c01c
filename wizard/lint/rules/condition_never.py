"""A condition that holds on no walk."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.judged import never
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "condition-never"
level = Level.ERROR
summary = "A condition holds on no walk: what it asks for cannot come together with what leads there."
why = (
    "The step, option or instruction is never shown. All walks were tried, with all answers and with "
    "whatever the product or a probe may tell: an earlier condition or goto has taken that answer "
    "elsewhere. Where only one of several ways for a condition to hold is dead, it is a warning."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: sound}
      off: "No"
      unsure:
  plug:
    fix: Plug it in
    when: {light: off}
    check: The light is on.
  sound:
    tell: Turn up the sound.
"""
}
bad: Example = {"tree.yaml": good["tree.yaml"].replace("when: {light: off}", "when: {light: on}")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each condition that never holds, and each comparison of several that never helps one to hold."""
    for one in never(survey):
        verdict = one.verdict
        if verdict.outer is None:
            message = "this condition never holds where a walk comes by"
            hint = "the walk shown comes there; ask for what it may bring along, or delete this"
            yield Found(one.place, message, hint, walk=one.walk())
        else:
            message = "this part of the condition never holds where a walk comes by"
            hint = "delete it, or ask for what a walk may bring along"
            yield Found(one.place, message, hint, Level.WARNING, one.walk())
