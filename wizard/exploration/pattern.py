"""Texts that a simple regular expression takes: some short ones, and one that takes much room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from wizard import limits

# The reading of a pattern is Python's own; there is no public door to it.
_parser = import_module("re._parser")
_WIDE: Final = "\U0001f600"
_LETTERS: Final = "a0A1- ._/é" + "ب"

Pieces = Sequence[tuple[Any, Any]]


def matches(pattern: str) -> Iterator[str]:
    """Yield texts that the whole pattern takes: the shortest, a longer one, and the longest; few, perhaps none."""
    for extra in (0, 1, limits.TYPED):
        made = _text(_pieces(pattern), extra, _narrow)
        if re.fullmatch(pattern, made):
            yield made


def longest_match(pattern: str) -> Iterator[str]:
    """Yield texts that the whole pattern takes and that need much room in a query string."""
    for choose in (_widest, _narrow):
        made = _text(_pieces(pattern), limits.TYPED, choose)
        for length in (limits.TYPED, len(made)):
            if re.fullmatch(pattern, made[:length]):
                yield made[:length]


def _pieces(pattern: str) -> Pieces:
    found: Pieces = _parser.parse(pattern)
    return found


def _text(pieces: Iterable[tuple[Any, Any]], extra: int, choose: Callable[[str], str]) -> str:
    """Return a text that pieces of a pattern take, each repeated up to `extra` times more than it must be."""
    return "".join(_piece(str(kind), what, extra, choose) for kind, what in pieces)


def _piece(kind: str, what: Any, extra: int, choose: Callable[[str], str]) -> str:
    if kind == "LITERAL":
        return chr(int(what))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = int(what[0]), int(what[1]), what[2]
        return _text(inner, extra, choose) * min(most, least + extra)
    if kind == "SUBPATTERN":
        inner = what[-1]
        return _text(inner, extra, choose)
    if kind == "BRANCH":
        made = [_text(one, extra, choose) for one in what[1]]
        return max(made, key=len) if extra else min(made, key=len)
    return choose(_members(kind, what)) if kind in ("IN", "ANY", "NOT_LITERAL") else ""


def _members(kind: str, what: Any) -> str:
    """Return characters that a set takes, as far as they are worth trying."""
    if kind == "ANY":
        return _LETTERS + _WIDE
    ranges = what if kind == "IN" else [("NEGATE", None), ("LITERAL", what)]
    tried = [*_LETTERS, _WIDE]
    for name, value in ranges:
        if str(name) == "LITERAL":
            tried.append(chr(value))
        elif str(name) == "RANGE":
            tried += [chr(value[0]), chr(value[1])]
    return "".join(char for char in tried if _takes(ranges, char))


def _takes(ranges: Iterable[tuple[Any, Any]], char: str) -> bool:
    negated, found = False, False
    for name, value in ranges:
        kind = str(name)
        negated = negated or kind == "NEGATE"
        found = found or (kind == "LITERAL" and ord(char) == value)
        found = found or (kind == "RANGE" and value[0] <= ord(char) <= value[1])
        found = found or (kind == "CATEGORY" and _in_category(str(value), char))
    return found is not negated


def _in_category(category: str, char: str) -> bool:
    plain = category.removeprefix("CATEGORY_").replace("NOT_", "")
    found = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
    return found.get(plain, False) is not ("NOT_" in category)


def _narrow(members: str) -> str:
    return members[:1]


def _widest(members: str) -> str:
    return max(
        members, key=lambda char: len(char.encode()) if not char.isascii() else not char.isalnum(), default=""
    )
