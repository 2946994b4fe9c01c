"""A condition that holds whatever is answered."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.judged import always
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "condition-always"
level = Level.WARNING
summary = "A condition holds whatever is answered."
why = (
    "It decides nothing: every answer that may be given is among those it names, and none is missing "
    "there. Perhaps one of them was not meant. A condition that only repeats what an earlier goto has "
    "seen to is left in peace."
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
    when: {light: [off, unsure]}
    check: The light is on.
"""
}
bad: Example = {"tree.yaml": good["tree.yaml"].replace("[off, unsure]", "[on, off, unsure]")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each condition that always holds."""
    for one in always(survey):
        hint = "take out the answer that was not meant, or delete the condition"
        yield Found(one.place, "this condition holds whatever is answered", hint, walk=one.walk())
