"""Error codes in whatever form they are typed, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.search.codes import Voice, code_number, codes, voice
from wizard.search.fold import fold


@pytest.mark.parametrize(
    "typed",
    [
        "خطای ۱۶۰۳",
        "ارور١٦٠٣",
        "ERR 1603",
        "err1603",
        "Error-1603:",
        "#1603",
        "کد ۱٬۶۰۳",
        "code 1,603",
        "Fehler 1603",
        "شماره 1603",
    ],
)
def test_a_number_is_a_code_in_any_digits_and_wording(typed):
    assert [code.value for code in codes(typed)] == [1603]


@pytest.mark.parametrize(
    "typed",
    ["0x80070643", "0X80070643", "80070643", "-2147023293", "۲۱۴۷۰۲۳۲۹۳-", "−2147023293", "2147944003"],
)
def test_an_hresult_is_one_number_however_it_is_written(typed):
    (code,) = codes(typed)
    assert (code.value, code.win32, code.signed, code.sure) == (0x80070643, 1603, "-2147023293", True)


@pytest.mark.parametrize(
    "typed", ["12 دانه", "v1.1603", "phone 02532912345", "disc 2", "", "۲۰۲۴۱۲۳۱", "160"]
)
def test_other_numbers_are_no_codes(typed):
    assert [code.value for code in codes(typed) if code.sure] == ([160] if typed == "160" else [])


def test_a_four_digit_number_among_other_words_may_be_a_year():
    (code,) = codes("نسخه سال 1403")
    assert not code.sure


def test_few_codes_are_read_from_a_log():
    assert len(codes("error " + " ".join(map(str, range(1600, 1700))))) == 4


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1603", 1603),
        ("0x643", 1603),
        ("-2147023293", 0x80070643),
        ("403", 403),
        ("MSVCR", None),
        ("check sum", None),
    ],
)
def test_codes_of_trees_are_numbers_too(written, number):
    assert code_number(written) == number


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("Unable to create InstallDriver instance", Voice.LAUNCHER),
        ("InstallShield Wizard", Voice.LAUNCHER),
        ("Windows Installer", Voice.INSTALLER),
        ("this is an unknown property", Voice.INSTALLER),
        ("an invalid or unknown table was specified", Voice.INSTALLER),
        ("setup.msi", Voice.INSTALLER),
        ("InstallShield and Windows Installer", None),
        ("setup", None),
    ],
)
def test_words_near_a_code_say_whose_it_is(said, speaker):
    assert voice([fold(said)]) == speaker


@given(st.text())
def test_no_text_breaks_it(text):
    assert all(code.value >= 0 for code in codes(text))
