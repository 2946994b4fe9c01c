"""The search as people use it: while typing and without script, by keyboard, heard by a screen reader."""

import re
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import expect

from tests.browser.test_axe import fits, found

QUERY = {"fa": "علامت سوال", "ar": "علامات استفهام", "en": "question marks"}
NOTHING = {"fa": "زرافه و ققنوس", "ar": "زرافة الفينيق", "en": "zebra giraffe"}
PATHS = {"results": QUERY, "no result": NOTHING}


def first(page):
    return page.locator("#found .results .card").first


def wait_for(page, text):
    expect(page.locator("#found-count")).to_contain_text(text)


@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_a_search_that_is_sent_finds_the_guide(visit, site, locale, script):
    page = visit(f"{site}/{locale}/", script=script)
    page.fill("#q", QUERY[locale])
    page.press("#q", "Enter")
    page.wait_for_url("**q=**")
    page.wait_for_selector(".results")
    assert first(page).get_attribute("href").startswith(f"/{locale}/question-marks")
    assert page.locator(".results mark").count() > 0
    assert page.input_value("#q") == QUERY[locale]
    first(page).click()
    page.wait_for_url("**/question-marks**")
    page.go_back()
    page.wait_for_selector(".results")
    assert page.input_value("#q") == QUERY[locale]


def test_results_come_while_typing_and_the_box_keeps_the_focus(visit, site):
    page = visit(f"{site}/en/")
    assert page.locator("script[src*=htmx]").count() == 0
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(
        """() => {
            const line = document.getElementById('found-count');
            window.heard = [];
            const note = () => window.heard.push(line.innerText);
            new MutationObserver(note).observe(line, {childList: true, subtree: true});
        }"""
    )
    documents: list[str] = []
    page.on("request", lambda request: documents.append(request.resource_type))
    page.click("#q")
    page.keyboard.type("question marks", delay=40)
    wait_for(page, "found")
    page.wait_for_url("**q=question**marks**")
    assert first(page).get_attribute("href").startswith("/en/question-marks")
    expect(page.locator("#q")).to_be_focused()
    assert page.input_value("#q") == "question marks"
    assert "document" not in documents
    assert documents.count("xhr") < len("question marks")
    assert any("found" in line for line in page.evaluate("window.heard")), "the status line itself changes"
    assert page.get_attribute("#found-count", "role") == "status"

    page.fill("#q", "zebra giraffe")
    wait_for(page, "Nothing found")
    page.fill("#q", "")
    expect(page.locator("#found-count")).to_have_text("")
    assert page.locator("#found .stage").count() > 1
    assert said == []


def test_a_search_by_keyboard_alone(visit, site):
    page = visit(f"{site}/fa/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    # What the first letters alone find stands there for a moment, and goes again.
    whole = quote_plus(QUERY["fa"])
    with page.expect_response(lambda response: f"q={whole}" in response.url.replace("%20", "+")):
        page.keyboard.type(QUERY["fa"])
    page.wait_for_load_state("networkidle")
    expect(first(page)).to_have_attribute("href", re.compile("question-marks"))
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "card":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/fa/question-marks**")


@pytest.mark.parametrize("script", [True, False])
def test_the_wrong_layout_is_read_and_said(visit, site, script):
    page = visit(f"{site}/fa/", script=script)
    page.fill("#q", "ughlj s,hg")
    page.press("#q", "Enter")
    page.wait_for_selector(".results .note a")
    assert "علامت سوال" in page.inner_text(".results .note")
    assert first(page).get_attribute("href").startswith("/fa/question-marks")
    page.click(".results .note a")
    page.wait_for_url("**_typed=1**")
    assert page.locator(".results").count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_no_result_leads_to_a_person_with_the_query(visit, site, script):
    page = visit(f"{site}/fa/", script=script)
    page.fill("#q", NOTHING["fa"])
    page.press("#q", "Enter")
    page.wait_for_selector(".results .button")
    assert page.locator(".stages a").count() > 2
    page.click(".results .button")
    page.wait_for_url("**/ticket?**_w=**")
    assert page.input_value("#description") == NOTHING["fa"]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_was_found(visit, site, locale, width, scheme):
    page = visit(f"{site}/{locale}/", width=width, color_scheme=scheme)
    for name, queries in PATHS.items():
        page.goto(f"{site}/{locale}/?q={queries[locale]}")
        assert found(page) == [], name
        assert fits(page), name


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_articles(visit, site, locale, width, scheme):
    page = visit(f"{site}/{locale}/question-marks?_view=article", width=width, color_scheme=scheme)
    for tree in ("question-marks", "digits-instead-of-letters"):
        page.goto(f"{site}/{locale}/{tree}?_view=article")
        assert found(page) == [], tree
        assert fits(page), tree


def test_the_data_of_an_article_breaks_no_policy(visit, site):
    page = visit(f"{site}/en/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.click(".card")
    page.click("a[href$='_view=article']")
    page.wait_for_url("**_view=article")
    data = page.evaluate(
        "() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )
    assert data["@context"] == "https://schema.org" and data["inLanguage"] == "en"
    assert said == []
