"""A stage that the site does not have."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library import SITE
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "stage-unknown"
level = Level.ERROR
summary = "A tree's stage is not among the stages of _site.yaml."
why = "The home page lists trees by stage: a tree with another one would stand under none."
_SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source}
stages: {use: Using, buy: Buying}
"""
good: Example = {
    "_site.yaml": _SITE,
    "tree.yaml": """\
steps:
  switch:
    tell: The switch is at the back.
""",
}
bad: Example = {
    "_site.yaml": _SITE,
    "lamp.yaml": """\
title: The lamp is dark
stage: bying
steps:
  switch:
    tell: The switch is at the back.
""",
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each tree whose stage is unknown; nothing when there is no (whole) site file."""
    if not survey.has(SITE):
        return
    stages = survey.loaded.library.site.stages
    for tree in survey.trees:
        if tree.stage and tree.stage not in stages:
            near = nearest(tree.stage, stages)
            hint = f"did you mean `{near}`?" if near else f"the stages are: {', '.join(stages)}"
            yield Found(survey.at(tree.place.path, "stage"), f"there is no stage `{tree.stage}`", hint)
