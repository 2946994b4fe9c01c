"""Slots that the support team has not filled: the lines, options and steps that mention them are left out."""

from __future__ import annotations

from dataclasses import replace
from operator import is_
from typing import Final

from wizard.model.site import Site
from wizard.model.step import Kind, Step
from wizard.model.text import PLACEHOLDER, Text
from wizard.model.tree import Tree, keeping

SITE_SLOT: Final = "site."


def filled(tree: Tree, site: Site) -> Tree:
    """Return the tree without the options and steps that an empty slot leaves nothing of.

    When not one fix, task or piece of information is left of those it had, no step is: it opens as a request form.
    """
    empty = frozenset(SITE_SLOT + name for name, slot in site.slots.items() if slot.value is None)
    if not empty:
        return tree
    whole = keeping(tree, lambda step: not _is_empty(step, empty))
    helps = [step for step in tree.steps if step.kind is not Kind.ASK]
    if helps and all(step.kind is Kind.ASK for step in whole.steps):
        return keeping(whole, lambda step: False)
    steps = tuple(_without_options(step, empty) for step in whole.steps)
    return whole if all(map(is_, steps, whole.steps)) else replace(whole, steps=steps)


def mentions(text: Text | None, empty: frozenset[str]) -> bool:
    """Tell whether a text mentions one of the `empty` slots."""
    return text is not None and not empty.isdisjoint(text.placeholders())


def kept_lines(source: str, empty: frozenset[str]) -> str:
    """Return a text without the lines that mention an empty slot."""
    if "{" not in source:
        return source
    lines = source.split("\n")
    return "\n".join(
        line for line in lines if not any(match["name"] in empty for match in PLACEHOLDER.finditer(line))
    ).strip("\n")


def _is_empty(step: Step, empty: frozenset[str]) -> bool:
    if mentions(step.title, empty) and not kept_lines(step.title.source, empty):
        return True
    if step.options and not step.typed and all(mentions(option.label, empty) for option in step.options):
        return True
    return bool(step.how) and not any(kept_lines(variant.text.source, empty) for variant in step.how)


def _without_options(step: Step, empty: frozenset[str]) -> Step:
    kept = tuple(option for option in step.options if not mentions(option.label, empty))
    return step if len(kept) == len(step.options) else replace(step, options=kept)
