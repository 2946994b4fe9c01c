"""An option that nothing is made of, though its sisters each have something of their own."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.conditions import Is
from wizard.exploration.trace import Stop, shortest
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind, Option, Step
from wizard.model.tree import Tree
from wizard.names import NEXT, UNSURE
from wizard.problem import Level, Place

name = "option-untold"
level = Level.WARNING
summary = "No condition and no goto names this option, though each of its sisters has steps of its own."
why = (
    "Whoever chooses it passes over all that is there for the others, and gets only what everybody gets. "
    "Usually the step for it was forgotten, or its id is missing in a condition. An option that just goes "
    "on where others lead elsewhere is left in peace, and so is one to which a condition comes back by "
    "naming all others under `none:`."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: What does the light do?
    options:
      off: Nothing
      red: It is red
      blinks: It blinks
      unsure:
  plug:
    fix: Plug it in
    when: {light: [off, unsure]}
    check: The light is green.
  cool:
    fix: Let it cool down
    when: {light: red}
    check: The light is green.
  restart:
    fix: Switch it off and on again
    when: {light: blinks}
    check: The light is green.
"""
}
bad: Example = {"tree.yaml": good["tree.yaml"].replace("{light: blinks}", "{light: [off, red]}")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each option that is forgotten in every tree in which it stands."""
    found: dict[Place, tuple[str, int, Option]] = {}
    for tree in survey.flows:
        for at in _questions(tree):
            for option in _untold(tree, tree.steps[at]):
                if not survey.is_block(option.place.path) or _is_untold_everywhere(survey, option):
                    found.setdefault(option.place, (tree.id, at, option))
    if not found:
        return
    fit = {one.tree.id: one.staff for one in sound(survey, survey.explorations)}
    for place, (tree_id, at, option) in found.items():
        explored = fit.get(tree_id)
        if explored is not None and explored.is_shown(at) and not explored.is_doubtful:
            walk = shortest(explored.plan, Stop(at))
            message = f"nothing is made of `{option.id}`, though the other answers are told apart"
            yield Found(place, message, "name it in a condition, or give it a goto", walk=walk)


def _is_untold_everywhere(survey: Survey, option: Option) -> bool:
    """Tell whether no tree that uses the block makes anything of an option of it."""
    using = [
        (tree, step)
        for tree in survey.flows
        for step in tree.steps
        if any(one.place == option.place for one in step.options)
    ]
    return all(
        step.id in tree.named and option.id in [one.id for one in _untold(tree, step)] for tree, step in using
    )


def _questions(tree: Tree) -> list[int]:
    """Return the indexes of the questions with options that conditions name."""
    return [
        at
        for name in tree.named
        if (at := tree.index.get(name)) is not None
        and tree.steps[at].kind is Kind.ASK
        and tree.steps[at].fact is None
        and len(tree.steps[at].options) > 2
    ]


def _untold(tree: Tree, step: Step) -> list[Option]:
    """Return the only option that nothing names, if all others are named and come to different steps."""
    sets = {leaf.values for _, leaf in tree.named[step.id] if isinstance(leaf, Is)}
    if len(sets) < 2:
        return []
    in_how = {
        value
        for other in tree.steps
        for variant in other.how
        if variant.when is not None
        for leaf in variant.when.leaves()
        if isinstance(leaf, Is) and leaf.name == step.id
        for value in leaf.values
    }
    named = in_how.union(*sets)
    untold = [option for option in step.options if option.id not in named]
    others = [option for option in step.options if option.id in named and option.id != UNSURE]
    alike = {tuple(option.id in values for values in sets) for option in others}
    if len(untold) != 1 or len(alike) < 2 or any(option.goto != NEXT for option in others):
        return []
    if untold[0].id == UNSURE or not _just_goes_on(untold[0]):
        return []
    return [] if _names_the_rest(tree, step, {option.id for option in others}) else untold


def _just_goes_on(option: Option) -> bool:
    return option.goto == NEXT and option.goto_place == option.place and option.chosen_if is None


def _names_the_rest(tree: Tree, step: Step, others: set[str]) -> bool:
    """Tell whether a step comes for whoever chose none of the others."""
    for other in tree.steps:
        if other.when is None or not any(leaf.name == step.id for leaf in other.when.leaves()):
            continue
        if not other.when.holds({step.id: ""}):
            continue
        if not any(other.when.holds({step.id: value}) for value in others):
            return True
    return False
