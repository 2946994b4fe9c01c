"""What the first customer does: a wrong turn, back, a changed answer, a person, and the request's own page."""

import re

import pytest

TREE = "digits-instead-of-letters"
WAYS = [(script, locale) for script in (True, False) for locale in ("fa", "en")]


@pytest.mark.parametrize(("script", "locale"), WAYS)
def test_from_home_over_a_wrong_turn_to_a_request_that_is_sent_once(visit, site, script, locale):
    page = visit(f"{site}/{locale}/", script=script)
    page.click(f"a[href='/{locale}/{TREE}']")
    heading = page.inner_text("h1")

    page.click("button[value=program]")  # a wrong turn
    reach(page, "where=program")
    assert page.inner_text("h1") != heading

    page.click("#back a")  # the page's own way back, with the answer marked
    page.wait_for_url("**_at=where**")
    assert page.inner_text("h1") == heading
    assert "choice--earlier" in (page.get_attribute("button[value=program]", "class") or "")
    page.click("button[value=everywhere]")
    reach(page, "where=everywhere")
    pick(page, "all")
    reach(page, "keys=all")

    page.locator(".trail .change a").nth(1).click()  # change the second answer
    page.wait_for_url("**_at=keys**")
    pick(page, "shape")
    reach(page, "keys=shape")
    assert "where=everywhere" in page.url

    page.click("a.person")
    assert re.search(r"/ticket\?.*_w=", page.url)
    lines = page.locator("input[name=line]")
    assert lines.count() == 2 and lines.first.is_checked()
    page.fill("[name=email]", "reader@example.org")
    page.click("form.request button.button:not([name])")
    page.wait_for_url("**/request/**")
    first = page.url.partition("?")[0]
    reference = page.inner_text("main code >> nth=0")

    page.go_back()
    page.wait_for_url("**/ticket?**")
    page.fill("[name=email]", "reader@example.org")
    page.click("form.request button.button:not([name])")
    page.wait_for_url("**/request/**")
    assert page.url.partition("?")[0] == first
    assert reference in page.inner_text("main")

    page.goto(first)
    assert reference in page.inner_text("main")
    page.fill("textarea", "One thing more: it is a laptop.")
    page.click("form.add button.send")
    page.wait_for_url("**said**")
    assert "One thing more: it is a laptop." in page.inner_text("main")


def reach(page, answer):
    """Wait until the answer has led on; on the way there the address names it as the step to come back to."""
    page.wait_for_url(lambda url: answer in url and "_at=" not in url)


def pick(page, value):
    """Choose an answer, whether it is a button or a radio."""
    if page.locator(f"button[value={value}]").count():
        page.click(f"button[value={value}]")
        return
    page.check(f"input[value={value}]")
    page.click("form.answer button.button")


@pytest.mark.parametrize("script", [True, False])
def test_another_body_under_the_same_form_is_told_as_sent_already(visit, site, script):
    page = visit(f"{site}/en/ticket", script=script)
    reference = ""
    for words in ("The first words", "Other words"):
        page.fill("textarea[name=description]", words)
        page.fill("[name=phone]", "+98 21 1234 5678")
        page.click("form.request button.button:not([name])")
        if words == "The first words":
            page.wait_for_url("**/request/**")
            reference = page.inner_text("main code >> nth=0")
            page.go_back()
    assert reference in page.inner_text("main")
    assert page.input_value("textarea[name=description]") == "Other words"
