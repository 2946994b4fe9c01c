"""Pages are kept for the next customer with the same answers: nobody may see by it whose page it was."""

from __future__ import annotations

import pytest

from tests.webui.conftest import HTMX, Site
from webui.pages import Pages

ADDRESS = "/en/jump-to-another-tree?number=other"


def test_nothing_of_one_walk_is_left_on_the_page_of_the_next(samples: Site):
    first = samples.get(f"{ADDRESS}&_w=first-customer&_c=first-context")
    assert "first-customer" in first.html and "first-context" in first.html
    for address in (f"{ADDRESS}&_w=second-customer", f"{ADDRESS}&_c=second-context", ADDRESS):
        html = samples.get(address).html
        assert "first-customer" not in html and "first-context" not in html
    assert samples.get(f"{ADDRESS}&_w=second-customer").html.count("second-customer") > 1


def test_every_visit_without_an_id_gets_one_of_its_own(samples: Site):
    ids = {dict(samples.get(ADDRESS).form.hidden)["_w"] for _ in range(3)}
    assert len(ids) == 3


def test_a_page_asked_for_under_another_name_is_another_page(samples: Site):
    for _ in range(2):
        evil = samples.get("/en/changed-facts?system-locale=other", headers={"Host": "evil.example"})
        assert evil.canonical().startswith("http://evil.example/")
        assert "evil.example" not in samples.get("/en/changed-facts?system-locale=other").html


def test_the_same_answers_after_another_tree_are_another_page(samples: Site):
    # Each names an answer that is left out, so neither leads on to an address of its own.
    there = samples.get("/en/jump-to-another-tree?number=e1603&again=not-solved")
    here = samples.get("/en/shared-question?number=e1603&again=not-solved")
    again = samples.get("/en/jump-to-another-tree?number=e1603&again=not-solved")
    assert there.h1 == here.h1 == again.h1
    assert "Which number is it?" in there.text and "Which number is it?" in again.text
    assert "Which number is it?" not in here.text


@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
def test_a_page_is_kept_in_each_language(shipped: Site, locale: str):
    for _ in range(2):
        assert shipped.get(f"/{locale}/question-marks").root["lang"] == locale


def test_swapped_and_whole_pages_are_kept_apart(samples: Site):
    form = samples.get("/en/jump-to-another-tree")
    assert "autofocus" in samples.answer(form, "other", headers=HTMX).html
    assert "autofocus" not in samples.follow(samples.answer(form, "other")).html


def test_what_was_said_and_what_was_left_out_are_on_the_page_of_those_only(samples: Site):
    assert "Thank you." in samples.get("/en/last-words?louder=solved&_said=yes").text
    assert "Thank you." not in samples.get("/en/last-words?louder=solved").text
    assert "not needed any more" in samples.get("/en/typed-answers?seconds=3&index=not-solved").text
    assert "not needed any more" not in samples.get("/en/typed-answers?seconds=3").text
    assert "There were two" in samples.get("/en/typed-answers?seconds=3&seconds=4").text
    assert "There were two" not in samples.get("/en/typed-answers").text


def test_made_up_answers_do_not_fill_the_memory(samples: Site):
    pages = Pages(4)
    samples.replace(pages=pages)
    for number in range(12):
        assert samples.get(f"/en/typed-answers?seconds={number}").status == 200
    assert len(pages._kept) <= 4
