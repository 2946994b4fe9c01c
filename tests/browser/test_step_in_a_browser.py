"""What a person notices on a step: focus, title, Back, a double click, a lost line, and letters in the right order."""

import time

import pytest
from playwright.sync_api import expect

TREE = "digits-instead-of-letters"


def reach(page, answer):
    page.wait_for_url(lambda url: answer in url and "_at=" not in url)


def test_an_answer_is_one_request_and_the_heading_takes_the_focus(visit, site):
    page = visit(f"{site}/fa/{TREE}")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(f"{request.method} {request.resource_type}"))
    title = page.title()
    page.click("button[value=program]")
    reach(page, "where=program")
    expect(page.locator("h1")).to_be_focused()
    assert [request for request in requests if not request.endswith("other")] == ["POST xhr"]
    assert page.title() != title and page.title().startswith(page.inner_text("h1"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "answer"


def test_reloading_shows_the_same_step(visit, site):
    page = visit(f"{site}/en/{TREE}")
    page.click("button[value=program]")
    reach(page, "where=program")
    heading = page.inner_text("h1")
    page.reload()
    assert page.inner_text("h1") == heading


def test_back_and_forward_show_the_right_question_with_the_answer_marked(visit, site):
    page = visit(f"{site}/en/{TREE}")
    first = page.inner_text("h1")
    page.click("button[value=program]")
    reach(page, "where=program")
    second = page.inner_text("h1")
    page.go_back()
    expect(page.locator("h1")).to_have_text(first)
    assert page.locator("button.choice--earlier").get_attribute("value") == "program"
    page.go_forward()
    expect(page.locator("h1")).to_have_text(second)


def test_nothing_of_a_page_is_kept_in_the_browser(visit, site):
    page = visit(f"{site}/en/{TREE}")
    page.click("button[value=program]")
    reach(page, "where=program")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "<" not in kept
    assert page.context.cookies() == []


@pytest.mark.parametrize("script", [True, False])
def test_submitting_nothing_tells_what_to_do_and_loses_nothing(visit, site, script):
    page = visit(f"{site}/fa/question-marks", script=script)
    page.click("form.answer button.button")
    page.wait_for_selector(".problem")
    assert page.title().startswith("خطا:")
    page.click(".problem a")
    if script:
        expect(page.locator("input[type=radio]:focus")).to_have_count(1)
        page.go_back()
        page.wait_for_load_state()


def test_the_error_summary_takes_the_focus(visit, site):
    page = visit(f"{site}/en/question-marks")
    page.click("form.answer button.button")
    expect(page.locator(".problem")).to_be_focused()


def test_a_double_click_on_a_slow_line_goes_one_step(visit, site):
    page = visit(f"{site}/en/{TREE}")

    def slowly(route):
        time.sleep(0.5)
        route.continue_()

    page.route("**/en/**", slowly)
    page.dblclick("button[value=everywhere]")
    reach(page, "where=everywhere")
    page.wait_for_timeout(800)
    assert "keys=" not in page.url


def test_a_lost_line_says_so_and_the_answer_can_be_given_again(visit, site):
    page = visit(f"{site}/fa/{TREE}")
    page.context.set_offline(True)
    page.click("button[value=program]")
    page.wait_for_selector("#trouble:not([hidden])")
    page.context.set_offline(False)
    page.click("#trouble a")
    page.wait_for_load_state()
    assert page.locator("button.choice--earlier").get_attribute("value") == "program"


def test_switching_the_language_stays_on_the_step_with_the_answers(visit, site):
    page = visit(f"{site}/en/{TREE}")
    page.click("button[value=program]")
    reach(page, "where=program")
    page.click(".languages a[hreflang=ar]")
    page.wait_for_url("**/ar/**where=program**")
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.locator("button[value=number-box], input[value=number-box]").count() == 1


def test_the_person_stands_at_the_same_place_on_every_page(visit, site):
    page = visit(f"{site}/en/")
    places = set()
    for path in ("", TREE, f"{TREE}?where=english&layout=solved", "question-marks/ticket", "nowhere"):
        page.goto(f"{site}/en/{path}")
        links = page.evaluate("[...document.querySelectorAll('header a')].map(a => a.className)")
        places.add(len(links) - links.index("person"))
    assert places == {1}


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_a_path_and_a_label_read_from_left_to_right_in_right_to_left_text(visit, site, locale):
    page = visit(f"{site}/{locale}/question-marks?pattern=all&where=program&windows=unsure", width=320)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('#step bdi code, #step bdi strong')].map(run => {
            const text = run.firstChild, range = document.createRange(), last = text.length - 1;
            const at = i => {
                range.setStart(text, i);
                range.setEnd(text, i + 1);
                return range.getBoundingClientRect();
            };
            const [first, end] = [at(0), at(last)];
            return {text: text.data, first, last: end};
        })"""
    )
    latin = [box for box in boxes if box["text"].isascii() and len(box["text"]) > 2]
    assert latin
    for box in latin:
        if abs(box["first"]["top"] - box["last"]["top"]) < 4:
            assert box["first"]["left"] < box["last"]["left"], box["text"]


def test_a_step_is_walked_by_keyboard_alone(visit, site):
    page = visit(f"{site}/en/{TREE}")
    page.focus("button[value=program]")
    page.keyboard.press("Enter")
    reach(page, "where=program")
    expect(page.locator("h1")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "text-box":
            break
    page.keyboard.press("Space" if page.evaluate("document.activeElement.type") == "radio" else "Enter")
    if page.locator("form.answer button.button").count():
        page.click("form.answer button.button")
    reach(page, "field=text-box")


def test_no_page_breaks_the_content_security_policy(visit, site):
    page = visit(f"{site}/en/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site}/en/{TREE}")
    page.click("button[value=program]")
    reach(page, "where=program")
    page.goto(f"{site}/en/question-marks?pattern=all&where=program&windows=win10")
    assert said == []
