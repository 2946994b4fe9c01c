"""A condition on something that is neither a step nor a fact."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.leaves import Leaf
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "when-unknown-name"
level = Level.ERROR
summary = (
    "A condition names neither a step nor a fact, or a block's condition names a step of the tree around it."
)
why = "What is unknown does not hold, so the step would never come, or (under none:) always."
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
  light:
    ask: Is the light on?
    options:
      on: "Yes"
      off: "No"
      unsure:
  plug:
    fix: Plug it in
    when: {ligth: [off, unsure]}
    check: The light is on.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each name in `when`, `if` or a part of `how` that means nothing there."""
    for leaf in survey.leaves:
        tree, known = leaf.tree, leaf.condition.name
        if known not in tree.facts and known not in tree.index:
            if not survey.is_lost(tree, known):
                yield Found(leaf.condition.place, f"`{known}` is no step and no fact", _hint(survey, leaf))
        elif _outside_block(survey, leaf):
            hint = (
                "a block knows its own steps and facts only: put this condition where the tree uses the block"
            )
            yield Found(leaf.condition.place, f"`{known}` is a step of the tree, not of this block", hint)


def _outside_block(survey: Survey, leaf: Leaf) -> bool:
    path, known = leaf.condition.place.path, leaf.condition.name
    if known in leaf.tree.facts or not survey.is_block(path):
        return False
    return leaf.tree.steps[leaf.tree.index[known]].place.path != path


def _hint(survey: Survey, leaf: Leaf) -> str:
    tree, wanted, place = leaf.tree, leaf.condition.name, leaf.condition.place
    if wanted in {survey.spelt(gate, place) for gate in tree.gates}:
        return "that is a group or block: name one of its steps"
    if wanted in tree.moved:
        return f"that step is called `{tree.moved[wanted]}` now"
    known = [survey.spelt(name, place) for name in (*tree.index, *tree.facts)]
    inside = [word for word in known if word.endswith(f".{wanted}")]
    near = inside[0] if inside else nearest(wanted, known)
    return f"did you mean `{near}`?" if near else "name a step above it, or a fact of _facts.yaml"
