"""The YAML slips that writers make most, told in their words: what happened, and what to type instead."""

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


_KEY_VALUE: Final = re.compile(r"^(?P<before>\s*(?:- )?\s*[^\s:#]+:[ \t]+)(?P<value>\S.*)$")
_ITEM: Final = re.compile(r"^(?P<before>\s*- +)(?P<value>\S.*)$")
_STARTS: Final = {
    "*": "a text that starts with *",
    "&": "a text that starts with &",
    "!": "a text that starts with !",
    "%": "a text that starts with %",
    "@": "a text that starts with @",
    "`": "a text that starts with `",
    "[": "a text that starts with [",
    "{": "a text that starts with {",
    '"': "a text that starts with a quotation mark and goes on behind the second one",
    "'": "a text that starts with ' and goes on behind the second one",
    ">": "a text that starts with >",
    "|": "a text that starts with |",
}

_WORDS: Final = {
    "could not find expected ':'": ("this line is no `key: value`", "write a key, a colon, a space and the text"),
    "did not find expected key": (
        "the line does not fit the ones above it",
        "start it in the same column as the line it belongs beside",
    ),
    "mapping values are not allowed in this context": (
        "there is one colon too many, or the line is indented too far",
        "quote the text, or start the line in the same column as the one above",
    ),
    "did not find expected '-' indicator": (
        "a list goes on here with a line that has no `-`",
        "start it with `- `, or indent it like the key above the list",
    ),
    "did not find expected ',' or ']'": ("the list opened with [ is not closed", "type ] at its end"),
    "did not find expected ',' or '}'": ("the mapping opened with { is not closed", "type } at its end"),
    "did not find expected node content": (
        "a bracket or comma stands where a text should be",
        "quote the text, or delete the extra , [ or {",
    ),
    "found undefined alias": ("a text that starts with * must stand in quotes", "quote it"),
    "found character that cannot start any token": (
        "the text starts with a sign that YAML keeps for itself",
        "put the whole text in quotes",
    ),
}


def yaml_slip(text: str, problem: str, line: int, column: int) -> Slip:
    """Return what to tell a writer about the parser's `problem` at `line`, `column` of `text`."""
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    for slip in (_tab(lines, line), _unclosed_quote(lines, problem, line), _start(here, line), _colon(here, line)):
        if slip:
            return slip
    above = lines[line - 2] if line >= 2 else ""
    slip = _start(above, line - 1) if "expected" in problem or "find expected" in problem else None
    return slip or _general(here, problem, line, column)


def _quoted(value: str) -> str:
    """Return `value` as a writer should type it, in the quotes that need no escaping."""
    value = value.strip()
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _to_quote(line: int, before: str, value: str, rule: str, message: str) -> Slip:
    quoted = _quoted(value)
    return Slip(line, len(before) + 1, rule, message, f"quote it: {quoted}", before + quoted)


def _tab(lines: list[str], line: int) -> Slip | None:
    for number in (line, line - 1):
        if 1 <= number <= len(lines):
            found = re.match(r" *\t", lines[number - 1])
            if found:
                hint = "delete it and type spaces: two for each level"
                mended = lines[number - 1].replace("\t", "  ")
                return Slip(number, found.end(), "yaml-syntax", "the line is indented with a tab", hint, mended)
    return None


def _unclosed_quote(lines: list[str], problem: str, line: int) -> Slip | None:
    if "quoted scalar" not in problem and "end of stream" not in problem and "document indicator" not in problem:
        return None
    for number in range(min(line, len(lines)), 0, -1):
        found = _KEY_VALUE.match(lines[number - 1]) or _ITEM.match(lines[number - 1])
        if found and found["value"][0] in "\"'" and found["value"].count(found["value"][0]) % 2:
            mark = found["value"][0]
            column = len(found["before"]) + 1
            message = f"the quotation mark {mark} that opens here is never closed"
            hint = f"type another {mark} at the end of the text"
            return Slip(number, column, "yaml-syntax", message, hint, lines[number - 1] + mark)
    return None


def _start(here: str, line: int) -> Slip | None:
    found = _KEY_VALUE.match(here) or _ITEM.match(here)
    if not found or found["value"][0] not in _STARTS:
        return None
    value = found["value"]
    mark = value[0]
    if mark in "|>" and re.fullmatch(r"[|>][-+0-9]*\s*(#.*)?", value):
        return None
    if mark in "[{" and value.rstrip()[-1] in "]}" and ": " not in value[1:]:
        return None
    if mark in "\"'" and value.rstrip().endswith(mark) and value.count(mark) == 2:
        return None
    whole = value if mark not in "\"'" else value.replace("\\", "")
    message = f"{_STARTS[mark]} must stand in quotes"
    return _to_quote(line, found["before"], whole, "yaml-syntax", message)


def _colon(here: str, line: int) -> Slip | None:
    found = _KEY_VALUE.match(here) or _ITEM.match(here)
    if not found or found["value"][0] in "\"'[{|>":
        return None
    if not re.search(r":(\s|$)", found["value"]):
        return None
    message = "a text with a colon and a space in it must stand in quotes"
    return _to_quote(line, found["before"], found["value"], "text-cut", message)


def _general(here: str, problem: str, line: int, column: int) -> Slip:
    for known, (message, hint) in _WORDS.items():
        if known in problem:
            return Slip(line, column, "yaml-syntax", message, hint)
    hint = "look at this line and the one above: spaces, colon, quotes"
    return Slip(line, column, "yaml-syntax", f"YAML cannot be read here ({problem or 'unknown'})", hint)
