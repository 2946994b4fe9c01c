"""An option that no path test of its tree takes."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.path_tests.coverage import taken_by, untaken
from wizard.problem import Level

name = "option-untested"
level = Level.WARNING
summary = "No path test of the tree takes an option of it."
why = (
    "Nobody would notice if that answer led to the wrong place after the next change. Only trees that "
    "have a file in `_tests` are looked at, drafts are not. `wizard test TREE --generate` proposes the "
    "tests that are missing."
)
good: Example = {
    "tree.yaml": """\
steps:
  plug:
    fix: Plug it in
    check: The light is on.
    goto: {unable: ticket}
""",
    "_tests/tree.yaml": """\
- name: the plug was the cause
  answers: {plug: solved}
  expect: {end: solved}
- name: still dark
  answers: {plug: not-solved}
  expect: {end: ticket}
- name: the plug cannot be reached
  answers: {plug: unable}
  expect: {end: ticket}
""",
}
bad: Example = {
    **good,
    "_tests/tree.yaml": """\
- name: the plug was the cause
  answers: {plug: solved}
  expect: {end: solved}
""",
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each option that is left; nothing of a tree whose test file is broken, which is told anyway."""
    trees = survey.loaded.library
    for file in survey.path_tests.values():
        if file.problems or file.tree not in trees.trees or trees.trees[file.tree].draft:
            continue
        tree = trees.staff[file.tree]
        taken = {choice for test in file.tests for choice in taken_by(trees, test)}
        for part in untaken(tree, taken).missing:
            message = f"no path test of {tree.id} takes `{part.name}`"
            yield Found(part.place, message, f"add a test: `wizard test {tree.id} --generate` proposes one")
