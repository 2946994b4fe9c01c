"""The writer's loop: a save is seen on the open page at the same step, and a broken one beside the last good page."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, serving
from tests.browser.test_axe import fits, found

TREE = "digits-instead-of-letters"
THERE = f"{TREE}?where=program"
STUDIO = (
    "/studio/{}/",
    f"/studio/{{}}/{TREE}",
    "/studio/{}/error-1603/texts",
    "/studio/{}/error-1603/proof",
    "/studio/{}/_site/texts",
)


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "trees", tmp_path / "trees"))


@pytest.fixture
def site(trees: Path, tmp_path: Path):
    with serving(trees, tmp_path, "--watch") as address:
        yield address


@pytest.fixture
def file(trees: Path) -> Path:
    return trees / f"{TREE}.yaml"


def edit(file: Path, old: str, new: str) -> int:
    """Save the file with `new` for `old`; the line where that stands."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def shows(page, words: str, where: str = "h1") -> None:
    """Wait until the page says that."""
    expect(page.locator(where, has_text=words).first).to_be_visible()


def test_a_save_is_seen_at_the_same_step(visit, site, file):
    page = visit(f"{site}/en/{TREE}")
    page.click("button[value=program]")
    page.wait_for_url("**where=program**")
    expect(page.locator("h1")).to_be_focused()
    heading, here = page.inner_text("h1"), page.url
    requests = []
    page.on("request", lambda request: requests.append(request.resource_type))

    edit(file, heading, "Which box is it, please?")
    shows(page, "Which box is it, please?")
    assert page.url == here
    assert page.title().startswith("Which box is it, please?")
    expect(page.locator("h1")).to_be_focused()
    assert "document" not in requests  # only what changed was exchanged

    page.click("button[value=number-box]")  # and the walk goes on from there
    page.wait_for_url("**field=number-box**")


def test_an_answer_stays_when_its_question_is_written_anew(visit, site, file):
    page = visit(f"{site}/en/{THERE}")
    heading = page.inner_text("h1")
    edit(file, "Do digits appear there too?", "Are there digits as well?")
    shows(page, "Are there digits as well?", ".trail dt")
    assert page.inner_text("h1") == heading


def test_a_broken_save_is_told_beside_the_last_good_page_and_a_mended_one_no_more(visit, site, file):
    page = visit(f"{site}/en/{THERE}")
    heading = page.inner_text("h1")
    good = file.read_text("utf-8")

    line = edit(file, "        fix: Turn Num Lock off\n", "        fox: Turn Num Lock off\n")
    shows(page, f"trees/{TREE}.yaml:{line}:", "#beside .fault--error")
    assert "fox: Turn Num Lock off" in page.inner_text("#beside .excerpt-line--marked")
    assert "as it was before" in page.inner_text("#beside .note")
    assert page.inner_text("h1") == heading
    assert found(page) == []
    page.reload()
    assert page.inner_text("h1") == heading and page.locator("#beside .fault--error").count()

    file.write_text(good, encoding="utf-8")
    expect(page.locator("#beside .fault--error")).to_have_count(0)
    assert page.locator("#beside .note").count() == 0
    assert page.inner_text("h1") == heading


def test_what_was_typed_and_where_the_page_was_scrolled_to_stay(visit, site, file):
    page = visit(f"{site}/en/{TREE}/ticket?where=program", width=320)
    page.fill("textarea", "Half a sentence")
    scrolled = page.evaluate("scrollY")
    assert scrolled > 0
    edit(file, "title: Digits appear instead of letters", "title: Digits come instead of letters")
    shows(page, "Digits come instead of letters", ".where-tree")
    assert page.input_value("textarea") == "Half a sentence"
    expect(page.locator("textarea")).to_be_focused()
    assert page.evaluate("scrollY") == scrolled


def test_without_javascript_reloading_shows_the_save_and_its_problems(visit, site, file):
    page = visit(f"{site}/fa/{THERE}", script=False)
    line = edit(file, "        fix: Turn Num Lock off\n", "        fox: Turn Num Lock off\n")
    for _ in range(100):  # a person presses the key again, too
        page.reload()
        if page.locator(".fault--error").count():
            break
    assert f":{line}:" in page.inner_text(".fault--error .fault-head")


def test_axe_finds_nothing_beside_a_page_with_problems_nor_in_the_studio(visit, site, file):
    edit(file, "        fix: Turn Num Lock off\n", "        fox: Turn Num Lock off\n")
    for locale, width, scheme in (("fa", 320, "dark"), ("en", 1280, "light"), ("ar", 320, "light")):
        page = visit(f"{site}/{locale}/{THERE}", width=width, color_scheme=scheme)
        page.wait_for_selector(".fault--error")
        for path in (f"/{locale}/{THERE}", *(path.format(locale) for path in STUDIO)):
            page.goto(site + path)
            assert found(page) == [], path
            assert fits(page), path


def test_a_step_of_the_studio_starts_where_it_says(visit, site):
    page = visit(f"{site}/en/{TREE}", width=320)
    page.click("#beside a[href^='/studio/en/digits']")
    page.wait_for_url("**/studio/en/**")
    row = page.locator(".row", has_text="second-keyboard").first
    heading = row.locator("h3").inner_text()
    row.get_by_text("Start from here").click()
    page.wait_for_url(f"**/en/{TREE}?**")
    assert page.inner_text("h1") == heading


def test_the_studio_follows_what_is_saved(visit, site, file):
    page = visit(f"{site}/studio/en/{TREE}")
    edit(file, "title: Digits appear instead of letters", "title: Digits come instead of letters")
    shows(page, "Digits come instead of letters")
