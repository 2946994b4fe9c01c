"""One rule of digits for all of a page: Persian prose has ۰-۹, Arabic pages 0-9; codes are 0-9 everywhere."""

import re
from datetime import UTC, datetime

import pytest

from tests.webui.conftest import Site
from webui.texts import words

EASTERN = re.compile("[٠-٩]")
AT = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", ["", "question-marks", "question-marks?_view=article", "error-1628", "nowhere"]
)
def test_an_arabic_page_has_one_kind_of_digits(shipped: Site, path: str):
    text = shipped.get(f"/ar/{path}").text
    assert re.search("[0-9]", text)
    assert not EASTERN.search(text)


def test_a_persian_page_counts_in_persian_digits_and_leaves_codes_alone(shipped: Site):
    text = shipped.get("/fa/error-1628").text
    assert "مرحلهٔ ۱" in text and "1628" in text


def test_numbers_and_moments_are_in_the_digits_of_the_language():
    assert [words(locale).number(1403) for locale in ("en", "fa", "ar")] == ["1403", "۱۴۰۳", "1403"]
    assert "۱۲:۰۰" in words("fa").moment(AT, "Asia/Tehran")
    assert "2026 12:00" in words("ar").moment(AT, "Asia/Tehran")
