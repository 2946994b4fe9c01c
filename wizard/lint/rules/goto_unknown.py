"""A goto that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library import SITE
from wizard.lint.gotos import Goto, jump_of
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.tree import Tree
from wizard.names import JUMP, NEXT, SOLVED, TICKET
from wizard.problem import Level, Place

name = "goto-unknown"
level = Level.ERROR
summary = "A goto names a step, end or tree that is not there, or leads out of a block to a step of the tree."
why = (
    "The customer who chooses that answer would be sent to a person instead of to the next step. A block "
    "cannot name a step of the tree around it: other trees that use the block do not have that step."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes, it is on", goto: call}
      unsure:
  plug:
    fix: Plug it in
    check: The light is on.
  call:
    tell: Somebody has to look at it.
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes, it is on", goto: cal}
      unsure:
  call:
    tell: Somebody has to look at it.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each goto whose target is unknown, once."""
    yield from _unable(survey)
    for goto in survey.named_gotos:
        if not is_known(survey, goto.tree, goto.to):
            if goto.to != survey.loaded.library.site.unable and not survey.is_lost(goto.tree, goto.to):
                yield _nowhere(survey, goto.tree, goto.to, goto.place)
        elif leaves_block(survey, goto):
            hint = "lead to a step of the block, an end or another tree"
            yield Found(
                goto.place, f"`{goto.to}` is a step of the tree, and no goto leaves a block to one", hint
            )
    for tree in survey.flows:
        for end in tree.ends.values():
            if end.goto and not is_known(survey, tree, end.goto):
                yield _nowhere(survey, tree, end.goto, end.place)


def is_known(survey: Survey, tree: Tree, to: str) -> bool:
    """Tell whether a goto of `tree` leads somewhere."""
    if to in (SOLVED, TICKET, NEXT) or to in tree.index or to in tree.ends or to in tree.gates:
        return True
    jump = jump_of(to)
    return jump is not None and jump in survey.tree_ids


def leaves_block(survey: Survey, goto: Goto) -> bool:
    """Tell whether a goto that stands in a block names a step outside of it."""
    target = goto.target
    if target is None or target >= len(goto.tree.steps) or not survey.is_block(goto.place.path):
        return False
    return goto.tree.steps[target].place.path != goto.place.path


def misled(survey: Survey) -> frozenset[str]:
    """Return the ids of trees with a goto nowhere or back: of what it should reach nothing can be said."""
    return frozenset(
        goto.tree.id
        for goto in survey.named_gotos
        if not is_known(survey, goto.tree, goto.to) or (goto.target is not None and goto.target <= goto.at)
    )


def _unable(survey: Survey) -> Iterator[Found]:
    site = survey.loaded.library.site
    if site.unable not in (NEXT, SOLVED, TICKET) and site.unable not in site.ends and survey.has(SITE):
        place = survey.at(site.place.path, "unable")
        hint = "write next, ticket or the id of an end of this file"
        yield Found(place, f"`{site.unable}` is no end of the site", hint)


def _nowhere(survey: Survey, tree: Tree, to: str, place: Place) -> Found:
    jump = jump_of(to)
    if jump is not None:
        tree_id = nearest(jump, survey.tree_ids)
        hint = f"did you mean `{JUMP}{tree_id}`?" if tree_id else "name a tree of this folder"
        return Found(place, f"there is no tree `{jump}`", hint)
    known = [
        survey.spelt(name, place) for name in (*tree.index, *tree.ends, *tree.gates, SOLVED, TICKET, NEXT)
    ]
    inside = [name for name in known if name.endswith(f".{to}")]
    near = inside[0] if inside else nearest(to, known)
    hint = f"did you mean `{near}`?" if near else "name a later step, an end, next, solved or ticket"
    return Found(place, f"`{to}` is no step or end of this {_kind(survey, place)}", hint)


def _kind(survey: Survey, place: Place) -> str:
    return "block" if survey.is_block(place.path) else "tree"
