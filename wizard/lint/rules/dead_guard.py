"""A goto to a step that is always passed over when one comes by that goto."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.conditions import Condition
from wizard.exploration.audiences import Explored
from wizard.exploration.explore import Exploration
from wizard.exploration.reading import Joined, is_sure, split
from wizard.exploration.trace import Stop, after_move, shortest, with_option
from wizard.lint.gotos import Goto
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.tree import Tree
from wizard.problem import Level, Place

name = "dead-guard"
level = Level.ERROR
summary = "A goto leads to a step or group whose condition is false on every walk that takes it."
why = (
    "The condition of a step decides also when a goto leads there. The customer is led past it to "
    "whatever comes next, which is not what the goto says."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: sound}
      off: "No"
      unsure:
  plug:
    fix: Plug it in
    check: The light is on.
  sound:
    fix: Turn up the sound
    when: {light: on}
    check: You hear it.
"""
}
bad: Example = {
    "tree.yaml": good["tree.yaml"].replace("when: {light: on}", "when: {light: [off, unsure]}"),
}

# A goto as it is written, and the tree, step and option it is taken at.
_Way = tuple[Explored, Goto]


def check(survey: Survey) -> Iterator[Found]:
    """Yield each goto, once for all options that share it, behind which the condition is never true."""
    ways: dict[Place, list[_Way]] = {}
    by_tree = {one.tree.id: one for one in survey.explorations}
    for goto in survey.named_gotos:
        target = goto.target
        is_ahead = target is not None and goto.at < target < len(goto.tree.steps)
        if target is not None and is_ahead and goto.tree.steps[target].when is not None:
            ways.setdefault(goto.place, []).append((by_tree[goto.tree.id], goto))
    if not ways:
        return
    fit = {
        id(one) for one in sound(survey, {id(one): one for some in ways.values() for one, _ in some}.values())
    }
    for place, some in ways.items():
        if all(id(one) in fit and _is_dead(one.staff, goto) for one, goto in some):
            one, goto = next(((one, goto) for one, goto in some if one.staff.is_shown(goto.at)), some[0])
            yield _found(survey, one.staff, goto, place)


def _found(survey: Survey, found: Exploration, goto: Goto, place: Place) -> Found:
    spelt = survey.spelt(goto.to, place)
    message = f"the condition of `{spelt}` is false on every walk that comes by this goto"
    hint = f"lead to the step that is meant, or let the condition of `{spelt}` hold here"
    assert goto.target is not None
    stops = (Stop(goto.at, goto.option), Stop(goto.target, part=0))
    return Found(place, message, hint, walk=() if found.is_doubtful else shortest(found.plan, *stops))


def _is_dead(found: Exploration, goto: Goto) -> bool:
    """Tell whether walks take the goto, and each of them passes over where it leads.

    What comes there on no way at all has a condition that never holds, which another rule reports.
    """
    target = goto.target
    if target is None or not found.is_shown(target) or not found.is_shown(goto.at):
        return False
    tests = [test for condition, test in found.plan.parts[target] if _guards(found.tree, goto, condition)]
    if not tests or not all(map(is_sure, tests)):
        return False
    test = Joined(True, True, tuple(tests))
    live = found.plan.live[target]
    states = {
        after & live
        for state in found.shown[goto.at]
        for move in found.plan.left(goto.at).moves
        if goto.option in move.options
        and (
            after := after_move(
                found.plan, goto.at, state, with_option(found.plan, goto.at, move, goto.option)
            )
        )
        is not None
    }
    return bool(states) and not any(split(test, state)[0] for state in states)


def _guards(tree: Tree, goto: Goto, condition: Condition) -> bool:
    """Tell whether a part of the condition is that of the step named, or of the group named or one around it."""
    if goto.to in tree.index:
        return True
    step = tree.steps[tree.gates[goto.to]]
    name = goto.to.rpartition(".")[2]
    groups = step.groups[: step.groups.index(name) + 1] if name in step.groups else step.groups
    frame = tree.frames.get(groups)
    return frame is not None and frame.when is not None and _has(frame.when, condition)


def _has(whole: Condition, part: Condition) -> bool:
    return whole is part or any(_has(item, part) for item in getattr(whole, "items", ()))
