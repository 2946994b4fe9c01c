"""Whole files are passed by without hiding a text that holds what is looked for."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from wizard.lint.advice import about, plain
from wizard.lint.sheets import Sheet, Sheets
from wizard.model.text import Text
from wizard.problem import Place

# Signs that join, part or end words: markup, spaces of many kinds, what stands between the texts of a sheet.
SIGNS = "abΣσİſ رپ *`-|\n\t\x1e\u200c\u2028\u00a0\u0307\u064e"
WORDS = st.text(SIGNS, max_size=12)


def sheets(pages: Sequence[Sequence[str]]) -> Sheets:
    return Sheets([sheet(number, words) for number, words in enumerate(pages)])


def sheet(number: int, words: Sequence[str]) -> Sheet:
    texts = [Text(one, f"c{number}", str(at), Place("x.yaml", number, at)) for at, one in enumerate(words)]
    return Sheet("en", texts, words, [text.place for text in texts])


@given(st.lists(st.lists(WORDS, max_size=4), max_size=3), st.text("abσ رپ|-", min_size=1, max_size=9))
def test_all_texts_are_found_that_mention_a_word_and_no_others(pages: list[list[str]], sought: str) -> None:
    words = [word for word in about(sought) if word.strip(" ")]
    found = [wording.words for wording in sheets(pages).mentioning(words)]
    assert found == [one for page in pages for one in page if any(word in plain(one) for word in words)]


@given(st.lists(st.lists(WORDS, max_size=4), max_size=3), st.lists(st.text("a*-", min_size=1), min_size=1))
def test_all_texts_are_found_that_hold_a_sign_and_no_others(pages: list[list[str]], signs: list[str]) -> None:
    found = [wording.words for wording in sheets(pages).holding(*signs)]
    assert found == [one for page in pages for one in page if any(sign in one for sign in signs)]


def test_a_wording_is_the_text_its_words_and_where_they_stand() -> None:
    (found,) = sheets([["Look", "Press **On**"]]).mentioning(about("press on"))
    assert (found.words, found.place, found.locale, found.text.context) == (
        "Press **On**",
        Place("x.yaml", 0, 1),
        "en",
        "1",
    )
