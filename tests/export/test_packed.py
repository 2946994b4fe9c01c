"""What the program packs, the player unpacks: to the letter, and what was damaged not at all."""

import json
import random
import string

import pytest

from tests.export.node import asked_of
from wizard.export.page import packed, player_script

CHANCE = random.Random(6)
UNPACKING = player_script().partition("/* The step engine")[0]


def unpacked(text: str):
    return asked_of(UNPACKING, "RahgoshaPacked.unpacked(told)", text)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"a": "سلام، دنیا 😀 </script><!-- \u2028\ue000"},
        {"one": "x" * 200_000},
        {"other": [CHANCE.random() for _ in range(20_000)]},
        {"letters": "".join(CHANCE.choices(string.printable, k=70_000))},
    ],
    ids=["nothing", "letters of all kinds", "one letter", "numbers", "without any order"],
)
def test_what_was_packed_is_unpacked_to_the_letter(told):
    assert json.loads(unpacked(packed(told))) == told


@pytest.mark.parametrize("at", [0, 7, -3])
def test_what_was_damaged_is_refused_and_not_inflated_for_ever(at):
    size, total, small = packed({"a": list(range(3_000))}).split(" ")
    other = list(small)
    other[at] = "A" if other[at] != "A" else "B"
    with pytest.raises(AssertionError, match="this file was damaged"):
        unpacked(f"{size} {total} {''.join(other)}")


def test_the_licence_of_what_unpacks_stands_in_the_file():
    assert "Copyright (c) 2015-present Devon Govett" in player_script()
