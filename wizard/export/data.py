"""What the engine in JavaScript reads: the customers' trees as plain data, without any text.

Targets are written as the model finds them: the index of a step, or the name of an end. What goes without
saying (an option that leads to the next step, an empty list) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from sys import float_info
from typing import Any, Final

from wizard.conditions import All, AnyOf, Compare, Condition, Is
from wizard.errors import WizardError
from wizard.export.pattern import NotPortable, portable
from wizard.library import Library
from wizard.model.fact import Fact
from wizard.model.step import Step, Typed
from wizard.model.tree import Tree
from wizard.names import NEXT

FORMAT: Final = 1
Data = dict[str, Any]


class PatternNotPortable(WizardError):
    """{owner} has a pattern that no old browser understands ({pattern}). Write it without (?<…), (?>…) and \\b."""


def data(library: Library, trees: Iterable[str] | None = None) -> Data:
    """Return the customers' trees of those ids (None: all) with the facts of the library, ready for JSON.

    PatternNotPortable when what is typed cannot be judged in JavaScript.
    """
    wanted = library.customers if trees is None else {name: library.customers[name] for name in trees}
    return {
        "format": FORMAT,
        "facts": [_fact(fact) for fact in library.facts.values()],
        "trees": [_tree(tree) for tree in wanted.values()],
    }


def condition(found: Condition) -> list[Any]:
    """Return a condition as a list: what it asks, then of what."""
    match found:
        case Is():
            return ["has" if found.many else "is", found.name, *sorted(found.values)]
        case Compare():
            return _compared(found)
        case All():
            kind = "all"
        case AnyOf():
            kind = "any"
        case _:
            kind = "none"
    return [kind, *(condition(item) for item in found.items)]


def _compared(found: Compare) -> list[Any]:
    if any(isnan(part) for part in found.bound):
        return ["any"]  # nothing compares with it
    bound = [max(-float_info.max, min(part, float_info.max)) for part in found.bound]
    return [found.relation, found.name, bound, *(["version"] if found.version else [])]


def _fact(fact: Fact) -> Data:
    return _said(
        id=fact.id,
        values=[option.id for option in fact.values],
        typed=typed_data(fact.typed, f"the fact {fact.id}"),
    )


def _tree(tree: Tree) -> Data:
    return _said(
        id=tree.id,
        revision=tree.revision,
        steps=[_step(tree, at, step) for at, step in enumerate(tree.steps)],
        ends={name: str(end.kind) for name, end in tree.ends.items()},
        moved=dict(tree.moved),
        blocks=sorted({use.block for use in tree.blocks}),
        late=sorted(tree.late_facts),
        early=sorted(tree.early_facts),
    )


def _step(tree: Tree, at: int, step: Step) -> Data:
    targets = tree.targets[at]
    typed = typed_data(step.typed, f"the step {step.id} of {tree.id}")
    if typed and step.typed_goto != NEXT:
        typed["to"] = targets[""]
    return _said(
        id=step.id,
        kind=str(step.kind),
        when=condition(step.when) if step.when else None,
        fact=step.fact is not None,
        many=step.many,
        typed=typed,
        options=[
            _said(
                id=option.id,
                to=None if option.goto == NEXT else targets[option.id],
                chosen=condition(option.chosen_if) if option.chosen_if else None,
            )
            for option in step.options
        ],
        changes=list(step.changes),
    )


def typed_data(typed: Typed | None, owner: str) -> Data:
    """Return how a typed answer is judged, empty when none is typed; `owner` names it in PatternNotPortable."""
    if typed is None:
        return {}
    try:
        pattern = portable(typed.pattern) if typed.pattern is not None else None
    except NotPortable:
        raise PatternNotPortable(owner=owner, pattern=typed.pattern) from None
    return _said(kind=typed.kind, min=typed.least, max=typed.most, pattern=pattern)


def _said(**parts: object) -> Data:
    """Return the parts without those that say nothing; nought and an empty text say something."""
    return {name: part for name, part in parts.items() if part is not None and part not in (False, [], {})}
