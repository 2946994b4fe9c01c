"""A customers' step that waits for an answer only staff can give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard.exploration.audiences import Explored
from wizard.exploration.explore import Exploration
from wizard.exploration.trace import Stop, shortest
from wizard.exploration.verdicts import FAILED, Verdict, verdicts
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Audience
from wizard.problem import Level, Place

name = "staff-dependence"
level = Level.ERROR
summary = "What customers see depends on a step that only staff see."
why = (
    "On the customers' page that answer is never given: the step would never come there, or always. It "
    "may depend on it over other steps too: then the walk shown needs staff to get there."
)
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
    """Yield each comparison with a staff step in what customers see, and what only staff can bring about.

    A fact that is asked of staff may be known from elsewhere.
    """
    for leaf in survey.leaves:
        tree, known = leaf.tree, leaf.condition.name
        at = tree.index.get(known)
        if leaf.audience is Audience.STAFF or at is None or known in tree.facts:
            continue
        if tree.steps[at].audience is Audience.STAFF:
            hint = "give this `audience: staff` too, or let customers answer that step"
            yield Found(leaf.condition.place, f"customers never answer the step `{known}`", hint)
    yield from _over_others(survey)


def _over_others(survey: Survey) -> Iterator[Found]:
    """Yield each step that customers come by and never see, though staff see it, in every tree it stands in."""
    some = sound(survey, [one for one in survey.explorations if one.customers is not one.staff])
    unseen = {one.tree.id: _unseen(one) for one in some}
    said: set[Place] = set()
    for one in some:
        for place, verdict in unseen[one.tree.id].items():
            using = [tree.id for tree in survey.flows if any(step.place == place for step in tree.steps)]
            if verdict.place in said or not all(place in unseen.get(tree, ()) for tree in using):
                continue
            said.add(verdict.place)
            step = one.customers.tree.steps[verdict.at]
            spelt = survey.spelt(step.id, verdict.place)
            message = (
                f"no customer gets to see the step `{spelt}`: its condition needs a step for staff before"
            )
            hint = "give it `audience: staff` too, or let customers come there without that step"
            found = one.staff
            walk = () if found.is_doubtful else shortest(found.plan, Stop(found.tree.index[step.id]))
            yield Found(verdict.place, message, hint, walk=walk)


def _unseen(one: Explored) -> Mapping[Place, Verdict]:
    """Return, by the place of the step, the part of its condition that never holds for customers."""
    customers, staff = one.customers, one.staff
    hidden = {
        step.id
        for at, step in enumerate(customers.tree.steps)
        if not customers.is_shown(at) and staff.is_shown(staff.tree.index[step.id])
    }
    if not hidden:
        return {}
    return {
        customers.tree.steps[verdict.at].place: verdict
        for verdict in verdicts(customers, odd=True)
        if verdict.part is not None and verdict.seen == FAILED and verdict.outer is None
        if customers.tree.steps[verdict.at].id in hidden and not _follows(customers, verdict, hidden)
    }


def _follows(found: Exploration, verdict: Verdict, hidden: set[str]) -> bool:
    """Tell whether a condition only fails because it asks for a step of which the same is said."""
    return any(leaf.name in hidden for leaf in verdict.condition.leaves())
