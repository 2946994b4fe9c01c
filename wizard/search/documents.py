"""The library -> what search reads of each tree: its texts in every language, by the field they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from wizard.library import Library
from wizard.model.step import Step
from wizard.model.text import PLACEHOLDER, Text
from wizard.model.tree import Tree
from wizard.search.codes import code_number


class Field(IntEnum):
    """Where in a tree a word stands, the most telling place first."""

    TITLE = 0
    KEYWORD = 1
    MATCH = 2
    SUMMARY = 3
    OPTION = 4
    STEP = 5
    TEXT = 6


STRONG: Final = frozenset({Field.TITLE, Field.KEYWORD, Field.MATCH, Field.SUMMARY, Field.OPTION})


@dataclass(frozen=True, slots=True)
class Document:
    """A tree as search reads it: its words by field. Keywords and title are phrases, one to a piece."""

    tree: Tree
    pieces: tuple[tuple[Field, str], ...]


_TARGET: Final = re.compile(r"\]\([^)]*\)")


def documents(library: Library) -> Iterator[Document]:
    """Yield a document for each tree that customers walk, drafts left out, by id."""
    for name in sorted(library.customers):
        tree = library.customers[name]
        if not tree.draft:
            yield Document(tree, tuple(_pieces(library, tree)))


def _pieces(library: Library, tree: Tree) -> Iterator[tuple[Field, str]]:
    for words in tree.keywords.values():
        yield from ((Field.KEYWORD, word) for word in words)
    # A code that is a number is found as one; as a word it serves those who are still typing it.
    yield from ((Field.KEYWORD if code_number(code) is None else Field.MATCH, code) for code in tree.codes)
    for step in tree.steps:
        for option in step.options:
            yield from ((Field.MATCH, word) for word in option.match)
    for field, text in _texts(library, tree):
        for locale in library.locales:
            if words_there := library.translations.found(locale, text):
                yield field, PLACEHOLDER.sub(" ", _TARGET.sub("] ", words_there))


def _texts(library: Library, tree: Tree) -> Iterator[tuple[Field, Text]]:
    yield Field.TITLE, tree.title
    if tree.summary:
        yield Field.SUMMARY, tree.summary
    products = (library.site.products.get(name) for name in tree.products)
    yield from ((Field.SUMMARY, product.name) for product in products if product)
    for step in tree.steps:
        yield from _step_texts(step)
    head = (tree.check, tree.ticket_text, tree.solved.text, tree.solved.prevent)
    yield from _as_text((*head, *(end.text for end in tree.ends.values())))


def _step_texts(step: Step) -> Iterator[tuple[Field, Text]]:
    yield Field.STEP, step.title
    for option in step.options:
        if option.label:
            yield Field.OPTION, option.label
    shown = {step.title, *(option.label for option in step.options)}
    yield from _as_text(text for text in step.texts() if text not in shown)


def _as_text(texts: Iterable[Text | None]) -> Iterator[tuple[Field, Text]]:
    yield from ((Field.TEXT, text) for text in texts if text)
