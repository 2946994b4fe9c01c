"""From what the YAML parser says to what a writer needs told: one slip, as near to its cause as can be."""

from __future__ import annotations

import re
from typing import Final

from wizard.slips.blanks import of_blanks
from wizard.slips.slip import ITEM, KEY_VALUE, Opened, Slip, meant, to_quote

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
    "-": "a text that starts with -",
    "?": "a text that starts with ?",
}

_INDICATOR: Final = re.compile(r"[|>][-+0-9]*\s*(#.*)?")
_WORDS: Final = {
    "could not find expected ':'": (
        "this line is no `key: value`",
        "write a key, a colon, a space and the text; a text of several lines begins with | behind its key",
    ),
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


def yaml_slip(text: str, problem: str, line: int, column: int, opened: Opened | None = None) -> Slip:
    """Return what to tell a writer about the parser's `problem` at `line`, `column` of `text`."""
    lines = text.split("\n")
    if opened and "simple key" in opened.what:
        line, column = opened.line, opened.column
    here = lines[line - 1] if line <= len(lines) else ""
    slip = (
        of_blanks(lines, line, column, problem)
        or _unclosed_quote(lines, line, problem, opened)
        or _escape(here, line, column, problem)
        or _flow(lines, line, column, opened)
        or _block(lines, line)
        or _start(here, line)
        or _colon(here, line)
    )
    if slip:
        return slip
    above = lines[line - 2] if line >= 2 else ""
    slip = _start(above, line - 1) if "expected" in problem or "find expected" in problem else None
    return slip or _general(here, problem, line, column)


def _unclosed_quote(lines: list[str], line: int, problem: str, opened: Opened | None) -> Slip | None:
    if not opened or "quoted scalar" not in opened.what or "escape" in problem:
        return None
    for number in range(min(line, len(lines)), 0, -1):
        slip = _odd_quote(lines[number - 1], number)
        if slip:
            return slip
    mark = lines[opened.line - 1][opened.column - 1 : opened.column]
    return _unclosed(opened.line, opened.column, mark, None)


def _odd_quote(here: str, line: int) -> Slip | None:
    found = KEY_VALUE.match(here) or ITEM.match(here)
    if not found or found["value"][0] not in "\"'" or found["value"].count(found["value"][0]) % 2 == 0:
        return None
    mark = found["value"][0]
    return _unclosed(line, len(found["before"]) + 1, mark, here.rstrip() + mark)


def _unclosed(line: int, column: int, mark: str, mended: str | None) -> Slip:
    message = f"the quotation mark {mark} that opens here is never closed"
    return Slip(line, column, "yaml-syntax", message, f"type another {mark} at the end of the text", mended)


def _escape(here: str, line: int, column: int, problem: str) -> Slip | None:
    if "escape character" not in problem:
        return None
    found = re.match(r'(?P<before>.*?)"(?P<value>[^"]*)"', here)
    message = "a backslash in double quotes changes the sign behind it"
    if not found or "'" in found["value"] or len(found["before"]) > column:
        return Slip(line, column, "yaml-syntax", message, "type it twice: \\\\, or use single quotes")
    quoted = f"'{found['value']}'"
    mended = found["before"] + quoted + here[found.end() :]
    return Slip(line, column, "yaml-syntax", message, f"use single quotes: {quoted}", mended)


def _flow(lines: list[str], line: int, column: int, opened: Opened | None) -> Slip | None:
    """Return the slip inside { } or [ ]: not closed in its line, or a text in it that needs quotes."""
    if not opened or ("flow mapping" not in opened.what and "flow sequence" not in opened.what):
        return None
    first = lines[opened.line - 1]
    mark = first[opened.column - 1 : opened.column]
    last = "}" if mark == "{" else "]"
    if line > opened.line:
        goes_on = first.rstrip().endswith((",", mark))
        message, mended = f"the {mark} that opens here is not closed", first.rstrip() + last
        hint = f"type {last} at the end"
        return Slip(opened.line, opened.column, "yaml-syntax", message, hint, None if goes_on else mended)
    here = lines[line - 1]
    if here[column - 1 : column] in ("}", "]") and here[column - 1] != last:
        message, hint = (
            f"the {mark} that opens here is not closed",
            f"type {last} before the {here[column - 1]}",
        )
        mended = here[: column - 1] + last + here[column - 1 :]
        return Slip(opened.line, opened.column, "yaml-syntax", message, hint, mended)
    message = f"a text inside {mark} {last} with a colon, comma or quotation mark in it must stand in quotes"
    whole = _start(lines[line - 1], line)
    hint = 'quote the text, such as {label: "Yes: everywhere"}'
    return Slip(line, column, "yaml-syntax", message, hint, whole.mended if whole else None)


def _start(here: str, line: int) -> Slip | None:
    found = KEY_VALUE.match(here) or ITEM.match(here)
    if not found or found["value"][0] not in _STARTS:
        return None
    value = found["value"]
    mark = value[0]
    if mark in "|>" and _INDICATOR.fullmatch(value):
        return None
    if mark in "[{" and value.rstrip()[-1] in "]}" and ": " not in value[1:]:
        return None
    if mark in "\"'" and value.rstrip().endswith(mark) and value.count(mark) == 2:
        return None
    if mark in "\"'" and value.count(mark) % 2 and not value.rstrip().endswith(mark):
        return _odd_quote(here, line)
    if mark in "-?" and value[1:2] != " ":
        return None
    whole = value if mark not in "\"'" else meant(value.replace("\\", ""))
    message = f"{_STARTS[mark]} must stand in quotes"
    return to_quote(line, found["before"], whole, "yaml-syntax", message)


def _block(lines: list[str], line: int) -> Slip | None:
    """Return the slip of a text of several lines that begins right behind its `|` or `>`."""
    found = KEY_VALUE.match(lines[line - 1]) if line <= len(lines) else None
    below = lines[line] if line < len(lines) else ""
    if not found or found["value"][0] not in "|>" or _INDICATOR.fullmatch(found["value"]):
        return None
    if len(below) - len(below.lstrip()) <= len(found["before"]) - len(found["before"].lstrip()):
        return None
    mark = found["value"][0]
    message = f"behind {mark} nothing else can stand in the line"
    hint = f"begin the text in the next line, below {found['before'].strip()} {mark}"
    return Slip(line, len(found["before"]) + 2, "yaml-syntax", message, hint, found["before"] + mark)


def _colon(here: str, line: int) -> Slip | None:
    found = KEY_VALUE.match(here) or ITEM.match(here)
    if not found or found["value"][0] in "\"'[{|>":
        return None
    if not re.search(r":(\s|$)", found["value"]):
        return None
    message = "a text with a colon and a space in it must stand in quotes"
    return to_quote(line, found["before"], found["value"], "text-cut", message)


def _general(here: str, problem: str, line: int, column: int) -> Slip:
    for known, (message, hint) in _WORDS.items():
        if known in problem:
            return Slip(line, column, "yaml-syntax", message, hint)
    hint = "look at this line and the one above: spaces, colon, quotes"
    return Slip(line, column, "yaml-syntax", f"YAML cannot be read here ({problem or 'unknown'})", hint)
