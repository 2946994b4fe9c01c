"""A condition on an answer that is not given yet."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "when-later"
level = Level.ERROR
summary = (
    "A condition looks at a step, or at a fact asked in the tree, that comes only later, or at its own step."
)
why = (
    "When the customer comes by, that answer is not known, so the condition does not hold; and once it is "
    "given, a step that was passed over would come back. A part of `how:` may look at a fact that is "
    "asked later: the product or a probe may have told it, and the instructions only get more to the "
    "point."
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
bad: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    when: {light: [off, unsure]}
    check: The light is on.
  light:
    ask: Is the light on?
    options:
      on: "Yes"
      off: "No"
      unsure:
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each comparison with the step's own answer or a later one."""
    for leaf in survey.leaves:
        known = leaf.condition.name
        asked_at = leaf.tree.index.get(known)
        if asked_at is None or asked_at < leaf.at or (leaf.in_how and known in leaf.tree.facts):
            continue
        known = survey.spelt(known, leaf.condition.place)
        if asked_at == leaf.at:
            message = f"the step `{known}` looks at its own answer"
            yield Found(leaf.condition.place, message, "look at a step above it, or at a fact")
        else:
            hint = f"move `{known}` up, or this step down"
            yield Found(leaf.condition.place, f"`{known}` is asked only after this step", hint)
