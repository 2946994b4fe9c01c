"""Folding: one spelling for index and query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.search.fold import BOXES, MOJIBAKE, QUESTION_MARKS, fold, tokens

ALPHABET = st.one_of(
    st.text(),
    st.text(alphabet="يىیكکةهأإآاؤئء ًٌَُّْٰ\u200c\u200d\u200e\u202e\u0640۱٢3?؟□�'.,-xX0ÓáÇãß لاﻻﷲﷺ½①ẞİŉΐ"),
)


@given(ALPHABET)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(ALPHABET)
def test_tokens_are_words_without_spaces_and_few_for_what_was_typed(text):
    found = tokens(text)
    assert all(token and not token.isspace() and " " not in token for token in found)
    assert sum(map(len, found)) <= 20 * len(text) + 8  # one sign may stand for a whole phrase (ﷺ)


@given(ALPHABET, ALPHABET)
def test_a_half_space_folds_like_a_space(left, right):
    assert fold(f"{left} \u200c {right}") == fold(f"{left}  {right}")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("كتاب‌هاي", "کتاب های"),
        ("علامة", "علامه"),
        ("سؤال", "سوال"),
        ("إنشاء أول آخر", "انشا اول اخر"),
        ("مسئول", "مسیول"),
        ("مُشَوَّه", "مشوه"),
        ("ســـلام", "سلام"),
        ("\u202eسلام\u202c", "سلام"),
        ("۱۶۰۳ ١٦٠٣ 1603", "1603 1603 1603"),
        ("１６０３", "1603"),
        ("Check Sum", "checksum"),
        ("CHECKSUM", "checksum"),
        ("چک سام", "چکسام"),
        ("Num Lock", "numlock"),
        ("برنامهٔ", "برنامه"),
        ("won't", "wont"),
        ("فقه3", "فقه 3"),
        ("dvd2", "dvd 2"),
        ("0x80070643", "0x80070643"),
    ],
)
def test_one_word_has_one_spelling(typed, same):
    assert fold(typed) == same


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("????", QUESTION_MARKS),
        ("؟؟ ؟؟؟؟", f"{QUESTION_MARKS} {QUESTION_MARKS}"),
        ("\ufffd\ufffd\ufffd", QUESTION_MARKS),
        ("متن ؟؟؟؟ است", f"متن {QUESTION_MARKS} است"),
        ("ذر?عة", QUESTION_MARKS),
        ("چرا؟؟؟", "چرا"),
        ("why?", "why"),
        ("?", ""),
        ("▯▯", BOXES),
        ("ÓáÇã", MOJIBAKE),
        ("«ßÊÇÈ»", MOJIBAKE),
        ("Ø³Ù„Ø§Ù…", MOJIBAKE),
        ("café été", "cafe ete"),
    ],
)
def test_spoilt_letters_are_a_sign_of_their_own_and_a_question_is_none(typed, folded):
    assert fold(typed) == folded
