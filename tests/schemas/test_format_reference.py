"""docs/format.md holds every key with its type, default, limits and an example, and is written from the schemas."""

from __future__ import annotations

import pytest

from tests import format_reference
from tests.fences import page
from tests.schemas.files import ALL_PARTS, KINDS

ROWS = [
    (section, key, value)
    for section in format_reference.SECTIONS
    for key, value in format_reference.keys(section)
]


def rows(key: str) -> list[list[str]]:
    """The rows of a key, cell by cell."""
    lines = [
        line
        for line in page("format.md").splitlines()
        if line.startswith((f"| `{key}` |", f"| `{key}` (needed) |"))
    ]
    return [line.replace("\\|", "¦").strip("| ").split(" | ") for line in lines]


@pytest.mark.parametrize(
    ("section", "key", "value"), ROWS, ids=[f"{one.heading}-{key}" for one, key, _ in ROWS]
)
def test_a_key_stands_with_its_type_default_limit_and_example(section, key, value):
    line = next(line for line in format_reference.table(section) if line.startswith(f"| `{key}`"))
    cells = [cell.strip() for cell in line.replace("\\|", "¦").strip("|").split("|")]
    assert len(cells) == 5
    assert cells[1] and cells[3]
    if "maxLength" in value:
        assert f"{value['maxLength']:,} characters" in cells[2]
    if "minimum" in value:
        assert f"{value['minimum']} to" in cells[2]
    if "default" in value:
        assert f"without it `{format_reference.flow(value['default'])}`" in cells[1]
    told_by_itself = "enum" in value or "const" in value or value.get("type") == "boolean"
    assert cells[4] or told_by_itself
    assert line in page("format.md")


@pytest.mark.parametrize("kind", KINDS)
def test_every_place_of_a_schema_that_has_keys_has_a_table(kind):
    shown = {format_reference.schema_path(section) for section in format_reference.SECTIONS}
    with_keys = {
        f"{home}{pointer}"
        for home, pointer, part in ALL_PARTS
        if home == kind
        and any(
            not one.get("doNotSuggest")
            for one in part.get("properties", {}).values()
            if isinstance(one, dict)
        )
    }
    assert {where for where in with_keys if where not in shown and not is_repeated(where)} == set()


def is_repeated(where: str) -> bool:
    """Tell whether the keys there stand in the table of something else: of options, of a step in another place."""
    ends = (
        "options",
        "outcomes",
        "unsure",
        "advice-here",
        "unknown-keys",
        "values",
        "block-group",
        "typed",
        "untyped",
        "no-group-here",
        "no-block-here",
        "typed-bounds",
        "typed-text",
        "ticket",
    )
    return (
        "/dependentSchemas" in where
        or "/then" in where
        or "/if" in where
        or "/else" in where
        or where.rpartition("/")[2] in ends
    )
