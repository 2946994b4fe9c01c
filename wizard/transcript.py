"""A walk as readable lines, in any language the tree has: screen, ticket and terminal share it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wizard.journey import Stand
from wizard.known import BELIEVED, Source
from wizard.library import Library
from wizard.model.fact import Fact
from wizard.model.step import Option, Step, Typed
from wizard.model.text import Text
from wizard.names import UNSURE
from wizard.rendering import source as filled
from wizard.words import WORDS, word

COMMA_LOCALES: Final = frozenset({"fa", "ar", "ur"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `id` is the step (`tree:step` of an earlier tree), question and answer are Markdown.

    `on_path` tells whether the line is part of the present trail; facts learnt elsewhere are not.
    """

    id: str
    question: str
    answer: str
    value: str
    source: Source
    by: tuple[str, ...] = ()
    on_path: bool = False


def transcript(library: Library, stand: Stand, locale: str) -> tuple[Line, ...]:
    """Return the walk's lines: earlier trees first, then what is known besides, then the present trail.

    Placeholders are filled in with what is known now.
    """
    return (
        *_earlier(library, stand, locale),
        *_besides(library, stand, locale),
        *_trail(library, stand, locale),
    )


def answer_words(library: Library, step: Step, value: str, locale: str) -> str:
    """Return an answer as the customer would say it, in Markdown: option labels, or what was typed."""
    if step.many:
        parts = [_label(library, step.option(part), part, locale) for part in value.split(".")]
        return ("، " if locale in COMMA_LOCALES else ", ").join(parts)
    option = step.option(value)
    return (
        _typed_words(library, step.typed, value, locale)
        if option is None
        else _label(library, option, value, locale)
    )


def option_words(library: Library, option: Option, locale: str) -> str:
    """Return the label of an option; one without a label has the site's word or the program's own."""
    return _label(library, option, option.id, locale)


def fact_words(library: Library, fact: Fact | None, value: str, locale: str) -> str:
    """Return the value of a fact in Markdown: the label of a listed one, or what was typed or told."""
    option = next((option for option in fact.values if option.id == value), None) if fact else None
    if option is not None or value == UNSURE:
        return _label(library, option, value, locale)
    return _typed_words(library, fact.typed if fact else None, value, locale)


def besides(stand: Stand) -> dict[str, Source]:
    """Return the facts that hold here though no step of the present trail says so, each with who told it.

    They were told by the product, or learnt where the walk no longer comes by. "Not sure" is no knowledge.
    """
    known, values = stand.walk.known, stand.position.values
    on_path = {given.step for given in stand.position.trail}
    names = {*known.answers, *known.told} & values.keys() - on_path
    found = {}
    for name in stand.tree.facts if names else ():
        if name in names and values[name] != UNSURE:
            found[name] = _teller(stand, name)
    return found


def _teller(stand: Stand, name: str) -> Source:
    """Return who told the value that a fact has."""
    answered = stand.walk.known.answers.get(name, UNSURE)
    told = stand.walk.known.told.get(name, {})
    first = next((source for source in BELIEVED if source in told), Source.ANSWERED)
    return first if answered == UNSURE else Source.ANSWERED


def _typed_words(library: Library, typed: Typed | None, value: str, locale: str) -> str:
    unit = f" {library.words(locale, typed.unit)}" if typed and typed.unit else ""
    return _verbatim(value) + unit


def _verbatim(typed: str) -> str:
    """Return Markdown that shows a text as it was typed, whatever stands in it."""
    longest = max((len(run) for run in re.findall("`+", typed)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {typed} {fence}" if longest else f"`{typed}`"


def _label(library: Library, option: Option | None, value: str, locale: str) -> str:
    if option is not None and option.label is not None:
        return library.words(locale, option.label)
    own: Text | None = library.site.words.get(value)
    if own is not None:
        return library.words(locale, own)
    return word(locale, value) if value in WORDS else value


def _trail(library: Library, stand: Stand, locale: str) -> Iterator[Line]:
    for given in stand.position.trail:
        step = stand.tree.steps[stand.tree.index[given.step]]
        question = filled(library, step.title, locale, stand.position.values)
        answer = answer_words(library, step, given.value, locale)
        yield Line(given.step, question, answer, given.value, given.source, given.by, on_path=True)


def _besides(library: Library, stand: Stand, locale: str) -> Iterator[Line]:
    for name, source in besides(stand).items():
        fact, value = stand.tree.facts[name], stand.position.values[name]
        asked = fact.ask or fact.about
        question = filled(library, asked, locale, stand.position.values) if asked else name
        yield Line(name, question, fact_words(library, fact, value, locale), value, source)


def _earlier(library: Library, stand: Stand, locale: str) -> Iterator[Line]:
    """Yield the answers given in earlier trees, tree by tree in the order of their steps."""
    given = stand.walk.known.earlier
    for tree_id in dict.fromkeys(tree_id for tree_id, _ in given):
        tree = library.staff.get(tree_id)
        for step in tree.steps if tree else ():
            value = given.get((tree_id, step.id))
            kept = step.value(value) if value is not None else None
            if kept is not None:
                question = filled(library, step.title, locale, stand.position.values)
                answer = answer_words(library, step, kept, locale)
                yield Line(f"{tree_id}:{step.id}", question, answer, kept, Source.ANSWERED)
