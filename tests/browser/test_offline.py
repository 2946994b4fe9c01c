"""The exported file in a real browser: opened from the disc, with no network, from the first page to the last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, ROOT
from tests.browser.test_axe import fits, found
from tests.lint.folders import write
from wizard.export.page import Wanted, page
from wizard.library import load

LOCALES = ("fa", "ar", "en")
ONLINE = "https://help.example.org"
LAMP = "title: Lamp\nstage: use\nproducts: all\nsteps: {a: {tell: Look.}}\n"
PHONE, EMAIL = "+98 25 1234 5678", "help@example.org"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a file with all shipped trees, of a team that can be called and written to."""
    site = (ROOT / "trees" / "_site.yaml").read_text("utf-8")
    for slot, value in {"phone": PHONE, "email": EMAIL}.items():
        site, done = re.subn(rf'(?m)^(  {slot}:\n    about: .*\n    value: )""', rf'\g<1>"{value}"', site)
        assert done == 1
    site = site.replace("hours: []", 'hours: [{days: [sat, sun, mon, thu], from: "08:00", to: "16:00"}]')
    library = load(ROOT / "trees", instead={"_site": site}).library
    made = tmp_path_factory.mktemp("offline") / "help.html"
    made.write_text(page(library, Wanted(locales=LOCALES, online=ONLINE, day="2026-11-22")), "utf-8")
    return made.as_uri()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a file with the small trees that show each construct, which is online nowhere."""
    made = tmp_path_factory.mktemp("samples") / "help.html"
    library = load(ROOT / "tests" / "trees" / "good").library
    made.write_text(page(library, Wanted(locales=("en",))), "utf-8")
    return made.as_uri()


@pytest.fixture
def opened(browser: Browser, file: str) -> Iterator[Open]:
    """Opens the file without a network; nothing may be asked of one, and no script may fail."""
    contexts, asked, failed = [], [], []

    def opened(path: str = "", *, file: str = file, width: int = 1280, **more: Any) -> Page:
        context = browser.new_context(offline=True, viewport={"width": width, "height": 900}, **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on(
            "request",
            lambda one: asked.append(one.url) if not one.url.startswith(("file:", "data:")) else None,
        )
        made = context.new_page()
        made.on("pageerror", lambda error: failed.append(str(error)))
        made.on("console", lambda one: failed.append(one.text) if one.type == "error" else None)
        made.goto(f"{file}#/{path}")
        return made

    yield opened
    for context in contexts:
        context.close()
    assert asked == []
    assert failed == []


def pick(page: Page, value: str) -> None:
    """Answer the step that is shown, whatever its shape, and wait for the next page."""
    before = page.inner_text("h1")
    choice = page.locator(f"[name=answer][value={value}]")
    choice.click()
    if choice.count() and choice.first.get_attribute("type") in ("radio", "checkbox"):
        page.locator("form.answer button.button").first.click()
    expect(page.locator("h1")).not_to_have_text(before)


def query(page: Page) -> dict[str, str]:
    return dict(parse_qsl(page.url.partition("?")[2]))


@pytest.mark.parametrize("locale", ["fa", "en"])
def test_a_walk_from_home_over_a_changed_answer_to_a_person(opened: Open, locale: str) -> None:
    page = opened(f"{locale}/")
    page.click("a.card[href$='/digits-instead-of-letters']")
    expect(page.locator("h1")).to_be_focused()
    heading = page.inner_text("h1")

    pick(page, "program")  # a wrong turn
    page.go_back()
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("button[value=program]")).to_have_class(re.compile("choice--earlier"))
    page.go_forward()
    expect(page.locator("h1")).not_to_have_text(heading)
    page.click("#back a")
    pick(page, "everywhere")
    pick(page, "all")

    page.locator(".trail .change a").nth(1).click()  # change the second answer
    expect(page.locator("input[value=all]")).to_be_checked()
    pick(page, "shape")
    assert {"where": "everywhere", "keys": "shape"}.items() <= query(page).items()
    step = page.inner_text("h1")
    page.reload()
    expect(page.locator("h1")).to_have_text(step)

    page.click("a.person")
    expect(page.locator(".qr svg")).to_be_visible()
    words = page.input_value("#text")
    assert words.count("\n- ") == 2
    assert "digits-instead-of-letters" in words


def test_the_square_code_holds_the_walk_in_at_most_600_bytes(opened: Open) -> None:
    walk = "pattern=all&where=program&windows=win10&set-locale=not-solved"
    page = opened(f"fa/question-marks/ticket?{walk}")
    content = page.get_attribute(".qr", "data-content") or ""
    assert content.startswith(f"{ONLINE}/fa/question-marks/ticket?")
    given = dict(parse_qsl(content.partition("?")[2]))
    assert dict(parse_qsl(walk)).items() <= given.items()
    assert given["_channel"] == "offline"
    assert len(content.encode()) <= 600


def test_a_walk_that_is_too_long_for_a_square_code_leaves_the_plain_request(opened: Open) -> None:
    earlier = "&".join(
        f"does-not-start:{step.id}={step.options[0].id}"
        for step in load(ROOT / "trees").library.customers["does-not-start"].steps
    )
    page = opened(f"en/question-marks/ticket?pattern=all&_via=does-not-start&{earlier}")
    content = page.get_attribute(".qr", "data-content") or ""
    assert content == f"{ONLINE}/en/question-marks/ticket?_channel=offline"
    whole = page.get_attribute(".online a", "href") or ""
    assert len(whole) > 600
    assert "pattern=all" in whole


def test_a_request_can_be_called_written_copied_and_printed(opened: Open) -> None:
    page = opened("en/question-marks/ticket?pattern=all&where=program")
    assert page.get_attribute(".channels a[href^='tel:']", "href") == "tel:+982512345678"
    mail = page.get_attribute(".channels a[href^='mailto:']", "href") or ""
    assert len(mail) <= 1_800
    assert page.input_value("#text").splitlines()[2] in unquote(mail)
    assert "Saturday, Sunday, Monday" not in page.inner_text(".channels")  # three days in a row are one range
    assert "Saturday – Monday, Thursday from 08:00 to 16:00" in page.inner_text(".channels")

    page.click("[data-copy-from]")
    expect(page.locator("#status")).to_have_text("It is copied.")

    page.emulate_media(media="print")
    expect(page.locator(".on-paper")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text(ONLINE)
    for hidden in ("a.person", ".search", "#text", ".pair"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden


def test_solved_says_how_to_keep_it_from_coming_back(opened: Open) -> None:
    page = opened("en/digits-instead-of-letters?where=everywhere&keys=right-side")
    pick(page, "solved")
    expect(page.locator(".end--solved h1")).to_have_text("Good, it is solved")
    expect(page.locator("#prevent")).to_be_visible()
    page.click("#back a")
    expect(page.locator("button[value=solved]")).to_have_class(re.compile("choice--earlier"))


def test_the_language_can_change_on_the_way(opened: Open) -> None:
    page = opened("fa/question-marks?pattern=all&where=program")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.click(".languages a[lang=en]")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert query(page) == {"pattern": "all", "where": "program"}
    assert page.locator(".trail dt").count() == 2


@pytest.mark.parametrize(
    ("locale", "words", "tree"),
    [
        ("fa", "به جای حروف علامت سؤال می‌آید", "question-marks"),
        ("fa", "خطای ۱۶۰۳", "error-1603"),
        ("ar", "علامات استفهام في القوائم", "question-marks"),
        ("en", "qestion marks", "question-marks"),
    ],
)
def test_searching_finds_a_guide_while_typing_and_on_enter(
    opened: Open, locale: str, words: str, tree: str
) -> None:
    page = opened(f"{locale}/")
    page.locator("#q").press_sequentially(words)
    first = page.locator(".results .card").first
    expect(first).to_have_attribute("href", f"#/{locale}/{tree}")
    page.press("#q", "Enter")
    expect(page.locator("h1")).to_be_focused()
    expect(first).to_have_attribute("href", f"#/{locale}/{tree}")
    page.reload()
    expect(first).to_have_attribute("href", f"#/{locale}/{tree}")
    page.fill("#q", "zzzzqqq")
    expect(page.locator("#results")).to_be_visible()
    expect(page.locator(".results .card")).to_have_count(0)


def test_a_stage_shows_its_guides_alone(opened: Open) -> None:
    page = opened("en/")
    everything = page.locator(".card").count()
    page.click(".stages a[href$='stage=install']")
    expect(page.locator(".stages a[aria-current]")).to_contain_text("Installing")
    assert 0 < page.locator(".card").count() < everything


def test_a_question_left_unanswered_says_so_and_leads_to_it(opened: Open) -> None:
    page = opened("en/question-marks")
    page.click("form.answer button.button")
    expect(page.locator("#problem")).to_be_focused()
    assert page.title().startswith("Error:")
    page.click("#problem a")
    expect(page.locator("#answer-1")).to_be_focused()


def test_all_of_a_walk_can_be_done_with_the_keyboard(opened: Open) -> None:
    page = opened("en/digits-instead-of-letters")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    heading = page.inner_text("h1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(heading)
    expect(page.locator("h1")).to_be_focused()


def test_a_typed_answer_is_kept_in_one_spelling_and_a_wrong_one_is_said(opened: Open, samples: str) -> None:
    page = opened("en/typed-answers", file=samples)
    page.fill("#answer", "many")
    page.press("#answer", "Enter")
    expect(page.locator("#problem")).to_contain_text("Type a number from 0 to 3600")
    expect(page.locator("#answer")).to_have_value("many")
    page.fill("#answer", "۱۲٫۵")
    page.press("#answer", "Enter")
    expect(page.locator(".trail dd").first).to_have_text("12.5 seconds")
    assert query(page)["seconds"] == "12.5"
    page.go_back()
    expect(page.locator("#answer")).to_have_value("12.5")


def test_several_answers_can_be_given_but_not_none(opened: Open, samples: str) -> None:
    page = opened("en/several-answers", file=samples)
    page.click("form.answer button.button >> nth=0")
    expect(page.locator("#problem")).to_contain_text("Choose at least one answer")
    page.check("[value=texts]")
    page.check("[value=pictures]")
    page.click("form.answer button.button >> nth=0")
    expect(page.locator(".trail dd").first).to_have_text("Texts, Pictures")
    assert query(page)["missing"] == "texts.pictures"


def test_a_walk_goes_on_in_another_guide_and_back(opened: Open, samples: str) -> None:
    page = opened("en/jump-to-another-tree?number=other", file=samples)
    pick(page, "not-solved")
    expect(page.locator(".where-tree")).to_have_text("Books are missing after setup")
    assert page.locator(".trail dt").count() == 2
    page.click("#back a")
    expect(page.locator("h1")).to_have_text("Run setup again")
    expect(page.locator("button[value=not-solved]")).to_have_class(re.compile("choice--earlier"))


def test_texts_show_what_the_program_told_and_links_of_its_product(opened: Open, samples: str) -> None:
    page = opened("en/placeholders?windows~host=win10", file=samples)
    expect(page.locator("h1")).to_have_text("Fetch the newest version for Windows 10")
    assert page.locator(".how li").count() == 1
    expect(page.locator(".trail .aside")).to_have_text("your program told us")


def test_strange_addresses_break_nothing(opened: Open, samples: str) -> None:
    page = opened("en/typed-answers?code=constructor&seconds=__proto__&_at=toString&%zz=%ff", file=samples)
    for path in (
        "xx/typed-answers",
        "en/constructor",
        "en/typed-answers/nowhere?a=b",
        "en/typed-answers/ticket?_via=x",
    ):
        page.evaluate("path => { location.hash = '#/' + path; }", path)
        expect(page.locator("h1")).to_be_focused()


def test_where_there_is_no_way_to_reach_anybody_the_page_says_what_to_do(
    opened: Open, tmp_path: Path
) -> None:
    library = load(write(tmp_path / "trees", {"lamp.yaml": LAMP})).library
    made = tmp_path / "help.html"
    made.write_text(page(library, Wanted(locales=("en",))), "utf-8")
    shown = opened("en/lamp/ticket", file=made.as_uri())
    expect(shown.get_by_text("Show this page to the person who looks after your computer")).to_be_visible()
    assert shown.locator(".qr").count() == 0


def test_an_address_of_no_guide_leads_home(opened: Open) -> None:
    page = opened("en/no-such-guide?x=1")
    page.click("main .button")
    expect(page.locator("#q")).to_be_visible()


def test_without_script_the_file_says_how_to_reach_somebody(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    for locale in LOCALES:
        assert page.locator(f".without section[lang={locale}] a[href^='tel:']").count() == 1
    expect(page.get_by_text("This file needs JavaScript")).to_be_visible()


PAGES = {
    "home": "",
    "search": "?q=1603",
    "buttons": "digits-instead-of-letters",
    "radios, shown again": "question-marks?pattern=all&_at=pattern",
    "fix that restarts": "question-marks?pattern=all&where=program&windows=win10",
    "a person offered": "digits-instead-of-letters?where=everywhere&keys=right-side&num-lock=not-solved"
    "&second-keyboard=no&on-screen-keyboard=not-solved&restart=not-solved",
    "answer left out": "digits-instead-of-letters?where=program&keys=all",
    "solved": "digits-instead-of-letters?where=english&layout=solved",
    "referred": "question-marks?pattern=all&where=program&windows=win10&set-locale=unable&stopped=managed",
    "request": "question-marks/ticket?pattern=all&where=program",
    "plain request": "ticket",
    "no guide": "no-such-guide",
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_file(opened: Open, file: str, locale: str, width: int, scheme: str) -> None:
    page = opened(f"{locale}/", width=width, color_scheme=scheme)
    for name, path in PAGES.items():
        page.goto(f"{file}#/{locale}/{path}")
        page.wait_for_function(
            "path => location.hash.endsWith(path) && document.getElementById('heading')", arg=path
        )
        assert found(page) == [], name
        assert fits(page), name
