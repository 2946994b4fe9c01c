"""The words that a text must have before a pattern is tried hide nothing that the pattern would find."""

import re
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.lint.advice import plain
from wizard.lint.forbidden import FORBIDDEN
from wizard.lint.matters import ABOUT, MATTERS
from wizard.lint.rules import backup_before_removal as removal
from wizard.lint.rules import personal_data_asked as personal

TRIGGERS = [
    *((one.pattern, one.about) for one in FORBIDDEN),
    *((one.pattern, one.done) for one in FORBIDDEN if one.done),
    *((pattern, ABOUT) for pattern in MATTERS.values()),
    *((pattern, removal.ABOUT) for pattern in (removal.UNINSTALL, removal.DELETE)),
    *((pattern, personal.ABOUT) for pattern in (personal.TELLING, personal.YOURS)),
]
_LETTERS = [chr(number) for number in range(33, 127) if chr(number) not in "*`"]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize(("pattern", "words"), TRIGGERS, ids=[words[0] for _, words in TRIGGERS])
def test_what_fits_a_pattern_has_one_of_its_words(
    data: st.DataObject, pattern: re.Pattern[str], words: tuple[str, ...]
) -> None:
    read = plain(data.draw(st.from_regex(pattern)))
    assert any(word in read for word in words)


def test_what_a_pattern_takes_for_a_letter_is_that_letter_in_a_plain_text() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in _LETTERS:
        taken = re.findall(re.escape(letter), every, re.IGNORECASE)
        assert all(plain(sign) == letter.lower() for sign in taken), letter


def test_words_in_a_text_are_found_whatever_the_markup_between_their_letters() -> None:
    assert "everyone" in plain("Add **Every**`one` and press OK.")
