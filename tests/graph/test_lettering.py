"""Texts in lines: what fits, what is broken, and runs of the other direction kept together."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.graph.lettering import isolated, set_apart, width, wrapped

MIXED = st.text(st.sampled_from("ab i W«(م)ی‌ه /\\.:123۱۲\u0301\u2069\u202e字"), max_size=120)
LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"


@given(MIXED, st.sampled_from([30.0, 80.0, 400.0]))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words, room):
    lines = wrapped(words, room, 14)
    assert all(width(line, 14) <= room or len(line) == 1 for line in lines)
    assert re.sub("[\\s\u202a-\u202e\u2066-\u2069]", "", words) == "".join(lines).replace(" ", "")


@given(MIXED, st.booleans())
def test_isolates_are_balanced_and_change_no_letter(words, rtl):
    told = isolated(words, rtl=rtl)
    depth = 0
    for letter in told:
        depth += (letter in LRI + RLI) - (letter == PDI)
        assert depth in (0, 1)
    assert depth == 0
    marks = re.compile("[\u202a-\u202e\u2066-\u2069]")
    assert marks.sub("", told) == marks.sub("", words)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("کلید Num Lock را بزنید", f"کلید {LRI}Num Lock{PDI} را بزنید"),
        ("پوشهٔ C:\\NoorSetup\\ را", f"پوشهٔ {LRI}C:\\NoorSetup\\{PDI} را"),
        ("بخش: patch (corrective-file)", f"بخش: {LRI}patch (corrective-file){PDI}"),
        ("کلید (Fn) را", f"کلید ({LRI}Fn{PDI}) را"),
        ("۱۶ بیتی 64", "۱۶ بیتی 64"),
    ],
)
def test_latin_runs_in_a_persian_line_are_kept_together(line, told):
    assert isolated(line, rtl=True) == told


def test_persian_runs_in_an_english_line_are_kept_together():
    assert isolated("Press ع ه خ in it", rtl=False) == f"Press {RLI}ع ه خ{PDI} in it"


def test_a_line_set_apart_reads_right_in_any_surroundings():
    assert set_apart("کلید Fn", rtl=True) == f"{RLI}کلید {LRI}Fn{PDI}{PDI}"


def test_signs_above_letters_take_no_room():
    assert width("e\u0301", 10) == width("e", 10)
    assert width("می‌شود", 10) == width("میشود", 10)
