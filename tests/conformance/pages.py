"""The pages: what each shows of where a walk stands, read from its HTML alone, against what it should show."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from html import unescape
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from tests.conformance.reported import Disagreement
from tests.conformance.shown import Expected, Shown, plain, rows, spaced
from tests.conformance.vectors import Path, Standing, Vector, answered
from tests.conformance.web import Answer, Web
from wizard.library import Library
from wizard.rendering import Renderer

_FORM: Final = re.compile(r'<form class="answer[^>]* action="/[\w-]+/([^"]+)" method.*?</form>', re.DOTALL)
_HIDDEN: Final = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_OFFERED: Final = re.compile(r'name="answer" value="([^"]*)"')
_BOX: Final = re.compile(r'<input class="box"')
_END: Final = re.compile(r'class="sheet end end--(\w+)"')
_AGAIN: Final = re.compile(r'<div class="answers-head">.*?<a href="/[\w-]+/([^"?]+)"', re.DOTALL)
_CANONICAL: Final = re.compile(r'<link rel="canonical" href="[^"]*/([^"/]+)">')
_LEFT: Final = re.compile(r'<span class="where-more">(.*?)</span>')


class Pages:
    """Asks an application for the pages of vectors and paths, and tells where they show something else."""

    def __init__(self, web: Web, library: Library) -> None:
        self._web = web
        self._library = library
        self._expected = Expected(library)
        self._renderer = Renderer(library, lambda locale, tree: f"/{locale}/{tree}")

    def opened(self, vectors: Sequence[Vector]) -> Iterator[Disagreement]:
        """Open the address of each vector, in one language after the other."""
        for number, vector in enumerate(vectors):
            locale = self._locale(number)
            answer = self._web.get(f"/{locale}/{vector.tree}?{vector.query}")
            yield from self._compared("page", vector, answer, vector.expected, locale)

    def answered(self, paths: Sequence[Path], *, htmx: bool) -> Iterator[Disagreement]:
        """Give the last answer of each path by the form of its page, as htmx does or as a form without script."""
        for number, path in enumerate(paths):
            if path.answers:
                yield from self._given(path, self._locale(number), htmx=htmx)

    def _given(self, path: Path, locale: str, *, htmx: bool) -> Iterator[Disagreement]:
        before, end, given = path.places[-2], path.places[-1], path.answers[-1]
        who = "htmx" if htmx else "form"
        page = self._web.get(f"/{locale}/{before.tree}?{before.query}").content
        form = _FORM.search(page)
        chosen = given.split(".") if self._is_many(before) else [given]
        if form is None or not (set(chosen) <= set(_OFFERED.findall(page)) or _BOX.search(page)):
            yield Disagreement(who, before, f"a form that offers {given}", form and form[0])
            return
        hidden = [(name, unescape(value)) for name, value in _HIDDEN.findall(form[0])]
        fields = [*hidden, *(("answer", one) for one in chosen)]
        answer = self._web.post(f"/{locale}/{before.tree}", fields, htmx=htmx)
        address = answer.headers.get("hx-push-url" if htmx else "location", "")
        direct = [(end.tree, _pairs(end.query)), (before.tree, _pairs(answered(before, given)))]
        if _place(address) not in (direct[:1] if htmx else direct):
            yield Disagreement(who, before, direct, address or answer)
        if not htmx:
            answer = self._web.get(address)
        yield from self._compared(who, before, answer, path.reached[-1], locale)

    def _is_many(self, place: Vector) -> bool:
        step = self._library.customers[place.tree].step(place.expected.step or "")
        return step is not None and step.many

    def _compared(
        self, who: str, vector: Vector, answer: Answer, expected: Standing, locale: str
    ) -> Iterator[Disagreement]:
        wanted, found = self._expected.shown(expected, locale), _shown(answer.content, self._library.facts)
        if answer.status != 200 or found != wanted:
            yield Disagreement(who, vector, wanted, found or answer)
            return
        said = self._said(expected, locale)
        missing = [text for text in said if text not in plain(answer.content)]
        if missing:
            yield Disagreement(who, vector, f"the words {missing}", answer.content)

    def _said(self, expected: Standing, locale: str) -> Iterator[str]:
        """Yield what the page has to say besides: the text of a named end, the questions of answers left out."""
        tree = self._library.customers[expected.tree]
        end = tree.ends.get(expected.end or "")
        left_out = (tree.step(name) for name, _, why in expected.dropped if why != "unknown")
        for text in (end.text if end else None, *(step.title for step in left_out if step)):
            if text is not None and "{" not in text.source:
                yield spaced(self._renderer.plain(text, locale, {}))

    def _locale(self, number: int) -> str:
        return self._library.locales[number % len(self._library.locales)]


def _shown(page: str, facts: Container[str]) -> Shown | None:
    """Return what a page of a walk shows, None when it is none."""
    form, end = _FORM.search(page), _END.search(page)
    hidden = dict(_HIDDEN.findall(form[0])) if form else {}
    tree = _AGAIN.search(page) or _CANONICAL.search(page) or form
    if tree is None or (form is None) == (end is None):
        return None
    left = _LEFT.search(page)
    return Shown(
        tree[1],
        hidden.get("_step"),
        end[1] if end else None,
        rows(page, facts),
        plain(left[1]) if left else "",
    )


def _place(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the tree and what is known of an address, without the walk's id."""
    parts = urlsplit(address)
    return parts.path.rpartition("/")[2], _pairs(parts.query)


def _pairs(query: str) -> list[tuple[str, str]]:
    return sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "_w")
