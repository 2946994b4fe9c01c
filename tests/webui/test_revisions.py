"""What customers see of it when writers change, break or remove a tree while walks are on their way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.webui.conftest import HTMX, Site
from tests.webui.pages import Page

TREE = """format: 1
title: One
steps:
  first: {ask: First?, options: {yes: Yes, no: No, unsure: }}
  second: {ask: Second?, options: {yes: Yes, no: No, unsure: }}
  third: {ask: Third?, options: {yes: Yes, no: No, unsure: }}
"""
SITE = """format: 1
brand: {name: House}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using}
"""
CHANGED = "The question “{}” has changed since you answered it, so it is asked again."
Deploy = Callable[[str | None], Site]


@pytest.fixture
def deploy(start, tmp_path) -> Deploy:
    """Writes the tree (None: takes it away) and starts the application anew on the same database."""
    (tmp_path / "trees").mkdir()

    def deployed(tree: str | None) -> Site:
        file = tmp_path / "trees" / "one.yaml"
        file.unlink(missing_ok=True) if tree is None else file.write_text(tree)
        (tmp_path / "trees" / "other.yaml").write_text(TREE.replace("One", "Other"))
        site: Site = start(Path(file.parent), tmp_path / "wizard.db")
        return site

    return deployed


def test_a_changed_question_is_asked_again_and_the_page_says_why(deploy: Deploy):
    page = deploy(TREE).walk("/en/one", "yes", "no")
    address = page.hrefs("_at=second")[0].replace("&_at=second", "")
    site = deploy(TREE.replace("Second?", "Which one?"))
    page = site.get(address)
    assert page.h1 == "Which one?"
    assert page.text.count(CHANGED.format("Which one?")) == 1
    assert page.hrefs("first=yes") and not page.hrefs("second=")
    after = site.follow(site.answer(page, "yes"))
    assert after.h1 == "Third?"
    assert "has changed" not in after.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_to_a_question_that_has_changed_meanwhile_is_not_taken(deploy: Deploy, headers):
    page = deploy(TREE).walk("/en/one?_w=meanwhile-walk", "yes")
    site = deploy(TREE.replace("Second?", "Which one?"))
    answered = site.answer(page, "no", headers=headers)
    assert (answered.status, answered.h1) == (422, "Which one?")
    assert answered.headers["HX-Push-Url"] == "false"
    assert CHANGED.format("Which one?") in answered.text
    assert "There is a problem" not in answered.text
    assert [event.step for event in site.events("meanwhile-walk")] == ["first"]
    assert site.follow(site.answer(answered, "no")).h1 == "Third?"


def test_other_words_around_a_question_leave_its_answer(deploy: Deploy):
    page = deploy(TREE).walk("/en/one", "yes")
    site = deploy(
        TREE.replace("title: One", "title: Uno").replace("{ask: Second?", "{hint: A hint, ask: Second?")
    )
    assert site.follow(site.answer(page, "no")).h1 == "Third?"


def test_a_removed_step_is_passed_over(deploy: Deploy):
    page = deploy(TREE).walk("/en/one", "yes")
    site = deploy("\n".join(line for line in TREE.splitlines() if "second" not in line))
    answered = site.answer(page, "no")
    assert (answered.status, answered.h1) == (422, "Third?")
    assert site.follow(site.answer(answered, "no")).h1 == "A person will look at this"


def test_a_broken_tree_goes_on_being_served_after_a_restart_and_the_log_says_so(deploy: Deploy, caplog):
    page = deploy(TREE).walk("/en/one", "yes")
    for _ in range(2):
        with caplog.at_level(logging.WARNING):
            site = deploy(TREE.replace("ask: Second?", "ask: [Second?"))
        assert site.follow(site.answer(page, "no")).h1 == "Third?"
        assert site.get("/en/").hrefs("/en/one")
        assert "one is broken: revision" in caplog.text
        assert "one.yaml:" in caplog.text
        assert site.get("/en/other").status == 200
        caplog.clear()


def test_a_removed_tree_is_gone(deploy: Deploy):
    page = deploy(TREE).walk("/en/one", "yes")
    site = deploy(None)
    for answered in (site.get("/en/one"), site.answer(page, "no"), site.get("/en/one/ticket")):
        assert (answered.status, answered.h1) == (410, "This guide has been taken down")
        assert answered.hrefs("/en/")
    assert site.get("/en/never").status == 404


def test_a_request_of_a_removed_tree_still_says_what_was_asked(deploy: Deploy):
    sent: Page = deploy(TREE).ticket("/en/one/ticket?first=yes")
    page = deploy(None).follow(sent)
    assert "First?" in page.text and "Yes" in page.text


def test_a_broken_site_file_takes_no_language_and_no_page_away(deploy: Deploy, tmp_path: Path, caplog):
    deploy(TREE)
    site_file = tmp_path / "trees" / "_site.yaml"
    site_file.write_text(SITE)
    assert deploy(TREE).get("/fa/one").status == 200
    site_file.write_text("brand: [")
    with caplog.at_level(logging.WARNING):
        site = deploy(TREE)
    page = site.get("/fa/one")
    assert (page.status, page.root["lang"]) == (200, "fa") and "House" in page.text
    assert "_site is broken" in caplog.text and "goes on being served" in caplog.text
