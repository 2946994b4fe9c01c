"""A harmless fix that customers try only after a risky one."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.exploration.explore import Exploration
from wizard.exploration.trace import Stop, shortest
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Audience, Kind, Risk
from wizard.model.tree import Tree
from wizard.problem import Level, Walk

name = "risky-before-harmless"
level = Level.WARNING
summary = "A fix that risks something stands before one that risks nothing."
why = (
    "What is free comes first: to restart, to start as administrator, to look. Often it helps, and "
    "nothing had to be changed. The rule compares only fixes of one group, and only where all that the "
    "harmless one waits for is known before the risky one already, and some customer comes to it because "
    "that has not helped."
)
good: Example = {
    "tree.yaml": """\
steps:
  restart:
    fix: Restart Windows
    check: The letters are there.
  region:
    fix: Choose another language
    warning: It changes the language of all older programs.
    check: The letters are there.
    undo: Choose the old language in the same place.
    risk: setting
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  region:
    fix: Choose another language
    warning: It changes the language of all older programs.
    check: The letters are there.
    undo: Choose the old language in the same place.
    risk: setting
  restart:
    fix: Restart Windows
    check: The letters are there.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each harmless fix that could as well have come before a risky one of its group."""
    some = [one for one in survey.explorations if any(step.risk is not Risk.NONE for step in one.tree.steps)]
    for one in sound(survey, some):
        risky: dict[tuple[str, ...], list[int]] = {}
        for at, step in enumerate(one.tree.steps):
            if step.kind is not Kind.FIX or step.audience is Audience.STAFF:
                continue
            before = risky.setdefault(step.groups, [])
            if step.risk is not Risk.NONE:
                before.append(at)
            elif before:
                yield from _late(survey, one.staff, before, at)


def _late(survey: Survey, found: Exploration, risky: list[int], at: int) -> Iterator[Found]:
    """Yield that the fix at index `at` comes too late, for the first risky one that it could have come before."""
    steps = found.tree.steps
    for first in risky:
        if not _could_come_before(found.tree, first, at):
            continue
        walk = _walk(found, first, at)
        if walk:
            step, before = steps[at], steps[first]
            known = survey.spelt(before.id, step.place)
            message = f"this harmless fix comes only after `{known}` (`risk: {before.risk}`)"
            yield Found(step.place, message, f"move it up, before `{known}`", walk=walk)
            return


def _walk(found: Exploration, first: int, at: int) -> Walk:
    """Return the shortest walk on which the risky fix did not help and the harmless one comes then."""
    if found.is_doubtful:
        return ()
    return shortest(found.plan, Stop(first), Stop(at))


def _could_come_before(tree: Tree, first: int, at: int) -> bool:
    """Tell whether all that a fix waits for is known before the risky one, and stays so till it comes."""
    when = tree.steps[at].when
    changed = {fact for step in tree.steps[first:at] for fact in step.changes}
    names = {leaf.name for leaf in when.leaves()} if when is not None else set()
    return names.isdisjoint(changed) and all(tree.index.get(known, -1) < first for known in names)
