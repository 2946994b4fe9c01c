"""A step that changes a fact nobody declared."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library import FACTS
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "changes-unknown"
level = Level.ERROR
summary = "`changes:` names a fact that _facts.yaml does not declare."
why = "The fact that was meant stays known as it was before the fix, and later steps are decided by it."
_FACTS = """\
power:
  about: Mains power
  ask: Is there power?
  values: {yes: "Yes", no: "No"}
"""
good: Example = {
    "_facts.yaml": _FACTS,
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
    changes: [power]
""",
}
bad: Example = {**good, "tree.yaml": good["tree.yaml"].replace("[power]", "[pover]")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each fact under `changes:` that is unknown."""
    if survey.lacks(FACTS):
        return
    facts = survey.loaded.library.facts
    for tree, step in survey.steps:
        for fact in step.changes:
            if fact not in facts:
                near = nearest(fact, facts)
                is_step = (
                    "that is a step; `changes:` names facts"
                    if fact in tree.index
                    else "declare it in _facts.yaml"
                )
                hint = f"did you mean `{near}`?" if near else is_step
                yield Found(step.place, f"`changes:` names `{fact}`, which is no fact", hint)
