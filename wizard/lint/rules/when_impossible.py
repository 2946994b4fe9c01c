"""A condition that can never hold, because the value it asks for cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.conditions import Compare, Is, number
from wizard.lint.leaves import Leaf
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.fact import Fact
from wizard.model.step import Step, Typed
from wizard.names import UNSURE
from wizard.problem import Level

name = "when-impossible"
level = Level.ERROR
summary = "A condition asks for a value that the step or fact cannot have, or compares what is no number."
why = "The condition can never hold: the step never comes, however the customer answers."
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
"""
}
bad: Example = {
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
    when: {light: [of, unsure]}
    check: The light is on.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each value that cannot be, and each comparison that cannot hold."""
    for leaf in survey.leaves:
        tree, condition = leaf.tree, leaf.condition
        at = tree.index.get(condition.name)
        asked = tree.steps[at] if at is not None else tree.facts.get(condition.name)
        if asked is None:
            continue
        if isinstance(condition, Is):
            yield from _values(survey, leaf, condition, asked)
        elif not survey.is_lost(tree, condition.name):
            yield from _comparison(condition, asked)


def _values(survey: Survey, leaf: Leaf, condition: Is, asked: Step | Fact) -> Iterator[Found]:
    for value in sorted(condition.values):
        if _can_be(asked, value) or survey.is_lost(leaf.tree, f"{condition.name}={value}"):
            continue
        options = _options(asked)
        near = nearest(value, options)
        hint = f"did you mean `{near}`?" if near else f"it can be: {', '.join(options) or 'a typed value'}"
        spelt = survey.spelt(condition.name, condition.place)
        yield Found(condition.place, f"`{spelt}` can never be `{value}`", hint)


def _can_be(asked: Step | Fact, value: str) -> bool:
    if isinstance(asked, Step):
        return asked.option(value) is not None or asked.value(value) is not None
    return asked.value(value) is not None or (value == UNSURE and asked.ask is not None)


def _options(asked: Step | Fact) -> list[str]:
    if isinstance(asked, Step):
        return [option.id for option in asked.options]
    return [*(option.id for option in asked.values), *([UNSURE] if asked.ask else [])]


def _comparison(condition: Compare, asked: Step | Fact) -> Iterator[Found]:
    typed = asked.typed
    if typed is None or typed.kind == "text":
        hint = "name the answers: {" + condition.name + ": [" + ", ".join(_options(asked)[:2]) + "]}"
        message = (
            f"`{condition.name}` is no number and no version, so nothing can be `{condition.relation}` it"
        )
        yield Found(condition.place, message, hint)
    elif not _within_bounds(condition, typed):
        message = f"no answer to `{condition.name}` can be `{condition.relation}` this"
        yield Found(condition.place, message, f"it goes from {typed.least or '…'} to {typed.most or '…'}")


def _within_bounds(condition: Compare, typed: Typed) -> bool:
    version = typed.kind == "version"
    bound = condition.bound
    if condition.relation in ("below", "at-most"):
        least = number(typed.least, version=version) if typed.least is not None else None
        return least is None or least < bound or (least == bound and condition.relation == "at-most")
    most = number(typed.most, version=version) if typed.most is not None else None
    return most is None or most > bound or (most == bound and condition.relation == "at-least")
