"""What the browser itself can tell: which key was pressed, which Windows it is, whether a font is there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import fits, found

KEYS = "digits-instead-of-letters?where=everywhere"
WINDOWS = "question-marks?pattern=all&where=program"
SEVEN = "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36"
TEN_OR_ELEVEN = SEVEN.replace("6.1", "10.0")
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"
# A phone that was told to ask for the pages of a computer.
LIKE_A_COMPUTER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36"


def press(page: Page, code: str, key: str) -> None:
    """Press a key as a keyboard of its own would: its place and what it types, apart from each other."""
    keyboard = page.context.new_cdp_session(page)
    for kind in ("rawKeyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": key})


def sight(page: Page) -> Any:
    return page.locator(".look [data-sight]:visible")


def name_seen(page: Page) -> str | None:
    return sight(page).get_attribute("data-sight")


def choose(page: Page, answer: str) -> None:
    page.check(f"input[value={answer}]")
    page.click("form.answer button.button")


def see_itself_as(page: Page, agent: str, version: str | None = None) -> None:
    """Let the browser say that it runs elsewhere; `version` is what it says when it is asked for more."""
    told: dict[str, Any] = {"userAgent": agent}
    if version is not None:
        told["userAgentMetadata"] = {
            "platform": "Windows",
            "platformVersion": version,
            "architecture": "x86",
            "model": "",
            "mobile": False,
        }
    page.context.new_cdp_session(page).send("Emulation.setUserAgentOverride", told)


@pytest.mark.parametrize("locale", ["fa", "en"])
def test_a_key_of_the_number_pad_leads_to_num_lock_and_can_be_changed(visit, site, locale):
    page = visit(f"{site}/{locale}/{KEYS}")
    page.locator(".look input").click()
    press(page, "Numpad4", "4")
    assert name_seen(page) == "on"
    sight(page).locator("a").click()
    page.wait_for_url("**keyboard-overlay~probe=on**")
    row = page.locator(".trail div").last
    expect(row.locator(".aside")).to_be_visible()
    row.locator(".change a").click()
    page.wait_for_url("**_at=keys**")
    expect(page.locator("input[value=right-side]")).to_be_visible()


@pytest.mark.parametrize("script_at_first", [True, False])
def test_a_letter_is_told_and_goes_along_with_the_answer_that_is_chosen_then(visit, site, script_at_first):
    page = visit(f"{site}/fa/{KEYS if script_at_first else 'digits-instead-of-letters'}")
    if not script_at_first:
        assert page.locator("script[src$='detect.js']").count() == 0
        page.click("button[value=everywhere]")
    page.locator(".look input").click()
    press(page, "KeyU", "ع")
    assert name_seen(page) == "off"
    choose(page, "all")
    page.wait_for_url(lambda url: "keys=all" in url and "_at=" not in url)
    assert "keyboard-overlay~probe=off" in page.url
    page.go_back()
    expect(page.locator("input[value=all]")).to_be_checked()


def test_an_english_letter_is_told_and_no_key_but_the_one_asked_for_counts(visit, site):
    page = visit(f"{site}/en/{KEYS}")
    box = page.locator(".look input")
    box.click()
    page.keyboard.press("j")
    assert name_seen(page) == "other"
    page.keyboard.press("Digit4")
    assert name_seen(page) == "other"
    press(page, "Numpad4", "ArrowLeft")
    assert name_seen(page) == "other"
    page.keyboard.press("u")
    assert name_seen(page) == "english"
    assert box.input_value() == ""
    press(page, "KeyU", "۵")
    assert name_seen(page) == "unclear"
    for key in ("ArrowLeft", "PageDown", "Home", "Insert"):
        page.keyboard.press(key)
        assert name_seen(page) == "unclear"
    page.keyboard.press("Tab")
    expect(box).not_to_be_focused()
    assert name_seen(page) == "unclear"


def test_the_last_key_counts(visit, site):
    page = visit(f"{site}/en/{KEYS}")
    page.locator(".look input").click()
    press(page, "Numpad4", "4")
    press(page, "KeyU", "u")
    choose(page, "all")
    page.wait_for_url("**keys=all**")
    assert page.url.count("keyboard-overlay~probe") == 1
    assert "keyboard-overlay~probe=off" in page.url


def test_a_browser_that_knows_no_places_of_keys_goes_by_their_numbers(visit, site):
    page = visit(f"{site}/en/{KEYS}")
    for number, seen in ((100, "on"), (85, "off"), (74, "unclear")):
        page.locator(".look input").evaluate(
            """(box, keyCode) => {
              box.dispatchEvent(new KeyboardEvent("keydown", {keyCode, key: "", bubbles: true}));
            }""",
            number,
        )
        assert name_seen(page) == seen


def test_without_script_and_on_a_phone_the_answers_stand_alone(visit, site):
    handy = {"has_touch": True, "width": 390}
    for page in (
        visit(f"{site}/fa/{KEYS}", script=False),
        visit(f"{site}/fa/{KEYS}", user_agent=PHONE, is_mobile=True, **handy),
        visit(f"{site}/fa/{KEYS}", user_agent=LIKE_A_COMPUTER, **handy),
    ):
        page.wait_for_load_state("networkidle")
        expect(page.locator(".look")).to_be_hidden()
        assert page.locator("form.answer [name=answer]").count() == 4


@pytest.mark.parametrize(
    ("agent", "version", "seen"),
    [
        (SEVEN, None, "win7"),
        (SEVEN.replace("6.1", "6.3"), None, "win8"),
        (SEVEN.replace("6.1", "5.1"), None, "xp"),
        (TEN_OR_ELEVEN, "10.0.0", "win10"),
        (TEN_OR_ELEVEN, "15.0.0", "win11"),
        (TEN_OR_ELEVEN, "0.3.0", "win8"),
    ],
)
def test_the_version_of_windows_is_offered_and_taken_when_it_is_right(visit, site, agent, version, seen):
    page = visit(f"{site}/fa/")
    see_itself_as(page, agent, version)
    page.goto(f"{site}/fa/{WINDOWS}")
    expect(sight(page)).to_have_attribute("data-sight", seen)
    assert "~probe" not in page.url
    sight(page).locator("a").click()
    page.wait_for_url(f"**windows~probe={seen}**")
    assert page.locator("input[name=answer][value=win10]").count() == 0


@pytest.mark.parametrize(
    ("agent", "version"), [(None, None), (TEN_OR_ELEVEN, ""), (TEN_OR_ELEVEN, "11.0.0"), (PHONE, None)]
)
def test_nothing_is_said_of_windows_that_is_not_sure(visit, site, agent, version):
    page = visit(f"{site}/en/")
    if agent:
        see_itself_as(page, agent, version)
    page.goto(f"{site}/en/{WINDOWS}")
    page.wait_for_load_state("networkidle")
    if version != "11.0.0":
        expect(page.locator(".look")).to_be_hidden()
    assert page.locator("input[name=answer]").count() == 6
    assert page.locator("input[name=answer]:checked").count() == 0


def test_a_font_is_looked_for_and_what_was_seen_leads_on(visit, samples):
    page = visit(f"{samples}/en/seen-by-the-page")
    assert name_seen(page) == "missing"
    page.evaluate(
        """async () => {
          const { href } = document.querySelector("[rel=stylesheet]");
          const file = href.replace("wizard.css", "vendor/vazirmatn-arabic-400.woff2");
          const font = new FontFace("Traditional Arabic", "url(" + file + ")");
          document.fonts.add(await font.load());
          delete document.querySelector(".look").dataset.looked;
          document.dispatchEvent(new Event("htmx:afterSettle"));
        }"""
    )
    assert name_seen(page) == "there"
    sight(page).locator("a").click()
    page.wait_for_url("**book-font~probe=there**")
    assert page.locator(".look[data-fact=windows]").count() == 1


@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_was_seen(visit, site, locale, scheme):
    page = visit(f"{site}/{locale}/{KEYS}", width=320, color_scheme=scheme)
    assert found(page) == []
    page.locator(".look input").click()
    press(page, "Numpad4", "4")
    assert found(page) == []
    assert fits(page)
    see_itself_as(page, TEN_OR_ELEVEN, "10.0.0")
    page.goto(f"{site}/{locale}/{WINDOWS}")
    expect(sight(page)).to_be_visible()
    assert found(page) == []
    assert fits(page)
