"""Nothing for axe to find, on any page type, in any language, width and colour scheme."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# AAA asks for a contrast of 7:1 everywhere, which is no promise of ours; AA is.
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": False}},
}
KEY = "_w=axe-walk-0123456789"
SHIPPED = {
    "home": "",
    "question with buttons": "digits-instead-of-letters",
    "question with radios": "question-marks",
    "answer shown again": "question-marks?pattern=all&_at=pattern",
    "fix that restarts": "question-marks?pattern=all&where=program&windows=win10",
    "three failed fixes": "digits-instead-of-letters?where=everywhere&keys=right-side&num-lock=not-solved"
    "&second-keyboard=no&on-screen-keyboard=not-solved&restart=not-solved",
    "information": "digits-instead-of-letters?where=everywhere&keys=shape",
    "answer left out": "digits-instead-of-letters?where=program&keys=all",
    "solved": "digits-instead-of-letters?where=english&layout=solved",
    "over to a person": "question-marks?pattern=some&characters=book&corrective-file.installed=yes",
    "referred": "question-marks?pattern=all&where=program&windows=win10&set-locale=unable&stopped=managed",
    "request form": f"question-marks/ticket?pattern=all&where=program&{KEY}",
    "plain request form": f"ticket?{KEY}",
    "not found": "no-such-guide",
}
SAMPLES = {
    "typed number": "typed-answers",
    "several answers": "many-answers",
}


def found(page):
    result = Axe().run(page, options=OPTIONS)
    return [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]])
        for violation in result.response["violations"]
    ]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, site, locale, width, scheme):
    page = visit(f"{site}/{locale}/", width=width, color_scheme=scheme)
    for name, path in SHIPPED.items():
        page.goto(f"{site}/{locale}/{path}")
        assert found(page) == [], name
        assert fits(page), name


@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
def test_axe_finds_nothing_on_errors_and_on_what_was_sent(visit, site, locale):
    page = visit(f"{site}/{locale}/question-marks", width=320)
    page.click("form.answer button.button")
    page.wait_for_selector(".problem")
    assert found(page) == [], "step with an error"

    page.goto(f"{site}/{locale}/question-marks/ticket?pattern=all&where=program")
    page.click("form.request button.button:not([name])")
    page.wait_for_selector(".problem")
    assert found(page) == [], "request form with an error"

    page.fill("[name=email]", "reader@example.org")
    page.click("form.request button.button:not([name])")
    page.wait_for_url("**/request/**")
    assert found(page) == [], "confirmation"
    page.goto(page.url.partition("?")[0])
    page.fill("textarea", "More words")
    page.click("form.add button.send")
    page.wait_for_url("**said**")
    assert found(page) == [], "request page"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_about_the_api(visit, site, width, scheme):
    page = visit(f"{site}/api/v1/", width=width, color_scheme=scheme)
    assert found(page) == []
    assert fits(page)
    assert "`" not in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", SAMPLES.values(), ids=SAMPLES)
def test_axe_finds_nothing_on_other_kinds_of_answers(visit, samples, path, scheme):
    page = visit(f"{samples}/en/{path}", width=320, color_scheme=scheme)
    assert found(page) == []
    assert fits(page)


def fits(page):
    """Whether nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
