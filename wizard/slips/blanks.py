"""Slips of blanks: tabs, signs that only look like blanks, a colon without one, a line in another column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wizard.slips.slip import KEY_VALUE, Slip

# Blanks of other widths, and signs without any: YAML takes none of them for a blank.
_NO_BLANK: Final = "\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_FALSE_INDENT: Final = re.compile(rf"[ \t]*[{_NO_BLANK}][\s{_NO_BLANK}]*")
_KEY: Final = re.compile(r"[ \t]*(?:- +)?[\w.-]+")
_TIGHT: Final = re.compile(
    rf"(?P<key>[ \t]*(?:- +)?[\w.-]+)(?P<colon>[:\uff1a\ufe55\u2236])(?P<false>[{_NO_BLANK}]*)[ \t]*"
    r"(?P<value>[^\s/:].*)"
)
_SHOWN: Final = 40
_SPACES: Final = "delete it and type spaces: two for each level"


def of_blanks(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    """Return the slip of blanks at `line`, `column` or just above, None when it is none."""
    return (
        _tab(lines, line)
        or _false_indent(lines, line)
        or _tight_in_braces(lines, line, column, problem)
        or _tight(lines, line, column, problem)
        or _other_column(lines, line, column, problem)
    )


def _here_and_above(lines: Sequence[str], line: int) -> Iterator[tuple[int, str]]:
    for number in (line, line - 1):
        if 1 <= number <= len(lines):
            yield number, lines[number - 1]


def _tab(lines: Sequence[str], line: int) -> Slip | None:
    for number, text in _here_and_above(lines, line):
        found = re.match(r" *\t", text)
        if found:
            message = "the line is indented with a tab"
            return Slip(
                number, found.end(), "yaml-syntax", message, _SPACES, _beside_neighbours(lines, number)
            )
    return None


def _beside_neighbours(lines: Sequence[str], number: int) -> str:
    """Return a line that is indented with tabs as it may have been meant: as its neighbours, else two spaces a tab."""
    text = lines[number - 1]
    beside = (*lines[number : number + 1], *lines[max(number - 2, 0) : number - 1])
    for other in beside:
        if other.strip() and "\t" not in other and _indent(other):
            return " " * _indent(other) + text.lstrip()
    return text.replace("\t", "  ")


def _false_indent(lines: Sequence[str], line: int) -> Slip | None:
    for number, text in _here_and_above(lines, line):
        found = _FALSE_INDENT.match(text)
        if found:
            blanks = re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", found[0])
            mended = " " * len(blanks) + text[found.end() :]
            message = "the line is indented with a sign that only looks like a blank"
            return Slip(number, 1, "yaml-syntax", message, _SPACES, mended)
    return None


def _tight_in_braces(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    here = lines[line - 1] if line <= len(lines) else ""
    if "unexpected ':'" not in problem or here[column - 1 : column] != ":":
        return None
    mended = f"{here[:column]} {here[column:]}"
    name = re.search(r"[\w.-]*$", here[: column - 1])
    hint = f"type a blank behind it: {name[0] if name else ''}: …"
    return Slip(line, column, "yaml-syntax", "a colon here needs a blank behind it", hint, mended)


def _tight(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    """Return the slip of `key:text`, which YAML takes for a text that goes on in the next line."""
    if not _is_own_colon(lines, line, column, problem) and "expected ':'" not in problem:
        return None
    for number, text in _here_and_above(lines, line):
        found = _TIGHT.fullmatch(text)
        if found and not KEY_VALUE.match(text):
            typed = f"{found['key'].strip()}: {found['value'][:_SHOWN].rstrip()}"
            is_tight = found["colon"] == ":" and not found["false"]
            message = (
                "a colon needs a blank behind it"
                if is_tight
                else "a colon and a blank of another kind stand here"
            )
            mended = f"{found['key']}: {found['value']}"
            return Slip(number, found.start("colon") + 1, "yaml-syntax", message, f"type {typed}", mended)
    return None


def _is_own_colon(lines: Sequence[str], line: int, column: int, problem: str) -> bool:
    """Tell whether the parser stumbled over the colon of the line's own key: the line itself may be right."""
    here = lines[line - 1] if line <= len(lines) else ""
    return "mapping values are not allowed" in problem and bool(_KEY.fullmatch(here[: column - 1]))


def _other_column(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    """Return the slip of a line that starts further right than the key above it, or of that key further left."""
    if not _is_own_colon(lines, line, column, problem) or line < 2:
        return None
    here, above = lines[line - 1], lines[line - 2]
    if not KEY_VALUE.match(above) or _indent(here) <= _indent(above):
        return None
    below = lines[line] if line < len(lines) else ""
    if below.strip() and _indent(below) == _indent(here):
        message, number, like = "the line starts further left than those below it", line - 1, line
    else:
        message, number, like = "the line starts further right than the one above it", line, line - 1
    indent = _indent(lines[like - 1])
    hint = f"start it in column {indent + 1}, as line {like}; if it is one text in two lines, quote it"
    mended = " " * indent + lines[number - 1].lstrip()
    return Slip(number, _indent(lines[number - 1]) + 1, "yaml-syntax", message, hint, mended)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
