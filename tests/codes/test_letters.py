"""Codes are read however they are written, kept as keyed hashes, and never make one think of another letter."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.codes.letters import LENGTH, LETTERS, Purpose, code_hash, grouped, new_code, read

CODES = st.text(alphabet=LETTERS, min_size=LENGTH, max_size=LENGTH)


def test_no_two_letters_of_codes_look_alike():
    alike = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B", "UV")
    assert [pair for pair in alike if len(set(pair) & set(LETTERS)) > 1] == []
    assert set("01ILO") & set(LETTERS) == set()
    assert len(set(LETTERS)) == len(LETTERS)


def test_there_are_enough_codes_that_guessing_finds_none():
    assert len(LETTERS) ** LENGTH > 100_000_000


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7m3xh", "K7M3XH"),
        (" K7M-3XH ", "K7M3XH"),
        ("K7M\u00a03XH", "K7M3XH"),
        ("k 7 m . 3 x h", "K7M3XH"),
        ("\u2066K7M 3XH\u2069", "K7M3XH"),
        ("ｋ７ｍ３ｘｈ", "K7M3XH"),
        ("K۷M۳XH", "K7M3XH"),
        ("K٧M٣XH", "K7M3XH"),
        ("kVm3xu", "KVM3XV"),
        ("Obs9gz", "D85962"),
        ("0Qd234", "DDD234"),
    ],
)
def test_a_code_is_read_however_it_is_written(typed, code):
    assert read(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "K7M3X",
        "K7M3XH2",
        "K7M3XI",
        "K7M3X1",
        "K7M3XL",
        "K7M3XE",
        "../../",
        "%2e%2e%2f",
        "K7M3X\0H\0",
        "کدکدکد",
        "²²²²²²x",
        "K7M3XH'--",
        "K7M3XH" * 1_000,
        "\ud800\ud800\ud800",
    ],
)
def test_what_is_no_code_is_read_as_none_and_breaks_nothing(typed):
    found = read(typed)
    assert found is None or (len(found) == LENGTH and set(found) <= set(LETTERS))


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_of_our_letters_or_none(typed):
    found = read(typed)
    assert found is None or (len(found) == LENGTH and set(found) <= set(LETTERS))


@given(CODES)
def test_a_code_is_read_back_as_it_is_shown(code):
    assert read(grouped(code)) == read(grouped(code).lower()) == code
    assert unicodedata.normalize("NFKC", code) == code


def test_a_code_is_shown_in_two_groups():
    assert grouped("K7M3XH") == "K7M 3XH"


def test_new_codes_differ_and_hold_our_letters_alone():
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert set("".join(codes)) <= set(LETTERS)


def test_a_code_is_made_of_what_is_chosen():
    letters = itertools.cycle("K7M")
    assert new_code(lambda offered: next(letters)) == "K7MK7M"


def test_a_code_is_kept_as_a_hash_that_needs_the_key_and_the_purpose():
    kept = {
        code_hash(secret, purpose, "K7M3XH") for secret in (b"one" * 12, b"two" * 12) for purpose in Purpose
    }
    assert len(kept) == 4
    assert not any("K7M3XH" in one for one in kept)
