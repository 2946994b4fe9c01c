"""Numbers and patterns that the player says once more are those of the program."""

import re

import pytest

from tests.export.node import PLAYER
from webui.present import step
from wizard import limits
from wizard.names import ID_PATTERN


def source(name: str) -> str:
    return (PLAYER / name).read_text("utf-8")


def number(name: str, constant: str) -> int:
    (found,) = re.findall(rf"\b{constant} = (\d+)\b", source(name))
    return int(found)


def test_the_engine_keeps_to_the_limits_of_the_program():
    (written,) = re.findall(r"const LIMITS = \{ (.*) \};", source("engine/names.js"))
    assert dict(re.findall(r"(\w+): (\d+)", written)) == {
        "typed": str(limits.TYPED),
        "value": str(limits.QUERY_BYTES),
        "name": str(3 * limits.ID + 2),
        "jumps": str(limits.JUMPS),
    }


def test_ids_are_what_they_are_in_the_program():
    assert f'const ID = "{ID_PATTERN}"' in source("engine/names.js")


@pytest.mark.parametrize(
    ("name", "constant", "ours"),
    [
        ("pieces.js", "FAILED_FIXES", limits.FAILED_FIXES),
        ("step.js", "BUTTONS", step._BUTTONS),
        ("step.js", "SHORT", step._SHORT),
    ],
)
def test_pages_are_laid_out_by_the_same_numbers(name, constant, ours):
    assert number(name, constant) == ours


def test_a_box_takes_as_many_letters_as_a_typed_answer_may_have():
    assert re.findall(r'maxlength="(\d+)"', source("step.js")) == [str(limits.TYPED)]
