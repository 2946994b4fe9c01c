"""The pages of staff in a browser: by keyboard, without JavaScript, in three languages, and nothing for axe to find."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Visits, serving
from tests.browser.test_axe import fits, found
from wizard.store import Author, Order, State, Store, Ticket, open_store

PASSWORD = "correct horse battery"
LOCALES = ("en", "fa", "ar")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("staff")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[str]:
    """The address of a server with an admin for each language, and with requests of every kind."""
    with serving(ROOT / "trees", folder) as address:
        for locale in LOCALES:
            added(folder, locale)
        with open_store(f"sqlite:///{(folder / 'wizard.db').as_posix()}") as store:
            requests(store)
        yield address


def added(folder: Path, locale: str) -> None:
    command = [str(Path(sys.executable).with_name("wizard")), "staff", "add", f"{locale}@example.org"]
    command += ["--name", f"Sara {locale}", "--role", "admin", "--locale", locale]
    settings = {"WIZARD_DATA": str(folder), "DATABASE_URL": "", "WIZARD_STAFF_PASSWORD": PASSWORD}
    subprocess.run(command, env=os.environ | settings, check=True, cwd=folder)


def requests(store: Store) -> None:
    now = datetime.now(UTC)
    first = filed(store, 1, fields={"card-device-serial": "ABCD-1234-5678"}, tags=["vip"])
    store.add_message(first.id, now, Author.CUSTOMER, "More words", "m1", [Order("rt", "said", "k1")])
    claimed = store.outbox.claim("worker", now, now + timedelta(minutes=5))
    assert claimed is not None
    store.outbox.leave(claimed.delivery, State.STUCK, "the helpdesk answered 403")
    filed(store, 2, held="trap fast", locale="ar")
    filed(store, 3, channel="phone", department="Sales", name="Reader \u202e of books")


def filed(store: Store, number: int, **given: Any) -> Ticket:
    trail = [{"tree": "question-marks", "step": "pattern", "value": "all", "source": "answered"}]
    values = {
        "reference": f"ABC-234{number}",
        "form_key": f"form-{number}",
        "body_hash": "",
        "token_hash": f"token-{number}",
        "at": datetime.now(UTC),
        "tree": "question-marks",
        "locale": "fa",
        "audience": "customer",
        "contact_email": "reader@example.org",
        "description": "به جای حروف علامت سؤال می‌بینم.",
        "trail": trail,
        "facts": {"windows": {"host": "win10", "answered": "win11"}},
        "fields": {},
    }
    return store.file_ticket(Ticket(**{**values, **given})).ticket


def logged_in(visit: Visits, office: str, locale: str = "en", **more: Any) -> Page:
    page = visit(f"{office}/staff/", **more)
    page.fill("#email", f"{locale}@example.org")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(f"{office}/staff/")
    return page


def pages(locale: str) -> dict[str, str]:
    return {
        "inbox": "/staff/?status=all",
        "held": "/staff/?status=held",
        "empty": "/staff/?q=nothing-like-it",
        "ticket": "/staff/tickets/1",
        "held ticket": "/staff/tickets/2",
        "ticket by phone, read in Arabic": "/staff/tickets/3?transcript=ar",
        "account": "/staff/account",
        "people": "/staff/people",
        "trees": f"/staff/walk/{locale}/",
        "trees found": f"/staff/walk/{locale}/?q=1608",
        "step": f"/staff/walk/{locale}/question-marks",
        "staff step": f"/staff/walk/{locale}/error-1608",
        "solved": f"/staff/walk/{locale}/digits-instead-of-letters?where=english&layout=solved",
        "request": f"/staff/walk/{locale}/question-marks/ticket?pattern=all&_w=axe-walk-0123456789",
    }


@pytest.mark.parametrize(
    ("locale", "width", "scheme"),
    [("fa", 320, "light"), ("ar", 1280, "dark"), ("en", 320, "dark"), ("fa", 1280, "light")],
)
def test_axe_finds_nothing_on_pages_of_staff(visit, office, locale, width, scheme):
    page = visit(f"{office}/staff/login?locale={locale}", width=width, color_scheme=scheme)
    assert found(page) == [] and fits(page), "login"
    page.fill("#email", "nobody@example.org")
    page.press("#password", "Enter")
    page.wait_for_selector(".problem")
    assert found(page) == [] and fits(page), "login with an error"
    page = logged_in(visit, office, locale, width=width, color_scheme=scheme)
    for name, path in pages(locale).items():
        page.goto(office + path)
        assert found(page) == [], name
        assert fits(page), name
    page.goto(f"{office}/staff/tickets/1")
    page.click("form[action$='/reply'] button")
    page.wait_for_selector(".problem")
    assert found(page) == [], "reply without words"


def test_a_request_is_answered_by_keyboard_alone(visit, office):
    page = logged_in(visit, office)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "a[href='/staff/tickets/1']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/tickets/1")
    tab_to(page, "#reply")
    page.keyboard.type("Look into the other drawer")
    tab_to(page, "form[action$='/reply'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=reply**")
    assert page.locator("[role=status]", has_text="The reply is kept.").is_visible()
    assert page.locator(".message--staff", has_text="Look into the other drawer").count() == 1
    assert page.locator(".history", has_text="Replied to the customer").count() == 1


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def test_everything_works_without_javascript(visit, office):
    page = logged_in(visit, office, script=False)
    page.click("a[href='/staff/tickets/3']")
    page.select_option("#change-status", "solved")
    page.fill("#tags", "vip, books")
    page.click("form[action$='/change'] button")
    page.wait_for_url("**done=change**")
    page.goto(f"{office}/staff/?status=solved&tag=books")
    assert page.locator(".case").count() == 1
    page.click(".me button")
    page.wait_for_url("**/staff/login")
    page.goto(f"{office}/staff/tickets/3")
    assert "/staff/login?next=" in page.url


@pytest.mark.parametrize("script", [True, False])
def test_staff_walk_for_a_customer_and_file_the_request(visit, office, script):
    page = logged_in(visit, office, "fa", script=script)
    page.click("a[href^='/staff/walk/fa']")
    page.click("a[href^='/staff/walk/fa/question-marks']")
    page.locator("form.answer label", has=page.locator("[value=all]")).click()
    page.click("form.answer button.button")
    page.wait_for_url("**pattern=all**")
    if script:
        expect(page.locator("h1")).to_be_focused()
    page.go_back()
    page.wait_for_selector("[name=answer][value=all]")
    page.goto(f"{office}/staff/walk/fa/question-marks?pattern=all&where=program")
    page.click("a.person")
    page.wait_for_url("**/ticket?**")
    page.fill("#description", "تلفنی")
    page.fill("#email", "caller@example.org")
    page.click("form.request button[type=submit]")
    page.wait_for_url("**/staff/tickets/**done=filed**")
    assert page.locator(".trail dd").count() >= 2
    assert page.locator("text=caller@example.org").count() == 1


def test_a_page_of_staff_is_not_shown_in_a_frame(visit, office):
    page = logged_in(visit, office)
    page.goto(f"{office}/en/")
    page.set_content(f"<iframe src='{office}/staff/'></iframe>")
    page.wait_for_load_state("networkidle")
    frame = page.frames[1]
    assert not frame.url.startswith(f"{office}/staff/") or not frame.locator("h1").count()
