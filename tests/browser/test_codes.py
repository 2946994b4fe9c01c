"""A walk on the phone, and one that two walk together: with and without JavaScript, and nothing for axe to find."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Visits, serving
from tests.browser.test_axe import fits, found

PASSWORD = "correct horse battery"
RESTARTS = "question-marks?pattern=all&where=program&windows=win10"
PHONE: dict[str, Any] = {"width": 360, "has_touch": True, "is_mobile": True, "locale": "en-US"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with somebody of support."""
    folder = tmp_path_factory.mktemp("codes")
    with serving(ROOT / "trees", folder) as address:
        added(folder)
        yield address


def added(folder: Path) -> None:
    command = [str(Path(sys.executable).with_name("wizard")), "staff", "add", "sara@example.org"]
    command += ["--name", "Sara", "--role", "agent", "--locale", "en"]
    settings = {"WIZARD_DATA": str(folder), "DATABASE_URL": "", "WIZARD_STAFF_PASSWORD": PASSWORD}
    subprocess.run(command, env=os.environ | settings, check=True, cwd=folder)


def heading(page: Page) -> str:
    return page.inner_text("#heading, legend h1")


def code_on(page: Page) -> str:
    return page.inner_text(".code-letters")


def answer(page: Page, value: str) -> None:
    """Give an answer, whatever shape the step has."""
    before = heading(page)
    choice = page.locator(f"form.answer [name=answer][value='{value}']")
    if choice.get_attribute("type") == "submit":
        choice.click()
    else:
        choice.check()
        page.click("form.answer button.button")
    page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=before)


def joined(visit: Visits, office: str, code: str, **more) -> Page:
    page = visit(f"{office}/staff/together", **more)
    page.fill("#email", "sara@example.org")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_selector("#code")
    page.fill("#code", code.lower())
    page.press("#code", "Enter")
    page.wait_for_selector("#together")
    return page


@pytest.mark.parametrize("script", [True, False])
def test_the_phone_goes_on_where_the_computer_was(visit: Visits, office: str, script: bool):
    computer = visit(f"{office}/fa/question-marks", script=script)
    answer(computer, "all") if script else plain_answer(computer, "all")
    at = heading(computer)
    computer.click("#elsewhere button:not([formaction])")
    computer.wait_for_selector(".qr")
    assert computer.locator(".handover-step").inner_text().startswith(at)
    code = code_on(computer)
    assert len(code) == 7

    phone = visit(f"{office}/c", script=script, **PHONE)
    phone.fill("#code", code.lower())
    phone.press("#code", "Enter")
    phone.wait_for_url("**/fa/question-marks?**_channel=phone**")
    assert heading(phone) == at
    assert phone.locator(".trail dd.change").count() == computer.locator(".trail dd.change").count() == 1
    assert not script or fits(phone)
    computer.click(".sheet .button:not(.button--quiet)")
    computer.wait_for_selector("form.answer")
    assert heading(computer) == at


def plain_answer(page: Page, value: str) -> None:
    page.locator(f"form.answer [name=answer][value='{value}']").check()
    page.click("form.answer button.button")
    page.wait_for_url(f"**={value}**")


@pytest.mark.parametrize("locale", ["fa", "en"])
def test_what_is_printed_has_the_code_the_step_the_answers_and_the_day(
    visit: Visits, office: str, locale: str
):
    page = visit(f"{office}/{locale}/{RESTARTS}")
    page.click("section.note button[form=elsewhere]")
    page.wait_for_selector(".qr")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for wanted in (".qr", ".code-letters", ".code-address", ".handover-step .how", ".trail", ".printed"):
        assert page.locator(wanted).first.is_visible(), wanted
    for unwanted in (".languages", ".foot", ".person", ".handover > p .button", ".change a"):
        assert not page.locator(unwanted).first.is_visible(), unwanted
    day = page.inner_text(".printed time")
    assert ("۱۴" in day) == (locale == "fa") and day
    assert "pattern=all" in page.inner_text(".printed") and "_w=" not in page.inner_text(".printed")


def test_two_follow_each_other(visit: Visits, office: str):
    customer = visit(f"{office}/en/question-marks")
    customer.click("#elsewhere [formaction]")
    customer.wait_for_selector("#together .code-letters")
    support = joined(visit, office, code_on(customer))
    expect(customer.locator("#together-heading")).to_have_text("Support is looking")
    assert "Sara" in customer.inner_text("#together")

    answer(support, "all")
    expect(customer.locator("#together [role=status]")).to_have_text(
        "The other side has answered. You go on together here."
    )
    assert heading(customer) == heading(support)

    answer(customer, "program")
    expect(support.locator("h1")).to_have_text(heading(customer))
    customer.click("#together button")
    customer.wait_for_url("**/en/question-marks?**")
    support.wait_for_url("**/staff/together?done=ended")
    assert "no longer with the customer" in support.inner_text("main")


def test_what_is_being_chosen_is_not_taken_away(visit: Visits, office: str):
    customer = visit(f"{office}/en/question-marks")
    customer.click("#elsewhere [formaction]")
    customer.wait_for_selector("#together .code-letters")
    support = joined(visit, office, code_on(customer))
    expect(customer.locator("#together-heading")).to_have_text("Support is looking")
    customer.check("form.answer [value=some]")
    answer(support, "all")
    expect(customer.locator("#together-behind")).to_have_text("The other side has answered in the meantime.")
    assert customer.is_checked("form.answer [value=some]")
    customer.click("#together .together-ways a")
    expect(customer.locator("h1")).to_have_text(heading(support))


def test_two_walk_together_without_javascript(visit: Visits, office: str):
    customer = visit(f"{office}/en/question-marks", script=False)
    customer.click("#elsewhere [formaction]")
    customer.wait_for_selector("#together .code-letters")
    support = joined(visit, office, code_on(customer), script=False)
    plain_answer(support, "all")
    customer.click("#together .together-ways a")
    customer.wait_for_url("**pattern=all**")
    assert heading(customer) == heading(support)
    plain_answer(customer, "program")
    support.click("#together .together-ways a")
    support.wait_for_url("**where=program**")
    assert heading(customer) == heading(support)
    support.click("#together button")
    support.wait_for_url("**/staff/together?done=left")
    customer.reload()
    assert customer.locator("#together .code-letters").is_visible()


@pytest.mark.parametrize(
    ("locale", "width", "scheme"),
    [("fa", 320, "light"), ("en", 1280, "light"), ("ar", 320, "dark"), ("en", 320, "dark")],
)
def test_axe_finds_nothing(visit: Visits, office: str, locale: str, width: int, scheme: str):
    page = visit(f"{office}/{locale}/{RESTARTS}", width=width, color_scheme=scheme)
    assert found(page) == [] and fits(page), "step"
    page.click("#elsewhere button:not([formaction])")
    page.wait_for_selector(".qr")
    assert found(page) == [] and fits(page), "code"
    page.goto(f"{office}/c?lang={locale}")
    assert found(page) == [] and fits(page), "box"
    page.goto(f"{office}/c?lang={locale}&code=K7M3XI")
    assert found(page) == [] and fits(page), "box with an error"
    page.goto(f"{office}/{locale}/{RESTARTS}")
    page.click("#elsewhere [formaction]")
    page.wait_for_selector("#together .code-letters")
    assert found(page) == [] and fits(page), "together"
    support = joined(visit, office, code_on(page), width=width, color_scheme=scheme)
    assert found(support) == [] and fits(support), "support"
    support.goto(f"{office}/staff/together?done=left")
    assert found(support) == [] and fits(support), "joining"
    expect(page.locator("#together .code-letters")).to_have_count(0)
    assert found(page) == [] and fits(page), "together with somebody"
    page.click("#together button")
    page.wait_for_url("**/question-marks?**")
    page.go_back()
    page.reload()
    assert found(page) == [] and fits(page), "alone again"
