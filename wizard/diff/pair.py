"""A tree before and after: which steps are the same ones, under which names, and how sentences call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.conditions import Compare, Condition, Is
from wizard.library import Library
from wizard.model.step import Option, Step
from wizard.model.tree import Tree
from wizard.names import JUMP
from wizard.telling import Teller


@dataclass(frozen=True, slots=True)
class Pair:
    """A tree in the old and the new state. `names` maps the steps that are in both, old id to new id."""

    old: Tree
    new: Tree
    tell_old: Teller
    tell_new: Teller
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        followed = {step.id: _followed(self.new, step.id) for step in self.old.steps}
        kept = {old: new for old, new in followed.items() if new in self.new.index}
        object.__setattr__(self, "names", kept)

    @property
    def id(self) -> str:
        """The tree's id, as it is now."""
        return self.new.id

    def both(self) -> Iterable[tuple[Step, Step]]:
        """Return the steps that are in both, in the order of the new tree."""
        pairs = [(self.old.steps[self.old.index[old]], new) for old, new in self.names.items()]
        found = [(old, self.new.steps[self.new.index[new]]) for old, new in pairs]
        return sorted(found, key=lambda pair: self.new.index[pair[1].id])

    def removed(self) -> list[Step]:
        """Return the steps that are gone."""
        return [step for step in self.old.steps if step.id not in self.names]

    def added(self) -> list[Step]:
        """Return the steps that are new."""
        there = set(self.names.values())
        return [step for step in self.new.steps if step.id not in there]

    def place(self, place: str) -> str:
        """Return an old step or end by its name of now."""
        return self.names.get(place, place)

    def called(self, step: Step, *, old: bool = False) -> str:
        """Return how a sentence calls a step."""
        teller = self.tell_old if old else self.tell_new
        return f"{teller.quoted(teller.text(step.title))} ({step.id})"

    def called_place(self, place: str, *, old: bool = False) -> str:
        """Return how a sentence calls a step or an end."""
        tree, teller = (self.old, self.tell_old) if old else (self.new, self.tell_new)
        step = tree.step(place)
        if step is not None:
            return self.called(step, old=old)
        if place.startswith(JUMP):
            other = teller.library.trees.get(place.removeprefix(JUMP))
            return (
                f"the tree {teller.quoted(teller.text(other.title) if other else place.removeprefix(JUMP))}"
            )
        return f"the end {teller.quoted(teller.end(tree, place))}"


def pair(old: Library, new: Library, before: Tree, after: Tree, locale: str) -> Pair:
    """Return the pair of two trees of two libraries, told in `locale`."""
    return Pair(before, after, Teller(old, locale), Teller(new, locale))


def _followed(tree: Tree, name: str) -> str:
    """Return the name that a step has now, by what `moved` says; one in use is never followed."""
    been = {name}
    while name not in tree.index and tree.moved.get(name, name) not in been:
        name = tree.moved[name]
        been.add(name)
    return name


def meaning(condition: Condition | None, names: Mapping[str, str]) -> Any:
    """Return what a condition says, without the places it stands at, steps under the names of `names`."""
    match condition:
        case None:
            return None
        case Is():
            return ("is", names.get(condition.name, condition.name), condition.values, condition.many)
        case Compare():
            name = names.get(condition.name, condition.name)
            return (condition.relation, name, condition.bound, condition.version)
        case _:
            parts = tuple(meaning(item, names) for item in condition.items)
            return (type(condition).__name__, parts)


def skeleton(tree: Tree, names: Mapping[str, str]) -> Any:
    """Return all of a tree that decides ways, so that trees alike in it lead everybody alike."""
    return tuple(
        (
            names.get(step.id, step.id),
            step.kind,
            step.fact,
            step.many,
            _typed(step),
            step.changes,
            meaning(step.when, names),
            tuple(_option(tree, at, option, names) for option in step.options),
        )
        for at, step in enumerate(tree.steps)
    )


def _option(tree: Tree, at: int, option: Option, names: Mapping[str, str]) -> Any:
    target = tree.targets[at][option.id]
    place = names.get(tree.steps[target].id, tree.steps[target].id) if isinstance(target, int) else target
    return option.id, place, meaning(option.chosen_if, names)


def _typed(step: Step) -> Any:
    typed = step.typed
    return typed and (typed.kind, typed.least, typed.most, typed.pattern, step.typed_goto)


def target(tree: Tree, step: Step, option: str) -> str:
    """Return where an answer leads: the id of a step, or an end."""
    found = tree.targets[tree.index[step.id]][option]
    return tree.steps[found].id if isinstance(found, int) else found
