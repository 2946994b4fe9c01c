"""Paths walked in a real browser by clicking through the exported file, as a customer without a network would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import parse_qsl

from playwright.sync_api import Error, Page

from tests.conformance.reported import Disagreement
from tests.conformance.shown import Expected, Shown, plain, rows
from tests.conformance.vectors import Path, Vector, answered
from wizard.library import Library

WHO: Final = "clicks"
_END: Final = re.compile(r'class="sheet end end--(\w+)"')
_STEP: Final = re.compile(r'<form class="answer[^>]* data-step="([^"]+)"')
_LEFT: Final = re.compile(r'<span class="where-more">(.*?)</span>')


def clicked(page: Page, file: str, library: Library, paths: Sequence[Path]) -> Iterator[Disagreement]:
    """Walk each path in the exported file at the address `file`, in one language after the other.

    Yield where a page cannot be answered as the path says, or the last page shows something else.
    """
    expected = Expected(library)
    for number, path in enumerate(paths):
        locale = library.locales[number % len(library.locales)]
        end = path.places[-1]
        page.goto(f"{file}#/{locale}/{path.places[0].tree}")
        try:
            for place, answer in zip(path.places, path.answers, strict=False):
                _answer(page, place, answer, many=_is_many(library, place))
            page.wait_for_selector(".end" if path.answers else "#heading")
        except Error as error:
            yield Disagreement(WHO, end, path.answers, str(error))
            continue
        wanted = expected.shown(path.reached[-1] if path.reached else end.expected, locale)
        found = _shown(page, library)
        if found != wanted:
            yield Disagreement(WHO, end, wanted, found)
        elif _query(page) not in (addresses := _addresses(path)):
            yield Disagreement(WHO, end, addresses, _query(page))


def _is_many(library: Library, place: Vector) -> bool:
    step = library.customers[place.expected.tree].step(place.expected.step or "")
    return step is not None and step.many


def _answer(page: Page, place: Vector, answer: str, *, many: bool) -> None:
    """Give an answer by what the page offers: a button, a choice, several, or a box to type in."""
    form = f'form.answer[data-step="{place.expected.step}"]'
    page.wait_for_selector(form)
    for one in answer.split(".") if many else [answer]:
        choice = page.locator(f'{form} [name=answer][value="{one}"]:not([type=text])')
        if choice.count() == 0:
            page.locator(f"{form} input[type=text]").fill(one)
        elif choice.get_attribute("type") == "submit":
            choice.click()
            return
        else:
            choice.check()
    page.locator(f"{form} button[type=submit]:not([name])").first.click()


def _shown(page: Page, library: Library) -> Shown:
    html = page.locator("#step").inner_html()
    step, end, left = _STEP.search(html), _END.search(html), _LEFT.search(html)
    return Shown(
        tree=page.evaluate("location.hash").split("?")[0].split("/")[2],
        step=step[1] if step else None,
        end=end[1] if end else None,
        rows=rows(html, library.facts),
        left=plain(left[1]) if left else "",
    )


def _addresses(path: Path) -> list[list[tuple[str, str]]]:
    """Return what the last address may say: the end, or the place before with its answer, as a plain form leads on."""
    end = _pairs(path.places[-1].query)
    return [end, _pairs(answered(path.places[-2], path.answers[-1]))] if path.answers else [end]


def _query(page: Page) -> list[tuple[str, str]]:
    return _pairs(str(page.evaluate("location.hash")).partition("?")[2])


def _pairs(query: str) -> list[tuple[str, str]]:
    return sorted(parse_qsl(query, keep_blank_values=True))
