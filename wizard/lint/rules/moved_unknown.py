"""An old step id that leads to no step."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.tree import Tree
from wizard.problem import Level

name = "moved-unknown"
level = Level.ERROR
summary = "`moved:` leads to a step that is not there."
why = "Old links and answers under the former id would be lost without a word."
good: Example = {
    "tree.yaml": """\
moved: {button: switch}
steps:
  switch:
    tell: The switch is at the back.
"""
}
bad: Example = {
    "tree.yaml": """\
moved: {button: swich}
steps:
  switch:
    tell: The switch is at the back.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each old id whose new one, followed from id to id, is no step."""
    for tree in survey.trees:
        for old, new in tree.moved.items():
            if not _leads_to_step(tree, new) and not survey.is_lost(tree, new):
                near = nearest(new, tree.index)
                hint = f"did you mean `{near}`?" if near else "name a step of this tree, or delete the line"
                yield Found(survey.at(tree.place.path, "moved", old), f"there is no step `{new}`", hint)


def _leads_to_step(tree: Tree, name: str) -> bool:
    followed: set[str] = set()
    while name not in tree.index and name in tree.moved and name not in followed:
        followed.add(name)
        name = tree.moved[name]
    return name in tree.index
