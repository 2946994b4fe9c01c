"""Texts -> safe HTML: Markdown, placeholders filled in, foreign runs isolated so that all stays readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from wizard.library import Library
from wizard.loader.slots import SITE_SLOT, kept_lines
from wizard.model.step import Step
from wizard.model.text import PLACEHOLDER, Text

RTL: Final = frozenset({"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_TAGS: Final = {"a", "bdi", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
_ATTRIBUTES: Final = {"a": {"href"}, "bdi": {"dir"}, "ol": {"start"}}
_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_URL: Final = re.compile(r"https?://[^\s<>]+")
_ONE_PARAGRAPH: Final = re.compile(r"<p>(.*)</p>\s*", re.DOTALL)

# How many renderings are kept of what walks bring along, and the values that stand in one of them.
_RECENT: Final = 512
_Given = tuple[tuple[str, str], ...]

# From the language and a tree's id to the address of its page.
TreeUrl = Callable[[str, str], str]


def direction(locale: str) -> str:
    """Return `rtl` or `ltr`, the direction a language is written in."""
    return "rtl" if locale.split("-")[0] in RTL else "ltr"


class _Isolating(RendererHTML):
    """Markdown's own HTML, with code and bold runs isolated from the direction of the text around them."""

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<bdi dir="ltr">{super().code_inline(tokens, idx, options, env)}</bdi>'

    def strong_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<bdi><strong>"

    def strong_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</strong></bdi>"


class Renderer:
    """Renders the texts of one library. What is the same for all walks is kept, the rest as room allows.

    `tree_url` makes the links of `[text](tree:<id>)`.
    """

    def __init__(self, library: Library, tree_url: TreeUrl) -> None:
        self._library = library
        self._tree_url = tree_url
        self._markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Isolating)
        self._kept: dict[tuple[Text, str, bool], str] = {}
        self._with_values = lru_cache(_RECENT)(self._fresh)
        self._line = lru_cache(_RECENT)(self._safe)
        self._joined = lru_cache(_RECENT)(self._as_one)

    def block(self, text: Text | None, locale: str, values: Mapping[str, str]) -> str:
        """Return a text as paragraphs and lists; empty when there is no text or nothing of it is left."""
        return self._html(text, locale, values, inline=False)

    def inline(self, text: Text | None, locale: str, values: Mapping[str, str]) -> str:
        """Return a one-line text without the paragraph around it; empty when nothing of it is left."""
        return self._html(text, locale, values, inline=True)

    def markdown(self, source: str, locale: str) -> str:
        """Return the safe HTML of Markdown that no text stands behind, such as a line of a transcript."""
        return self._line(source, locale, inline=True)

    def how(self, step: Step, locale: str, values: Mapping[str, str], *, staff: bool = False) -> str:
        """Return what to do as one piece: the variants that apply, numbered on where they are lists."""
        said = _said(step, values, staff=staff)
        fresh = all(self._library.translations.found(locale, variant.text) for variant in step.how)
        given = tuple(pair for text in said for pair in _given(text, values))
        return self._marked(self._joined(said, locale, given, alone=len(step.how) == 1), locale, fresh=fresh)

    def how_source(self, step: Step, locale: str, values: Mapping[str, str], *, staff: bool = False) -> str:
        """Return the Markdown of what `how` returns as HTML."""
        said = _said(step, values, staff=staff)
        return self._source_of_one(said, locale, values, alone=len(step.how) == 1)

    def source(self, text: Text, locale: str, values: Mapping[str, str]) -> str:
        """Return the Markdown of a text, see `source`."""
        return source(self._library, text, locale, values)

    def plain(self, text: Text | None, locale: str, values: Mapping[str, str]) -> str:
        """Return a text without its Markdown, for titles of windows, subjects and attributes."""
        return _unmarked(self.inline(text, locale, values)) if text else ""

    def plain_markdown(self, source: str, locale: str) -> str:
        """Return Markdown that no text stands behind without its marks, see `plain`."""
        return _unmarked(self.markdown(source, locale))

    def _html(self, text: Text | None, locale: str, values: Mapping[str, str], *, inline: bool) -> str:
        if text is None:
            return ""
        if "{" in text.source:
            return self._with_values(text, locale, _given(text, values), inline=inline)
        key = (text, locale, inline)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._fresh(text, locale, (), inline=inline)
        return found

    def _fresh(self, text: Text, locale: str, given: _Given, *, inline: bool) -> str:
        html = self._safe(self.source(text, locale, dict(given)), locale, inline=inline)
        fresh = self._library.translations.found(locale, text) is not None
        return self._marked(html, locale, fresh=fresh, tag="span" if inline else "div")

    def _as_one(self, texts: Sequence[Text], locale: str, given: _Given, *, alone: bool) -> str:
        return self._safe(self._source_of_one(texts, locale, dict(given), alone=alone), locale, inline=False)

    def _source_of_one(
        self, texts: Sequence[Text], locale: str, values: Mapping[str, str], *, alone: bool
    ) -> str:
        found = [part for text in texts if (part := self.source(text, locale, values)).strip()]
        return "\n\n".join(found) if alone else as_one_list(found)

    def _marked(self, html: str, locale: str, *, fresh: bool, tag: str = "div") -> str:
        """Return `html` marked as being in the source language when it is not in the one asked for."""
        source = self._library.translations.source_locale
        if fresh or not html or locale == source:
            return html
        return f'<{tag} lang="{source}" dir="{direction(source)}">{html}</{tag}>'

    def _safe(self, source: str, locale: str, *, inline: bool) -> str:
        if not source.strip():
            return ""
        tokens = self._markdown.parse(source)
        _resolve_links(tokens, locale, self._tree_url)
        html = self._markdown.renderer.render(tokens, self._markdown.options, {})
        safe = nh3.clean(
            html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer"
        ).strip()
        if inline:
            alone = _ONE_PARAGRAPH.fullmatch(safe)
            return alone[1] if alone and "<p>" not in alone[1] else safe
        return safe


def _said(step: Step, values: Mapping[str, str], *, staff: bool) -> tuple[Text, ...]:
    """Return the variants of what to do that apply."""
    return tuple(
        variant.text
        for variant in step.how
        if (variant.when is None or variant.when.holds(values)) and (staff or variant.audience == "customer")
    )


@lru_cache(_RECENT)
def _unmarked(html: str) -> str:
    return unescape(nh3.clean(html, tags=set()))


def _given(text: Text, values: Mapping[str, str]) -> _Given:
    """Return those of the values that a text shows; a product's slots need the product."""
    if "{" not in text.source:
        return ()
    named = {name.partition(".")[0] for name in text.placeholders()}
    return tuple((name, values[name]) for name in sorted(named) if name in values)


def source(library: Library, text: Text, locale: str, values: Mapping[str, str]) -> str:
    """Return the Markdown of a text in `locale`: placeholders filled in, lines of empty slots left out."""
    words = library.words(locale, text)
    if "{" not in words:
        return words
    empty = {SITE_SLOT + name for name, slot in library.site.slots.items() if slot.value is None}
    words = kept_lines(words, frozenset(empty) | _empty_product_slots(library, text, values))
    return PLACEHOLDER.sub(lambda match: _filled(library, match, locale, values), words)


def _filled(library: Library, match: re.Match[str], locale: str, values: Mapping[str, str]) -> str:
    name = match["name"]
    kind, _, rest = name.partition(".")
    if kind == "site" and rest:
        slot = library.site.slots.get(rest)
        return _linked(library.words(locale, slot.value) if slot and slot.value else "", match)
    if kind == "product" and rest:
        product = library.site.products.get(values.get("product", ""))
        text = product.slots.get(rest) if product else None
        return _linked(library.words(locale, text) if text else "", match)
    return _fact(library, name, match[0], locale, values)


def _fact(library: Library, name: str, spelt: str, locale: str, values: Mapping[str, str]) -> str:
    fact = library.facts.get(name)
    value = values.get(name)
    if fact is None or value is None:
        return spelt if fact is None else "…"
    label = next((option.label for option in fact.values if option.id == value), None)
    return library.words(locale, label) if label else f"`{value.replace('`', '')}`"


def _empty_product_slots(library: Library, text: Text, values: Mapping[str, str]) -> frozenset[str]:
    names = [name for name in text.placeholders() if name.startswith("product.")]
    if not names:
        return frozenset()
    product = library.site.products.get(values.get("product", ""))
    filled = {f"product.{slot}" for slot, value in product.slots.items() if value} if product else set()
    return frozenset(names) - filled


def as_one_list(parts: Sequence[str]) -> str:
    """Return Markdown pieces as one numbered list: each line that is an item goes on with the numbers.

    A piece that is no list becomes one item.
    """
    lines: list[str] = []
    for part in parts:
        items = part if re.match(r"\s*\d+[.)] ", part) else "1. " + part.replace("\n", "\n   ")
        lines += items.split("\n")
    return "\n".join(lines)


def _linked(words: str, match: re.Match[str]) -> str:
    """Return a slot's words for Markdown: an address that stands alone becomes a link."""
    in_link = match.string[: match.start()].endswith(("(", "<"))
    return f"<{words}>" if _URL.fullmatch(words) and not in_link else words


def _resolve_links(tokens: Sequence[Token], locale: str, tree_url: TreeUrl) -> None:
    for token in tokens:
        if token.type == "link_open":
            address: Any = token.attrGet("href")
            if isinstance(address, str) and address.startswith("tree:"):
                token.attrSet("href", tree_url(locale, address.removeprefix("tree:")))
        if token.children:
            _resolve_links(token.children, locale, tree_url)
