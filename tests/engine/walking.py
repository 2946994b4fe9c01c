"""Walks as a customer makes them: page by page, everything in the query string."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from urllib.parse import parse_qsl

from wizard.journey import Stand, stand
from wizard.known import Known, Source
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.query import Walk, pairs, query_string, walk_from

TYPED = {
    "number": ("1", "3", "9"),
    "version": ("1", "2.10", "9.0"),
    "text": ("a", "b", "c", "1603", "0000", "abc"),
}


def answers_to(step: Step) -> list[str]:
    """Answers that a step offers: every option, some typed values, of `many` options two and all together."""
    options = [option.id for option in step.options]
    if step.many:
        sure = [option for option in options if option != "unsure"]
        options += [".".join(pair) for pair in pairwise(sure)] + [".".join(sure)]
    if step.typed:
        options += [value for value in TYPED[step.typed.kind] if step.typed.value(value) is not None]
    return [option for option in dict.fromkeys(options) if step.value(option) == option]


def told_facts(tree: Tree, choices: Mapping[str, int]) -> dict[str, dict[Source, str]]:
    """What product and probe tell: of each fact named, the value that the number chooses."""
    found = {}
    for name, choice in choices.items():
        fact = tree.facts[name]
        values = [option.id for option in fact.values] or ["2", "7"]
        source = (Source.HOST, Source.PROBE, Source.VERIFIED)[choice % 3]
        found[name] = {source: values[choice % len(values)]}
    return found


def answers_given(tree: Tree, choices: Mapping[str, int]) -> dict[str, str]:
    """Answers brought along, as by a link: of each step and fact named, the value that the number chooses."""
    found = {}
    for name, choice in choices.items():
        step, fact = tree.step(name), tree.facts.get(name)
        values = answers_to(step) if step else [option.id for option in fact.values] if fact else []
        if values:
            found[name] = values[choice % len(values)]
    return found


def written_out_and_read_back(found: Stand) -> Walk:
    """The walk as the next request brings it; what a trusted context told comes beside the query."""
    text = query_string(pairs(found.walk, found.tree))
    walk = walk_from(parse_qsl(text, keep_blank_values=True))
    told = {name: dict(values) for name, values in walk.known.told.items()}
    for name, values in found.walk.known.told.items():
        if Source.VERIFIED in values:
            told.setdefault(name, {})[Source.VERIFIED] = values[Source.VERIFIED]
    return Walk(
        Known(walk.known.answers, told, walk.known.earlier), walk.id, walk.revision, walk.via, walk.at
    )


def answered(found: Stand, answer: str) -> Walk:
    """The walk once the step it stands at is answered."""
    assert found.position.step is not None
    walk = found.walk
    return Walk(walk.known.answer(found.position.step.id, answer), walk.id, walk.revision, walk.via)


def begun(trees: Mapping[str, Tree], tree_id: str, known: Known) -> Stand:
    return stand(trees, tree_id, Walk(known))
