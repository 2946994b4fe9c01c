"""What is cut, cleaned and left out before anything is sent, whatever was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.delivery.helpdesks.desks import parcel_of
from wizard.delivery.helpdesk import Enclosure
from wizard.delivery.packing import NAME, Bounds, file_name, lines, one_line, packed, reason

ANY = st.text(st.characters(), max_size=80)
BOUNDS = Bounds(subject=60, text=200, file=10, files=15)


@given(ANY, st.integers(4, 100))
@example("0\r\x1b\r0", 100)
def test_a_line_is_one_line_and_fits(text, limit):
    line = one_line(text, limit)
    assert len(line.splitlines()) <= 1
    assert len(line.encode()) <= limit
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in line)
    assert one_line(line, limit) == line


@given(ANY, st.integers(4, 100))
def test_a_text_keeps_its_lines_and_fits(text, limit):
    clean = lines(text, limit)
    assert len(clean.encode()) <= limit
    assert "\r" not in clean and "\0" not in clean


@given(ANY)
def test_a_file_name_is_never_a_path_nor_empty(name):
    clean = file_name(name)
    assert clean and clean not in (".", "..")
    assert not set(clean) & set("/\\\0\r\n")
    assert len(clean.encode()) <= NAME


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("گزارش\u200cها.txt", "گزارش\u200cها.txt"),
        ("\u202egpj.exe", "gpj.exe"),
        ("..", "file"),
        ("C:\\temp\\a.txt", "C__temp_a.txt"),
        ("ا" * 200 + ".json", "ا" * 72 + ".json"),
        ("." * 3 + "x" * 200, "x" * NAME),
    ],
)
def test_file_names_stay_what_they_say(name, clean):
    assert file_name(name) == clean


def test_zero_width_signs_of_persian_stay():
    assert one_line("می\u200cخواهم", 100) == "می\u200cخواهم"
    assert lines("می\u200cخواهم\u2068x\u2069", 100) == "می\u200cخواهم\u2068x\u2069"


def test_what_does_not_fit_is_cut_and_the_tag_stays():
    ready = packed(parcel_of("R", subject="س" * 100, text="ن" * 300, enclosures=()), BOUNDS, "k/R/ticket")
    assert ready.subject.endswith("… [k/R/ticket]")
    assert len(ready.subject.encode()) <= 60
    assert ready.text == "ن" * 98 + "…"


def test_files_beyond_the_bounds_are_named_in_the_text():
    files = [Enclosure(f"{size}.bin", "application/x-thing", b"x" * size) for size in (9, 11, 7, 6)]
    ready = packed(parcel_of("R", text="text", enclosures=files), BOUNDS)
    assert [file.name for file in ready.files] == ["9.bin", "6.bin"]
    assert "⚠ 11.bin (11 B)" in ready.text and "⚠ 7.bin (7 B)" in ready.text


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("550 5.1.1 <maryam@example.org>: no such user", "550 5.1.1 <…>: no such user"),
        ("customer 'a.b+c@x.ir' and +98 912 000 0000\r\nunknown", "customer '…' and +… unknown"),
        ("Queue 12 is invalid", "Queue 12 is invalid"),
    ],
)
def test_a_reason_names_nobody(words, kept):
    assert reason(words) == kept
