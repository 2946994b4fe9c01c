"""A tree with one edge moved: another goto, or a condition that says something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from wizard.conditions import All, AnyOf, Compare, Condition, Is, NoneOf
from wizard.model.step import Option, Step
from wizard.model.tree import Tree
from wizard.names import NEXT, SOLVED, TICKET
from wizard.problem import Place

_LOOSER: Final = {"below": "at-most", "at-most": "below", "above": "at-least", "at-least": "above"}

_ALWAYS: Final = All(())


@dataclass(frozen=True, slots=True)
class Mutant:
    """A tree with one change; `said` tells it in words, `steps` are the ids of the steps that were changed.

    `option` is the option whose goto was moved ("" for what is typed), None when a condition was changed.
    """

    tree: Tree
    said: str
    place: Place
    steps: frozenset[str]
    option: str | None = None


def mutants(tree: Tree) -> Iterator[Mutant]:
    """Yield the tree with each option's goto moved and each comparison changed, one at a time.

    A goto is moved to `next`, to the step behind its target, to a ticket (a ticket to solved), and to where each
    other option of the step leads. A comparison is left out, turned round, and loses each of its values.
    """
    for at, step in enumerate(tree.steps):
        yield from _moved(tree, at, step)
    yield from _conditions(tree)


def _moved(tree: Tree, at: int, step: Step) -> Iterator[Mutant]:
    targets = tree.targets[at]
    for option_id, target in targets.items():
        behind = (
            tree.steps[target + 1].id if isinstance(target, int) and target + 1 < len(tree.steps) else TICKET
        )
        others = [tree.steps[to].id if isinstance(to, int) else to for to in targets.values()]
        seen = {target}
        for goto in (NEXT, behind, TICKET, SOLVED if target == TICKET else TICKET, *others):
            to = tree.target(at, goto)
            if to in seen:
                continue
            seen.add(to)
            moved = _with_goto(step, option_id, goto)
            option = step.option(option_id)
            place = option.goto_place if option else step.typed_goto_place
            now = tree.steps[to].id if isinstance(to, int) else to
            said = f"`{option_id or 'typed'}` of the step `{step.id}` leads to `{now}`"
            if not place.line:
                place = option.place if option else step.place
            yield Mutant(_with_step(tree, at, moved), said, place, frozenset({step.id}), option_id)


def _with_goto(step: Step, option_id: str, goto: str) -> Step:
    if step.option(option_id) is None:
        return replace(step, typed_goto=goto)
    options = (one.led(goto, one.goto_place) if one.id == option_id else one for one in step.options)
    return replace(step, options=tuple(options))


def _with_step(tree: Tree, at: int, step: Step) -> Tree:
    return replace(tree, steps=(*tree.steps[:at], step, *tree.steps[at + 1 :]))


# What a comparison may become.
_Change = Callable[[Condition], Condition]


def _conditions(tree: Tree) -> Iterator[Mutant]:
    """Yield the tree with each comparison of a `when` or `if` changed wherever it holds: in a group, for all."""
    leaves = {leaf.place: leaf for step in tree.steps for read in _read(step) for leaf in read.leaves()}
    for place, leaf in leaves.items():
        for said, changed in _changes(leaf):
            steps = tuple(_changed_step(step, place, changed) for step in tree.steps)
            met = frozenset(now.id for now, step in zip(steps, tree.steps, strict=True) if now is not step)
            yield Mutant(replace(tree, steps=steps), said, place, met)


def _read(step: Step) -> Iterator[Condition]:
    """Yield the conditions that decide where a walk goes."""
    for condition in (step.when, *(option.chosen_if for option in step.options)):
        if condition is not None:
            yield condition


def _changes(leaf: Is | Compare) -> Iterator[tuple[str, Condition]]:
    yield f"the condition on `{leaf.name}` is left out", _ALWAYS
    yield f"the condition on `{leaf.name}` is turned round", NoneOf((leaf,))
    if isinstance(leaf, Compare):
        other = _LOOSER[leaf.relation]
        yield f"`{leaf.name}` is compared by `{other}`, not `{leaf.relation}`", replace(leaf, relation=other)
    elif len(leaf.values) > 1:
        for value in sorted(leaf.values):
            said = f"the condition on `{leaf.name}` lacks `{value}`"
            yield said, replace(leaf, values=leaf.values - {value})


def _changed_step(step: Step, place: Place, changed: Condition) -> Step:
    options = tuple(_changed_option(option, place, changed) for option in step.options)
    when = None if step.when is None else _changed(step.when, place, changed)
    same = when is step.when and all(one is other for one, other in zip(options, step.options, strict=True))
    return step if same else replace(step, when=when, options=options)


def _changed_option(option: Option, place: Place, changed: Condition) -> Option:
    if option.chosen_if is None:
        return option
    chosen_if = _changed(option.chosen_if, place, changed)
    return option if chosen_if is option.chosen_if else replace(option, chosen_if=chosen_if)


def _changed(condition: Condition, place: Place, changed: Condition) -> Condition:
    """Return the condition with the comparison at `place` changed; the same one when it has none there."""
    if isinstance(condition, Is | Compare):
        return changed if condition.place == place else condition
    items = tuple(_changed(item, place, changed) for item in condition.items)
    if all(one is other for one, other in zip(items, condition.items, strict=True)):
        return condition
    match condition:
        case All():
            return All(items)
        case AnyOf():
            return AnyOf(items)
        case NoneOf():
            return NoneOf(items)
