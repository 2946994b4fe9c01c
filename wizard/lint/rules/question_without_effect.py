"""A question whose answer changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind, Step
from wizard.model.tree import Tree
from wizard.problem import Level, Place

name = "question-without-effect"
level = Level.WARNING
summary = "Whatever is answered to this question, the walk goes on in the same way."
why = (
    "Each question costs patience, and some customers leave at it. A request does tell every answer to "
    "the person who reads it: a question just before the request is left in peace, and one that asks a "
    "fact too. But here there is still something to try or to read, and it is the same for all."
)
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
  since:
    ask: Since when is it so?
    options:
      today: Today
      long: A long time
      unsure:
"""
}
bad: Example = {"tree.yaml": good["tree.yaml"].replace("    when: {light: [off, unsure]}\n", "")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each question that nothing reads in any tree, though there is something to do behind it."""
    idle = {tree.id: steps for tree in survey.flows if (steps := _idle(tree))}
    if not idle:
        return
    found: dict[Place, Step] = {}
    useful: set[Place] = set()
    for one in sound(survey, [one for one in survey.explorations if one.tree.id in idle]):
        for at in idle[one.tree.id]:
            step = one.tree.steps[at]
            if one.staff.is_doubtful or not _goes_on(one.tree, at):
                useful.add(step.place)
            elif one.staff.is_shown(at):
                found[step.place] = step
    for place, step in found.items():
        if place not in useful and (
            not survey.is_block(place.path) or _is_idle_everywhere(survey, place, idle)
        ):
            message = f"nothing follows from the answer to `{survey.spelt(step.id, place)}`"
            hint = "use the answer in a condition or goto, ask it just before the request, or delete the question"
            yield Found(place, message, hint)


def _idle(tree: Tree) -> list[int]:
    """Return the indexes of the questions all answers to which lead to the same place and that no condition reads."""
    named = tree.named
    found = [
        at
        for at, step in enumerate(tree.steps)
        if step.kind is Kind.ASK
        and step.fact is None
        and step.id not in named
        and not step.changes
        and len(set(tree.targets[at].values())) == 1
    ]
    return [at for at in found if not _is_read_in_how(tree, tree.steps[at].id)]


def _is_read_in_how(tree: Tree, known: str) -> bool:
    """Tell whether a condition of some instructions reads an answer."""
    return any(
        leaf.name == known
        for step in tree.steps
        for variant in step.how
        if variant.when is not None
        for leaf in variant.when.leaves()
    )


def _goes_on(tree: Tree, at: int) -> bool:
    """Tell whether behind a step there is still something to try, to do or to read, and not just the request."""
    reached = set(tree.exits[at])
    for later in range(at + 1, len(tree.steps)):
        if later in reached:
            if tree.steps[later].kind is not Kind.ASK:
                return True
            reached |= {later + 1, *tree.exits[later]}
    return False


def _is_idle_everywhere(survey: Survey, place: Place, idle: dict[str, list[int]]) -> bool:
    return all(
        any(tree.steps[at].place == place for at in idle.get(tree.id, ()))
        for tree in survey.flows
        if any(step.place == place for step in tree.steps)
    )
