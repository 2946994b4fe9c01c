"""Pages are kept for the next customer with the same answers: nobody may see by it whose page it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from tests.webui.conftest import HTMX, Site
from webui.pages import Pages, Shown
from webui.services import KEY
from wizard.query import _parsed, _usual_walk

ADDRESS = "/en/jump-to-another-tree?number=other"


def test_nothing_of_one_walk_is_left_on_the_page_of_the_next(samples: Site):
    theirs, others = samples.vouched("first-context"), samples.vouched("second-context")
    first = samples.get(f"{ADDRESS}&_w=first-customer&{theirs}")
    assert "first-customer" in first.html and "first-context" in first.html
    for address in (f"{ADDRESS}&_w=second-customer", f"{ADDRESS}&{others}", ADDRESS):
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


def test_what_nobody_would_answer_fills_no_memory(samples: Site):
    found = samples.app.extensions[KEY]

    def kept() -> tuple[int, ...]:
        read = (_usual_walk.cache_info().currsize, _parsed.cache_info().currsize)
        return (len(found.pages._kept), len(found.stands._kept), *read)

    for full_of_other_tests in (_usual_walk, _parsed):
        full_of_other_tests.cache_clear()
    usual = samples.get(ADDRESS)
    before = kept()
    made_up = "&".join(f"x{number}=1" for number in range(200))
    page = samples.get(f"{ADDRESS}&{made_up}")
    assert (page.status, page.h1) == (200, usual.h1) and "_w" in dict(page.form.hidden)
    assert samples.client.get(f"/api/v1/trees/jump-to-another-tree/position?{made_up}").status_code == 200
    assert kept() == before
    sent = samples.post(page.form.action, {"_known": made_up, "_step": "number", "answer": "other"})
    assert sent.status == 303 and kept()[-1] == before[-1]
    before = kept()
    samples.get(f"{ADDRESS}&x1=1")
    assert kept()[:3] == tuple(number + 1 for number in before[:3]), "a few are as good as an old page's"


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


WALKS = ("first-customer", "", "second-customer", "first-customer")
ID = "{id}"
QUERIES = (
    "",
    f"_w={ID}",
    f"where=program&_r=0123456789&_w={ID}",
    f"typed=a%26b&_w={ID}&_c=context",
    "where=program",
)
words = st.text('ab<"&;=\r\n ', max_size=12)


def written(parts: list[str], query: str) -> Shown:
    """A page with the walk's query, as it stands in links, wherever a part says `query`."""
    content = "".join(str(escape(query)) if part == "query" else part for part in parts)
    return Shown(content.encode(), f"/en/tree?{query}" if query else "")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(QUERIES),
            st.lists(st.one_of(words, st.sampled_from(("query", ID, "<li>\n", "</html>"))), max_size=12),
        ),
        max_size=6,
    )
)
def test_a_kept_page_is_for_every_walk_the_page_made_for_it(made: list[tuple[str, list[str]]]):
    pages = Pages(4)
    for walk in WALKS:
        for number, (query, parts) in enumerate(made):

            def make(walk_id: str, query: str = query, parts: list[str] = parts) -> Shown:
                return written([part.replace(ID, walk_id) for part in parts], query.replace(ID, walk_id))

            assert pages.shown(number, walk, make) == make(walk)


def test_what_pages_were_made_of_does_not_fill_the_memory():
    pages = Pages(4)
    for number in range(1_000):
        page = Shown(b"%d\nthe same\n" % number, "")
        pages.shown(number, "walk", lambda _, page=page: page)  # type: ignore[misc]
    assert len(pages._known) < 100
