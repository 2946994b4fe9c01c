"""A condition as sentences for those who read a guide from top to bottom: when is this for me?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wizard.conditions import All, Condition, Is, NoneOf
from wizard.model.step import Kind, Option
from wizard.model.tree import Tree
from wizard.names import NOT_SOLVED
from wizard.telling import Teller
from wizard.transcript import COMMA_LOCALES
from wizard.words import WORDS

_IF: Final = "if-answer"
_UNLESS: Final = "unless-answer"


def only_if(
    teller: Teller, words: Mapping[str, str], tree: Tree, condition: Condition | None
) -> tuple[str, ...]:
    """Return what has to be so, a sentence each, as plain text.

    What takes more than a sentence is said to be so in some cases only. `words` are those of the site's pages.
    """
    said = tuple(dict.fromkeys(_sentences(teller, words, tree, condition)))
    plain = tuple(one for one in said if one is not None)
    return plain if None not in said else (*plain, words["some-cases"])


def _sentences(
    teller: Teller, words: Mapping[str, str], tree: Tree, condition: Condition | None
) -> Iterator[str | None]:
    """Yield a sentence for each part of a condition, None for one that takes more than a sentence."""
    match condition:
        case None:
            return
        case Is():
            yield _sentence(teller, words, tree, condition, _IF)
        case All(items):
            for item in items:
                yield from _sentences(teller, words, tree, item)
        case NoneOf(items) if all(isinstance(item, Is) for item in items):
            for item in items:
                yield _sentence(teller, words, tree, item, _UNLESS) if isinstance(item, Is) else None
        case _:
            yield None


def _sentence(teller: Teller, words: Mapping[str, str], tree: Tree, leaf: Is, sense: str) -> str:
    step = tree.step(leaf.name)
    question = teller.name(tree, leaf.name)
    if step is not None and step.kind is Kind.FIX and leaf.values == {NOT_SOLVED} and sense == _IF:
        return words["if-no-help"] % {"question": question}
    comma = "، " if teller.locale in COMMA_LOCALES else ", "
    return words[sense] % {"question": question, "answers": comma.join(_answers(teller, tree, leaf))}


def _answers(teller: Teller, tree: Tree, leaf: Is) -> Iterator[str]:
    """Yield the labels of the values that a condition names, in the order in which they are offered."""
    step, fact = tree.step(leaf.name), tree.facts.get(leaf.name)
    options: tuple[Option, ...] = step.options if step else fact.values if fact else ()
    yield from (teller.option(option) for option in options if option.id in leaf.values)
    for value in sorted(leaf.values - {option.id for option in options}):
        yield teller.word(value) if value in WORDS else value
