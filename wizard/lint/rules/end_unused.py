"""A named end that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library import SITE
from wizard.lint.rule import Example, Found
from wizard.lint.rules.goto_unknown import misled
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "end-unused"
level = Level.WARNING
summary = "No goto leads to an end of the tree or block."
why = "Its text is never shown; often the goto that was meant to lead there is missing."
good: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
    goto: {unable: electrician}
ends:
  electrician: {kind: referred, text: Ask an electrician.}
"""
}
bad: Example = {"tree.yaml": good["tree.yaml"].replace("    goto: {unable: electrician}\n", "")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each end without a way to it. The ends of the site are there for all trees."""
    used = {end.place for goto in survey.named_gotos if (end := goto.tree.ends.get(goto.to))}
    passed_by = misled(survey)
    site = survey.path(SITE)
    for tree in survey.flows:
        if tree.id in passed_by or survey.has_losses(tree):
            continue
        for end in tree.ends.values():
            if end.place not in used and end.place.path != site:
                yield Found(
                    end.place, f"nothing leads to the end `{end.id}`", "lead a goto there, or delete it"
                )
