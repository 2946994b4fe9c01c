"""What a page shows of where a walk stands, told as plain values: what it should show, and what its HTML shows."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Final
from urllib.parse import parse_qsl

from tests.conformance.vectors import Standing
from webui.texts import words
from wizard.engine.position import Given
from wizard.known import Source
from wizard.library import Library
from wizard.names import UNSURE
from wizard.rendering import Renderer
from wizard.transcript import answer_words
from wizard.words import word

_ROW: Final = re.compile(
    r'<div><dt>.*?</dt><dd>(.*?)(?: <span class="aside">(.*?)</span>)?</dd>'
    r'\s*(?:<dd class="change"><a href="([^"]*)">.*?</dd>)?</div>',
    re.DOTALL,
)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Row:
    """One of "your answers" that can be changed: its step, its words, who gave it, the value in its link.

    An answer that the customer did not give has no value in its link.
    """

    step: str
    words: str
    note: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the tree, the step it asks or the kind of end, the trail, what it says of steps left."""

    tree: str
    step: str | None
    end: str | None
    rows: tuple[Row, ...]
    left: str


class Expected:
    """Tells what pages of a library should show."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._renderer = Renderer(library, lambda locale, tree: f"/{locale}/{tree}")
        self._words = cache(self._answer_words)

    def shown(self, expected: Standing, locale: str) -> Shown:
        """Return what the page of a standing should show."""
        tree = self._library.customers[expected.tree]
        least, most = expected.left.least, expected.left.most
        told = expected.step is not None and most - least <= 2 and most > 1
        return Shown(
            expected.tree,
            expected.step,
            str(tree.kind_of(expected.end)) if expected.end else None,
            tuple(self._row(expected.tree, given, locale) for given in expected.trail),
            words(locale).plural("about %(num)s more", "about %(num)s more", most - 1) if told else "",
        )

    def _row(self, tree: str, given: Given, locale: str) -> Row:
        own = given.source is Source.ANSWERED and not given.by
        note = "" if own else plain(word(locale, f"source.{given.source}"))
        return Row(
            given.step, self._words(tree, given.step, given.value, locale), note, given.value if own else None
        )

    def _answer_words(self, tree: str, step_id: str, value: str, locale: str) -> str:
        step = self._library.customers[tree].step(step_id)
        assert step is not None
        return spaced(self._renderer.plain_markdown(answer_words(self._library, step, value, locale), locale))


def rows(page: str, facts: Container[str]) -> tuple[Row, ...]:
    """Return those of "your answers" that can be changed, as the HTML of a page lists them."""
    found = _ROW.findall(page)
    return tuple(_row(answer, note, change, facts) for answer, note, change in found if change)


def _row(answer: str, note: str, change: str, facts: Container[str]) -> Row:
    known = dict(parse_qsl(unescape(change).partition("?")[2], keep_blank_values=True))
    step = known["_at"]
    value = known.get(step, UNSURE)
    if value == UNSURE and step in facts:  # then what was said of the fact in an earlier tree counts
        earlier = sorted(pair for pair in known.items() if pair[0].endswith(f":{step}"))
        value = earlier[-1][1] if earlier else value
    return Row(step, plain(answer), plain(note), None if note else value)


def plain(html: str) -> str:
    """Return the words of HTML in one line."""
    return spaced(unescape(_TAG.sub("", html)))


def spaced(text: str) -> str:
    """Return a text with one blank between its words."""
    return " ".join(text.split())
