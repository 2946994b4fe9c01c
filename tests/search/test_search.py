"""What a search answers, whatever it is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.library import Library
from wizard.model.site import Site
from wizard.model.text import Text
from wizard.problem import Place
from wizard.search.index import build
from wizard.search.scoring import QUERY_CHARACTERS, QUERY_TOKENS, Question
from wizard.search.search import search

PRINTER = "title: The printer prints nothing\nkeywords: {fa: [چاپگر, چاپ نمی‌شود], en: [printer]}\n"
SCANNER = "title: The scanner is silent\nkeywords: {fa: [پویشگر], en: [scanner]}\n"
LOOKUP = """title: Other numbers
codes: ["1618", "1619"]
steps:
  code:
    ask: Which number?
    type: number
    min: 100
    max: 9999
    options:
      unsure:
  means:
    ask: What does it say?
    options:
      busy: {label: Something else runs, if: {code: "1618"}, match: [already running]}
      other: Something else
      unsure:
"""
TWO_MEANINGS = """title: Error 1608
codes: ["1608"]
steps:
  text:
    ask: Which words stand beside it?
    options:
      driver: {label: Unable to create InstallDriver instance, match: [installdriver]}
      property: {label: The window is called Windows Installer, match: [unknown property]}
      unsure:
"""


def trees(index, query, **more):
    return [hit.tree for hit in search(index, query, locale="fa", **more).hits]


def test_what_has_no_words_finds_nothing(indexed):
    index = indexed({"printer": PRINTER})
    for query in ["", " ", "\u200c\u200c", ".,;:!", "\u202e\u202c", "\x00\x01", "؟", "*", '"', "\ud800"]:
        assert search(index, query, locale="fa").hits == ()


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "چاپگر " * 2_000,
        "ﷺ" * 10_000,
        "?" * 10_000,
        "\u200c" * 10_000,
        '" * NEAR(a b) - OR AND NOT printer*',
        "printer' OR 1=1; drop table tree; --",
        "<script>alert('printer')</script>",
        "\x00printer\x1b[31m\u202e\u2066",
        "\ud83d printer \udc00",
        "%00%s{0}{printer}",
        "😀🖨️ printer",
        "a" * 39 + " " + "b" * 41,
    ],
)
def test_nothing_that_is_typed_breaks_it(indexed, query):
    index = indexed({"printer": PRINTER, "scanner": SCANNER, "lookup": LOOKUP})
    found = search(index, query, locale="fa")
    assert len(found.hits) <= 10
    found.query.encode()
    found.searched_for.encode()
    if "printer" in query:
        assert found.hits[0].tree == "printer"


@given(query=st.text(max_size=300), locale=st.sampled_from(["fa", "ar", "en", "xx", ""]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_no_text_breaks_it(shipped, query, locale):
    found = search(shipped, query, locale=locale)
    assert all(0 < hit.score <= 1 for hit in found.hits)
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def test_a_long_query_is_read_in_part(indexed):
    index = indexed({"printer": PRINTER})
    question = Question.read(
        index, " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(500))
    )
    assert len(question.folded) <= QUERY_CHARACTERS
    assert len(question.words) <= QUERY_TOKENS


def test_of_a_pasted_message_the_telling_words_count(indexed):
    index = indexed({"printer": PRINTER, "scanner": SCANNER})
    assert trees(index, "lorem ipsum dolor " * 12 + "scanner")[:1] == ["scanner"]


def test_a_library_without_trees_finds_nothing():
    place = Place("_site.yaml", 1, 1)
    index = build(Library(Site(Text("Empty", "_site", "site/brand.name", place), place)))
    assert search(index, "printer 1603 ؟؟؟؟", locale="en").hits == ()


def test_drafts_are_left_out(indexed):
    index = indexed({"printer": PRINTER, "next": "draft: true\n" + PRINTER})
    assert trees(index, "printer") == ["printer"]


def test_steps_for_staff_are_left_out(indexed):
    staff = "title: Light\nsteps:\n  secret:\n    audience: staff\n    do: Open the zanzibar console\n"
    staff += "    how: [Open it.]\n  tried:\n    ask: Did you try it?\n    options:\n      yes: Yes\n      unsure:\n"
    assert trees(indexed({"light": staff}), "zanzibar console") == []


def test_product_and_stage_leave_only_trees_for_them(indexed):
    index = indexed(
        {
            "printer": PRINTER,
            "fiqh-printer": "products: [fiqh]\nstage: install\n" + PRINTER,
            "tibb-printer": "products: [tibb]\n" + PRINTER,
        }
    )
    assert set(trees(index, "printer")) == {"printer", "fiqh-printer", "tibb-printer"}
    assert set(trees(index, "printer", product="fiqh")) == {"printer", "fiqh-printer"}
    assert set(trees(index, "printer", stage="install")) == {"fiqh-printer"}
    assert trees(index, "printer", product="tibb", stage="install") == []


def test_at_most_ten_and_no_more_than_asked_for(indexed):
    index = indexed({f"printer-{number}": PRINTER for number in range(15)})
    assert len(trees(index, "printer")) == 10
    assert len(trees(index, "printer", limit=50)) == 10
    assert len(trees(index, "printer", limit=3)) == 3
    assert trees(index, "printer", limit=-1) == []


def test_the_words_that_matched_are_those_of_the_tree(indexed):
    index = indexed({"printer": PRINTER, "scanner": SCANNER})
    (hit,) = search(index, "my prnter", locale="en").hits
    assert (hit.tree, hit.matched, hit.field) == ("printer", ("printer",), "title")


def test_a_word_cut_short_is_found_while_it_is_typed(indexed):
    index = indexed({"printer": PRINTER, "scanner": SCANNER})
    for typed in ("sc", "scan", "پوی"):
        assert trees(index, typed)[:1] == ["scanner"]


def test_another_layout_is_told_and_can_be_refused(indexed):
    index = indexed({"printer": PRINTER, "scanner": SCANNER})
    found = search(index, "]hm'v", locale="fa")
    assert (found.searched_for, found.instead_of, found.hits[0].tree) == ("چاپگر", "]hm'v", "printer")
    refused = search(index, "]hm'v", locale="fa", as_typed=True)
    assert (refused.instead_of, refused.hits) == (None, ())


def test_a_query_that_trees_know_is_read_in_no_other_layout(indexed):
    assert search(indexed({"printer": PRINTER}), "printer", locale="fa").instead_of is None


def test_numbers_are_never_taken_for_misspelt_ones(indexed):
    index = indexed({"one": 'title: Light\ncodes: ["1603"]\nkeywords: {en: [error 1603]}\n'})
    assert trees(index, "error 1605") == []


def test_a_code_is_known_where_a_step_asks_for_it(indexed):
    index = indexed({"lookup": LOOKUP})
    for query in ("error 1618", "0x80070652", "خطای ۱۶۱۸"):
        assert search(index, query, locale="fa").hits[0].known == {"code": "1618"}


def test_a_setup_code_that_no_tree_names_leads_to_the_tree_that_looks_codes_up(indexed):
    index = indexed({"lookup": LOOKUP, "two": TWO_MEANINGS})
    hit = search(index, "error 1622", locale="fa").hits[0]
    assert (hit.tree, hit.known, hit.field) == ("lookup", {"code": "1622"}, "code")
    assert trees(index, "error 0x80004005") == []


def test_the_words_near_a_code_decide_between_its_meanings(indexed):
    index = indexed({"two": TWO_MEANINGS, "lookup": LOOKUP})
    said = {
        "1608 InstallDriver": {"text": "driver"},
        "InstallShield 1608": {"text": "driver"},
        "1608 unknown property": {"text": "property"},
        "Windows Installer: 1608": {"text": "property"},
        "0x80070648": {"text": "property"},
        "1608": {},
    }
    for query, known in said.items():
        hit = search(index, query, locale="en").hits[0]
        assert (query, hit.tree, hit.known) == (query, "two", known)


def test_equal_trees_keep_one_order(indexed):
    index = indexed({"b-printer": PRINTER, "a-printer": PRINTER})
    assert trees(index, "printer") == ["a-printer", "b-printer"]


def test_many_threads_read_one_index(shipped):
    queries = ["خطای ۱۶۰۳", "?????", "num lock", "hdkjvkj", "سریال گم شده"] * 20
    alone = [search(shipped, query, locale="fa") for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: search(shipped, query, locale="fa"), queries)) == alone


@pytest.mark.parametrize("letter", ["a", "x", "S", "م", "ب", "a b", "x ؟"])
def test_a_letter_by_itself_names_no_trouble(shipped, letter):
    for locale in ("en", "fa", "ar"):
        assert search(shipped, letter, locale=locale).hits == ()


def test_a_letter_among_words_takes_nothing_from_them(shipped):
    whole, letters = (
        search(shipped, query, locale="en").hits for query in ("disc damaged", "disc d damaged")
    )
    assert [hit.tree for hit in letters] == [hit.tree for hit in whole]
