"""The request form in a browser: files and mistakes, with and without JavaScript, in both directions of writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, serving
from tests.browser.test_axe import fits, found
from wizard.store import open_store

FORM = "question-marks/ticket?windows~host=win10&pattern=all&where=program"
SEND = "form.request button.button:not([name])"
WAYS = [(script, locale) for script in (True, False) for locale in ("fa", "en")]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A picture with a Persian name, a log, and a page that calls itself a picture."""
    Image.new("RGB", (300, 200), "white").save(tmp_path / "عکس پنجره.png")
    (tmp_path / "noor.log").write_text("return value 3\n" * 40)
    (tmp_path / "page.jpg").write_text("<!doctype html><script>alert(1)</script>")
    return {path.name: str(path) for path in tmp_path.iterdir()}


@pytest.mark.parametrize(("script", "locale"), WAYS)
def test_a_bad_file_is_named_the_good_ones_and_all_words_stay(visit, site, files, script, locale):
    page = visit(f"{site}/{locale}/{FORM}", script=script, width=320)
    page.fill("[name=description]", "حروف علامت سؤال است")
    page.fill("[name='field.card-device-serial']", "۱۲")
    page.set_input_files("#file", list(files.values()))
    page.click(SEND)

    expect(page.locator(".problem")).to_be_focused()
    links = page.locator(".problem a")
    assert [links.nth(at).get_attribute("href") for at in range(3)] == [
        "#field.card-device-serial",
        "#email",
        "#file",
    ]
    assert "page.jpg" in links.nth(2).inner_text()
    assert page.input_value("[name=description]") == "حروف علامت سؤال است"
    assert page.input_value("[name='field.card-device-serial']") == "12"
    assert sorted(names(page)) == ["noor.log", "عکس پنجره.png"]
    assert fits(page)

    links.nth(2).click()
    expect(page.locator("#file")).to_be_focused()
    page.fill("[name='field.card-device-serial']", "AB12-CD34-EF56")
    page.fill("[name=email]", "reader@example.org")
    page.click(SEND)
    page.wait_for_url("**/request/**")
    assert "AB12" not in page.content() and "EF56" in page.inner_text("main")


def names(page):
    """The files that the form says are here."""
    return [one.inner_text().splitlines()[0] for one in page.locator("label:has([name=kept])").all()]


@pytest.mark.parametrize("script", [True, False])
def test_files_are_chosen_one_after_the_other_and_one_is_taken_back(visit, site, files, script):
    page = visit(f"{site}/en/ticket", script=script)
    for name in ("noor.log", "عکس پنجره.png"):
        page.set_input_files("#file", files[name])
        page.click("button[name=attach]")
        page.wait_for_selector(f"label:has([name=kept]):has-text('{name}')")
    page.uncheck("[name=kept] >> nth=0")
    page.fill("[name=description]", "It does not start.")
    page.fill("[name=phone]", "+98 21 1234 5678")
    page.click(SEND)
    page.wait_for_url("**/request/**")


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_a_box_sends_the_request(visit, site, script):
    page = visit(f"{site}/en/ticket", script=script)
    page.fill("[name=description]", "It does not start.")
    page.fill("[name=email]", "reader@example.org")
    page.press("[name=email]", "Enter")
    page.wait_for_url("**/request/**")


@pytest.mark.parametrize("script", [True, False])
def test_the_boxes_for_machines_are_never_reached_with_the_keyboard(visit, site, script):
    page = visit(f"{site}/fa/ticket", script=script)
    page.focus("[name=description]")
    reached = []
    for _ in range(15):
        page.keyboard.press("Shift+Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert not {"topic", "away"} & set(reached)


def test_a_film_of_200_mb_is_turned_away_at_once_and_the_words_stay(visit, site, tmp_path):
    film = tmp_path / "film.mp4"
    with film.open("wb") as opened:
        opened.truncate(200_000_000)
    page = visit(f"{site}/en/ticket")
    page.fill("[name=description]", "It does not start.")
    page.set_input_files("#file", str(film))
    page.click(SEND)
    page.wait_for_selector(".problem")
    assert "larger than 32 MB together" in page.inner_text(".problem")
    assert page.input_value("[name=description]") == "It does not start."


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
def test_axe_finds_nothing_on_the_form_with_mistakes_and_files(visit, site, files, locale, width):
    page = visit(f"{site}/{locale}/{FORM}", width=width)
    assert found(page) == [] and fits(page)
    page.set_input_files("#file", list(files.values()))
    page.fill("[name='field.card-device-serial']", "۱۲")
    page.click(SEND)
    page.wait_for_selector(".problem")
    assert found(page) == [] and fits(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_browser_does_the_small_sum_and_one_that_cannot_is_held(visit, tmp_path, monkeypatch, script):
    monkeypatch.setenv("WIZARD_ALTCHA", "1")
    with serving(ROOT / "trees", tmp_path) as address:
        page = visit(f"{address}/fa/ticket?_w=a-small-sum-0123456789", script=script)
        if script:
            expect(page.locator("input[name=altcha]")).not_to_have_value("")
        assert fits(page) and page.locator("altcha-widget").is_hidden()
        page.fill("[name=description]", "It does not start.")
        page.fill("[name=email]", "reader@example.org")
        page.click(SEND)
        page.wait_for_url("**/request/**")
        with open_store(f"sqlite:///{tmp_path / 'wizard.db'}") as store:
            ticket = store.ticket_by_form_key("a-small-sum-0123456789")
    assert ticket is not None and ("unproved" in (ticket.held or "").split()) is not script
