"""A condition on what is known on no walk that comes there."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.judged import unknowable
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "condition-unknowable"
level = Level.ERROR
summary = (
    "A condition asks for an answer that no walk brings along there, or for a fact that was changed before."
)
why = (
    "What is not known does not hold, so the step never comes; under `none:` it always does, which is a "
    "warning. The goto that leads here jumps over the question, or another answer to an earlier one does; "
    "or a step before `changes` the fact, and nobody asks for it again."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: call}
      off: "No"
      unsure:
  plug:
    do: Plug it in
  call:
    tell: Somebody has to look at the plug.
    when: {none: {plug: unable}}
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: call}
      off: {label: "No", goto: ticket}
      unsure: {goto: call}
  call:
    ask: Do you hear a sound?
    options:
      yes: "Yes"
      no: {label: "No", if: {power: off}}
      unsure:
  cut:
    do: Switch the power off
    changes: [power]
  plug:
    tell: There is no power.
    when: {power: off, call: [no, unsure]}
""",
    "_facts.yaml": """\
power:
  about: Mains power
  values: {on: "On", off: "Off"}
""",
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each comparison with what is never known there."""
    for one in unknowable(survey):
        verdict, tree = one.verdict, one.explored.tree
        known = next(verdict.condition.leaves()).name
        at = tree.index.get(known)
        if at is not None and known not in tree.facts and not one.explored.staff.is_shown(at):
            continue  # that the step never comes is said where it stands
        spelt = survey.spelt(known, one.place)
        if known in tree.facts:
            message = f"`{spelt}` is changed on every walk that comes here, and not asked again"
            hint = f"ask it again before this with `fact: {spelt}`, or delete this"
        else:
            message = f"no walk that comes here has answered `{spelt}`"
            hint = f"lead a way over `{spelt}` to here, or ask for another answer"
        yield Found(one.place, message, hint, None if verdict.is_wanted else Level.WARNING, one.walk())
