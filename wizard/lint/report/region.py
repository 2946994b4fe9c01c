"""How far the thing goes that a problem names: from its column to the end of the key, text or value there."""

from __future__ import annotations

import re
from typing import Final

_OPEN: Final = {"{": "}", "[": "]"}
# A plain text ends before `: `, before ` #`, and in braces before a comma or the closing one.
_PLAIN: Final = re.compile(r"(?:(?!:(?:\s|$)|\s#).)*")
_PLAIN_IN_BRACES: Final = re.compile(r"(?:(?!:(?:\s|$)|\s#|[,\]}]).)*")


def region_end(line: str, column: int) -> int:
    """Return the column behind the thing that starts at `column` (from 1) of `line`; always beyond `column`."""
    rest = line[column - 1 :]
    return column + max(1, len(_thing(line[: column - 1], rest).rstrip()))


def _thing(before: str, rest: str) -> str:
    mark = rest[:1]
    if mark in ("'", '"'):
        return _quoted(rest, mark)
    if mark in _OPEN:
        return _bracketed(rest, mark)
    found = (_PLAIN_IN_BRACES if _in_braces(before) else _PLAIN).match(rest)
    return found[0] if found and found[0] else rest[:1]


def _quoted(rest: str, mark: str) -> str:
    pattern = r"'(?:[^']|'')*'" if mark == "'" else r'"(?:[^"\\]|\\.)*"'
    found = re.match(pattern, rest)
    return found[0] if found else rest


def _bracketed(rest: str, mark: str) -> str:
    depth = 0
    for at, sign in enumerate(rest):
        depth += (sign == mark) - (sign == _OPEN[mark])
        if depth == 0:
            return rest[: at + 1]
    return rest


def _in_braces(before: str) -> bool:
    plain = re.sub(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", "", before)
    return any(plain.count(mark) > plain.count(last) for mark, last in _OPEN.items())
