"""A walk that ends as solved without the customer having said so."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.gotos import Goto
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind
from wizard.names import DONE, NEXT, NOT_SOLVED, SOLVED, UNABLE, UNSURE
from wizard.problem import Level

name = "solved-unasked"
level = Level.ERROR
summary = "A goto leads to solved although the customer has not said that it is."
why = (
    "The page would congratulate somebody whose problem is still there, and offer no help. Solved is what "
    "the customer says: of a fix, of a piece of information, or by an answer such as “it works now”."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Plug it in. Is the light on now?
    options:
      on: {label: "Yes, it works now", goto: solved}
      off: "No"
      unsure:
  switch:
    tell: The switch is at the back.
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  switch:
    tell: The switch is at the back.
    goto: solved
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each way to solved that nobody's word leads along."""
    for goto in survey.named_gotos:
        if goto.to == SOLVED:
            reason = _without_word(goto)
            if reason:
                hint = "lead on, or ask whether it works now and let that answer lead to solved"
                yield Found(goto.place, f"{reason}, so it cannot lead to solved", hint)


def _without_word(goto: Goto) -> str | None:
    """Return why an answer does not say "it is solved", None when it does."""
    step, option = goto.step, goto.tree.steps[goto.at].option(goto.option)
    if option is None:
        return "what is typed does not say that it is solved"
    if option.chosen_if is not None:
        return f"`{option.id}` is chosen without asking"
    if step.fact is not None:
        return f"`{option.id}` is a fact, not the customer's word that it is solved"
    if option.id == NEXT and step.kind is Kind.TELL:
        return "nobody is asked here"
    if step.kind is Kind.ASK and all(one.goto == SOLVED for one in step.options):
        return "every answer leads to solved"
    return f"`{option.id}` does not say that it is solved" if option.id in _NOT_ITS_WORD else None


_NOT_ITS_WORD = frozenset({UNSURE, NOT_SOLVED, UNABLE, DONE})
