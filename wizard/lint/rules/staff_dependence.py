"""A customers' step that waits for an answer only staff can give."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Audience
from wizard.problem import Level

name = "staff-dependence"
level = Level.ERROR
summary = "What customers see depends on a step that only staff see."
why = "On the customers' page that answer is never given: the step would never come there, or always."
good: Example = {
    "tree.yaml": """\
steps:
  fuse:
    ask: What does the meter show?
    audience: staff
    options:
      dead: Nothing
      alive: 230 V
      unsure:
  change-fuse:
    fix: Change the fuse
    audience: staff
    when: {fuse: dead}
    check: The light is on.
"""
}
bad: Example = {
    "tree.yaml": good["tree.yaml"].replace("Change the fuse\n    audience: staff", "Change the fuse")
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each comparison with a staff step in what customers see; a fact may be known from elsewhere."""
    for leaf in survey.leaves:
        tree, known = leaf.tree, leaf.condition.name
        at = tree.index.get(known)
        if leaf.audience is Audience.STAFF or at is None or known in tree.facts:
            continue
        if tree.steps[at].audience is Audience.STAFF:
            hint = "give this `audience: staff` too, or let customers answer that step"
            yield Found(leaf.condition.place, f"customers never answer the step `{known}`", hint)
