"""The page of a request in a real browser: what is sent, what comes back, and how it looks to a careful reader."""

from __future__ import annotations

import contextlib
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, serving
from tests.browser.test_axe import fits, found
from wizard.store import Audited, Author, Message, Store, Ticket, open_store
from wizard.tickets import find

NETWORKS = itertools.count(1)
SEND = "form.add button.send"


@dataclass
class Desk:
    """A server over the shipped trees, and the store behind it for what staff do."""

    address: str
    store: Store

    def ticket(self, page: Any) -> Ticket:
        one = find(self.store, page.url.partition("/request/")[2].partition("?")[0])
        assert one is not None
        return one

    def say(self, page: Any, words: str, status: str) -> None:
        one, now = self.ticket(page), datetime.now(UTC)
        message = Message(one.id, now, Author.STAFF, words, f"staff-{words}")
        assert self.store.inbox.say(message, Audited(now, "Sara", "replied", one.id, {}), {"status": status})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patched, contextlib.ExitStack() as open_until_the_end:
        # Each customer comes from a network of their own, as behind a proxy, so that nobody sends too often.
        patched.setenv("WIZARD_PROXIES", "1")
        address = open_until_the_end.enter_context(serving(ROOT / "trees", folder))
        store = open_until_the_end.enter_context(open_store(f"sqlite:///{folder.as_posix()}/wizard.db"))
        yield Desk(address, store)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, "PNG")
    (tmp_path / "window.png").write_bytes(content.getvalue())
    return tmp_path / "window.png"


def sent(visit: Any, desk: Desk, locale: str = "en", **more: Any) -> Any:
    """Send a request and return its confirmation."""
    from_there = {"X-Forwarded-For": f"10.0.{next(NETWORKS)}.1"}
    address = f"{desk.address}/{locale}/question-marks/ticket?pattern=all&where=program"
    page = visit(address, extra_http_headers=from_there, **more)
    page.fill("[name=description]", "Only question marks")
    page.fill("[name=email]", "reader@example.org")
    page.click("form.request button.button:not([name])")
    page.wait_for_url("**/request/**")
    return page


@pytest.mark.parametrize("script", [True, False])
def test_a_request_is_followed_added_to_and_closed(visit, desk, picture, script):
    page = sent(visit, desk, script=script)
    assert "Your request is with us" in page.inner_text("h1")
    page.fill("form.add textarea", "Here is a picture")
    page.set_input_files("form.add input[type=file]", picture)
    page.click(SEND)
    page.wait_for_url("**said**")
    assert "Here is a picture" in page.inner_text(".messages")
    with page.expect_download() as fetching:
        page.click(".messages .files a")
    assert fetching.value.suggested_filename == "window.png"
    desk.say(page, "Please restart Windows once.", "pending")
    page.reload()
    assert "We wait for your answer" in page.inner_text(".card-facts")
    page.click("form.solve button")
    page.wait_for_url("**solved**")
    page.check("form.rate [value=yes]")
    page.fill("form.rate textarea", "Quick and kind")
    page.click("form.rate button")
    page.wait_for_url("**rated**")
    one = desk.ticket(page)
    assert (one.status, one.survey, one.survey_words) == ("solved", "yes", "Quick and kind")


@pytest.mark.parametrize("script", [True, False])
def test_reload_and_back_send_nothing_again(visit, desk, script):
    page = sent(visit, desk, script=script)
    one = desk.ticket(page)
    page.reload()
    page.fill("form.add textarea", "Once")
    page.click(SEND)
    page.wait_for_url("**said**")
    page.reload()
    page.go_back()
    page.go_forward()
    assert [message.body for message in desk.store.messages_of(one.id)] == ["Once"]


def test_two_quick_clicks_send_once(visit, desk):
    page = sent(visit, desk)
    one = desk.ticket(page)
    page.fill("form.add textarea", "Quick")
    page.evaluate("document.querySelector('form.add').submit(); document.querySelector('form.add').submit()")
    page.wait_for_url("**said**")
    assert [message.body for message in desk.store.messages_of(one.id)] == ["Quick"]


def test_the_keyboard_alone_is_enough(visit, desk):
    page = sent(visit, desk)
    page.focus("form.add textarea")
    page.keyboard.type("By keyboard")
    page.focus(SEND)
    page.keyboard.press("Enter")
    page.wait_for_url("**said**")
    page.focus("form.solve button")
    page.keyboard.press("Enter")
    page.wait_for_url("**solved**")
    page.focus("form.rate [value=yes]")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("form.rate [value=partly]")


def test_what_is_wrong_is_told_first_and_leads_to_its_field(visit, desk):
    page = sent(visit, desk)
    page.click(SEND)
    expect(page.locator(".problem")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.click(".problem a")
    expect(page.locator("#reply")).to_be_focused()


def test_one_click_takes_the_whole_number(visit, desk):
    page = sent(visit, desk, "fa")
    page.click(".reference")
    assert page.evaluate("getSelection().toString()") == desk.ticket(page).reference


def test_on_paper_stand_number_messages_and_address_but_no_forms(visit, desk):
    page = sent(visit, desk)
    desk.say(page, "Our answer", "solved")
    page.goto(page.url.partition("?")[0])
    page.emulate_media(media="print")
    for part in ("form.add", "form.rate", ".top .languages", "#link"):
        assert not page.is_visible(part), part
    for part in (".reference", ".messages", ".printed", "#sent"):
        assert page.is_visible(part), part
    assert page.url in page.inner_text(".printed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
def test_axe_finds_nothing_on_the_page_of_a_request(visit, desk, picture, locale, width, scheme):
    page = sent(visit, desk, locale, width=width, color_scheme=scheme)
    plain = page.url.partition("?")[0]
    assert found(page) == [] and fits(page), "confirmation"
    page.fill("form.add textarea", "A line\nC:\\Windows\\System32\\" + "x" * 90)
    page.set_input_files("form.add input[type=file]", picture)
    page.click(SEND)
    page.wait_for_url("**said**")
    assert found(page) == [] and fits(page), "message with a file"
    desk.say(page, "0x80072EE7", "pending")
    page.goto(plain)
    assert found(page) == [] and fits(page), "an answer of ours"
    page.click(SEND)
    page.wait_for_selector(".problem")
    assert found(page) == [] and fits(page), "nothing typed"
    page.goto(plain)
    page.click("form.solve button")
    page.wait_for_url("**solved**")
    assert found(page) == [] and fits(page), "the question at the end"
    page.click("form.rate button")
    page.wait_for_selector(".problem")
    assert found(page) == [] and fits(page), "no answer chosen"
    page.check("form.rate [value=no]")
    page.click("form.rate button")
    page.wait_for_url("**rated**")
    page.click("details summary")
    assert found(page) == [] and fits(page), "the question answered"
