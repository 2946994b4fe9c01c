"""A goto that leads back."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.rules.goto_unknown import leaves_block
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "goto-backward"
level = Level.ERROR
summary = "A goto leads to a step that stands before it, or to itself."
why = (
    "A walk only goes forward, so that it always comes to an end and every page can say how many steps "
    "are left. To ask again what has changed, write a second step further down."
)
good: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
  light:
    ask: Is the light on now?
    options:
      no: {label: "No", goto: plug-again}
      unsure:
  switch:
    tell: The switch is at the back.
  plug-again:
    fix: Plug it in firmly
    check: The light is on.
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
  light:
    ask: Is the light on now?
    options:
      no: {label: "No", goto: plug}
      unsure:
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each goto to its own step or one above; a group or block counts as its first step."""
    for goto in survey.named_gotos:
        target = goto.target
        if target is None or target > goto.at or leaves_block(survey, goto):
            continue
        where = "to its own step" if target == goto.at else "backward"
        yield Found(
            goto.place,
            f"the goto `{survey.spelt(goto.to, goto.place)}` leads {where}",
            "lead to a later step, or to an end",
        )
