"""The folder of static pages opened from a disc, with the network off: read, walked, searched, in two languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_axe import fits, found
from wizard.export.folder import write
from wizard.export.page import Wanted
from wizard.export.site import site
from wizard.library import load

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"fa": "علامت سؤال به جای حروف", "en": "question marks instead of letters"}


@pytest.fixture(scope="session")
def disc(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the exported folder."""
    folder = tmp_path_factory.mktemp("disc") / "a folder with blanks"
    write(folder, site(load(ROOT / "trees").library, Wanted(locales=("fa", "en", "ar"))))
    return folder.as_uri()


def opened(visit: Any, address: str, **more: Any) -> Any:
    page = visit("about:blank", offline=True, **more)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.goto(address)
    return page


def heading(page: Any) -> str:
    return " ".join(page.locator("#heading").inner_text().split())


@pytest.mark.parametrize("locale", ["fa", "en"])
def test_from_the_first_page_to_a_solved_problem(visit: Any, disc: str, locale: str) -> None:
    page = opened(visit, f"{disc}/index.html")
    page.click(f"main a[href='{locale}/index.html']")
    page.fill("#q", WORDS[locale])
    page.click("#search button[type=submit]")
    page.click(f"#found a[href^='#/{locale}/question-marks']")
    page.wait_for_selector("form.answer")
    assert page.evaluate("document.documentElement.lang") == locale
    page.goto(f"{disc}/{locale}/digits-instead-of-letters.html")
    page.click("[data-guided] a")
    for answer in ("english", "solved"):
        page.click(f"form.answer [name=answer][value={answer}]")
    page.wait_for_selector(".end--solved")
    assert page.locator(".trail .change").count() == 2
    assert page.faults == []


def test_back_goes_from_the_walk_to_the_guide_to_read(visit: Any, disc: str) -> None:
    page = opened(visit, f"{disc}/en/question-marks.html")
    title = heading(page)
    page.click("[data-guided] a")
    page.wait_for_selector("form.answer")
    assert heading(page) != title
    page.go_back()
    page.wait_for_selector("article")
    assert heading(page) == title
    assert page.faults == []


def test_another_language_goes_on_at_the_same_step(visit: Any, disc: str) -> None:
    page = opened(
        visit, f"{disc}/fa/digits-instead-of-letters.html#/fa/digits-instead-of-letters?where=english"
    )
    page.wait_for_selector("form.answer[data-step=layout]")
    page.click(".languages a[lang=en]")
    page.wait_for_selector("html[lang=en] form.answer[data-step=layout]")
    assert page.url.startswith(f"{disc}/en/")
    assert page.faults == []


def test_an_address_of_another_language_opens_that_one(visit: Any, disc: str) -> None:
    page = opened(visit, f"{disc}/fa/index.html#/en/suggestion")
    page.wait_for_selector("html[lang=en] form.answer[data-step=kind]")


@pytest.mark.parametrize("locale", ["fa", "en"])
def test_all_of_it_can_be_read_without_a_script(visit: Any, disc: str, locale: str) -> None:
    page = opened(visit, f"{disc}/{locale}/index.html", script=False)
    assert page.locator("a.card").count() == len(load(ROOT / "trees").library.customers)
    page.click("a.card[href$='/question-marks.html']")
    assert page.locator("article section.part").count() > 10
    assert not page.locator("[data-guided]").is_visible()
    page.click(".languages a[hreflang=ar]")
    assert page.url == f"{disc}/ar/question-marks.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["fa", "en"])
def test_axe_finds_nothing(visit: Any, disc: str, locale: str, width: int, scheme: str) -> None:
    page = opened(visit, f"{disc}/index.html", width=width, color_scheme=scheme)
    for path in ("index.html", "404.html", f"{locale}/question-marks.html", f"{locale}/error-1603.html"):
        page.goto(f"{disc}/{path}")
        assert found(page) == [], path
        assert fits(page), path
    page.goto(f"{disc}/{locale}/index.html")
    page.wait_for_selector("#q")
    assert found(page) == []
    page.goto("about:blank")
    page.goto(f"{disc}/{locale}/question-marks.html#/{locale}/question-marks")
    page.wait_for_selector("form.answer")
    assert found(page) == []


def test_axe_finds_nothing_on_the_home_page_without_a_script(visit: Any, disc: str) -> None:
    """A browser that runs no script can run no axe: the page is looked at before its script has run."""
    page = visit("about:blank", offline=True)
    page.route("**/assets/site.*.js", lambda route: route.abort())
    page.goto(f"{disc}/fa/index.html")
    assert page.locator("#q").count() == 0
    assert found(page) == []
