"""Texts of a library as safe HTML in several languages, each combination of them kept once.

What depends on the walk stays open: the value of a fact is a mark that the player fills in; a text with slots of a
product is rendered for each product that it reads otherwise for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from wizard.library import Library
from wizard.model.fact import Fact
from wizard.model.step import Option, Variant
from wizard.model.text import Text
from wizard.names import ID_PATTERN
from wizard.problem import Place
from wizard.rendering import Renderer, TreeUrl, as_one_list
from wizard.rendering import source as filled

# A fact's value in a text: its id between two letters that no keyboard has.
MARK: Final = "\ue000{}\ue001"
_MARKS: Final = re.compile(MARK.format(ID_PATTERN))
_VALUE: Final = "mark"
_HERE: Final = Place("")

Reference = Any  # the number of a string; [number, {product: number}] where products read otherwise


@dataclass(slots=True)
class Strings:
    """The strings of one export. `table` holds them by language, in the order of their numbers."""

    library: Library
    locales: Sequence[str]
    tree_url: TreeUrl
    _renderer: Renderer = field(init=False)
    _values: Mapping[str, str] = field(init=False)
    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        marked = replace(
            self.library, facts={name: _marked(fact) for name, fact in self.library.facts.items()}
        )
        self.library = marked
        self._values = dict.fromkeys(marked.facts, _VALUE)
        self._renderer = Renderer(marked, self.tree_url)

    def table(self) -> dict[str, list[str]]:
        """Return the strings by language."""
        return {locale: [texts[at] for texts in self._numbers] for at, locale in enumerate(self.locales)}

    def inline(self, text: Text | None) -> Reference:
        """Return the reference of a one-line text, None when nothing of it is left."""
        return self._each(text, lambda locale, values: self._renderer.inline(text, locale, values))

    def block(self, text: Text | None) -> Reference:
        """Return the reference of a text as paragraphs and lists, None when nothing of it is left."""
        return self._each(text, lambda locale, values: self._renderer.block(text, locale, values))

    def part(self, variant: Variant, *, alone: bool) -> Reference:
        """Return the reference of one part of what to do; parts beside others are numbered lists."""

        def rendered(locale: str, values: Mapping[str, str]) -> str:
            if alone:
                return self._renderer.block(variant.text, locale, values)
            source = filled(self.library, variant.text, locale, values)
            return self._renderer.markdown(as_one_list([source]), locale) if source.strip() else ""

        return self._each(variant.text, rendered)

    def markdown(self, source: Callable[[str], str]) -> Reference:
        """Return the reference of Markdown that depends on the language alone."""
        return self.said(lambda locale: self._renderer.markdown(source(locale), locale))

    def address(self, written: str) -> Reference:
        """Return the reference of an address that a link may lead to, None when it is none, such as an empty slot."""

        def rendered(locale: str, values: Mapping[str, str]) -> str:
            found = self._renderer.source(text, locale, values).strip("<> \n")
            return found if found.startswith(("https://", "http://", "mailto:", "tel:")) else ""

        text = Text(written, "", "", _HERE)
        return self._each(text, rendered)

    def plain(self, text: Text | None) -> Reference:
        """Return the reference of a text without its markup, for attributes."""
        return self._each(text, lambda locale, values: self._renderer.plain(text, locale, values))

    def source(self, text: Text) -> Sequence[str]:
        """Return the Markdown of a text in each language, slots filled in."""
        return [self._renderer.source(text, locale, self._values) for locale in self.locales]

    def said(self, words: Callable[[str], str]) -> Reference:
        """Return the reference of HTML that depends on the language alone."""
        return self._number(tuple(words(locale) for locale in self.locales))

    def _each(self, text: Text | None, rendered: Callable[[str, Mapping[str, str]], str]) -> Reference:
        if text is None:
            return None
        usual = self._number(tuple(rendered(locale, self._values) for locale in self.locales))
        if "{product." not in text.source:
            return usual
        others = {}
        for product in self.library.site.products:
            values = {**self._values, "product": product}
            number = self._number(tuple(rendered(locale, values) for locale in self.locales))
            if number != usual:
                others[product] = number
        return [usual, others] if others else usual

    def _number(self, texts: tuple[str, ...]) -> Reference:
        return self._numbers.setdefault(texts, len(self._numbers)) if any(texts) else None


def said_unknowing(strings: Sequence[str], reference: Reference) -> str:
    """Return what a reference says where nothing is known, no product and no fact; "" for none."""
    number = reference[0] if isinstance(reference, list) else reference
    return "" if number is None else _MARKS.sub("…", strings[number])


def _marked(fact: Fact) -> Fact:
    """Return the fact with one value only, whose label is its mark."""
    label = Text(MARK.format(fact.id), "", "", _HERE)
    return replace(fact, values=(Option(_VALUE, label, _HERE),))
