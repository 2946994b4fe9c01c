"""What is told of a slip, and how a text is typed so that YAML reads it whole."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Slip(NamedTuple):
    """A syntax error as a writer needs it told, at the spot where the mending starts (line, column from 1).

    `mended` is the line as it was probably meant, so that reading can go on and find the next problem too.
    """

    line: int
    column: int
    rule: str
    message: str
    hint: str
    mended: str | None = None


class Opened(NamedTuple):
    """What the parser was in the middle of, in its words, and where that began."""

    what: str
    line: int
    column: int


KEY_VALUE: Final = re.compile(r"^(?P<before>[ \t]*(?:- +)?[^\s:#]+:[ \t]+)(?P<value>\S.*)$")
ITEM: Final = re.compile(r"^(?P<before>[ \t]*- +)(?P<value>\S.*)$")


def meant(value: str) -> str:
    """Return a text without the quotation marks around it that one of the same kind inside has broken."""
    value = value.strip()
    mark = value[:1]
    second = value.find(mark, 1) if mark in ("'", '"') else -1
    is_around = 0 < second < len(value) - 1 and value.endswith(mark) and not value[second + 1].isspace()
    return value[1:-1] if is_around else value


def quoted(value: str) -> str:
    """Return `value` as a writer should type it, in the quotes that need no escaping."""
    value = value.strip()
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def to_quote(line: int, before: str, value: str, rule: str, message: str) -> Slip:
    """Return the slip of a text that has to stand in quotes, `before` being what stands in front of it."""
    whole = quoted(value)
    return Slip(line, len(before) + 1, rule, message, f"quote it: {whole}", before + whole)
