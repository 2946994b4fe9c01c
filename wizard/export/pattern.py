"""A pattern of Python as JavaScript judges by it: the same texts fit, digits and letters of every script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, Final

# The reading of a pattern is Python's own; there is no public door to it.
_parser = import_module("re._parser")
_CONSTANTS = import_module("re._constants")

Piece = tuple[Any, Any]

# A typed text holds no space but " ": what cannot be printed is refused before a pattern sees it.
_CLASSES: Final = {
    "CATEGORY_DIGIT": r"\p{Nd}",
    "CATEGORY_NOT_DIGIT": r"\P{Nd}",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "[^ ]",
    "CATEGORY_WORD": r"[\p{L}\p{N}_]",
    "CATEGORY_NOT_WORD": r"[^\p{L}\p{N}_]",
}
_ASCII_CLASSES: Final = {
    **_CLASSES,
    "CATEGORY_DIGIT": "[0-9]",
    "CATEGORY_NOT_DIGIT": "[^0-9]",
    "CATEGORY_WORD": "[A-Za-z0-9_]",
    "CATEGORY_NOT_WORD": "[^A-Za-z0-9_]",
}
_SIGNS: Final = frozenset(r"\^$.|?*+()[]{}/")
_KNOWN_FLAGS: Final = re.ASCII | re.IGNORECASE | re.UNICODE | re.VERBOSE | re.DOTALL | re.MULTILINE


class NotPortable(Exception):
    """The pattern says something that JavaScript of old browsers has no way to say."""


def portable(pattern: str) -> str:
    """Return a pattern of Python as source of a JavaScript one with the flag `u`, to be matched as a whole.

    With the flag `i` of Python in front, as `(?i)`, which the player reads. NotPortable when there is no such
    pattern: looking behind, conditional and possessive parts, flags for a part only.
    """
    parsed = _parser.parse(pattern)
    flags = re.RegexFlag(parsed.state.flags)
    if flags & ~_KNOWN_FLAGS:
        raise NotPortable
    writer = _Writer(_ASCII_CLASSES if flags & re.ASCII else _CLASSES)
    return ("(?i)" if flags & re.IGNORECASE else "") + writer.all(parsed)


class _Writer:
    """Writes the pieces of a pattern that was read."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = classes
        self._writers: dict[str, Callable[[Any], str]] = {
            "LITERAL": _letter,
            "NOT_LITERAL": lambda code: f"[^{_letter(code)}]",
            "ANY": lambda _: "[^]",
            "IN": self._set,
            "MAX_REPEAT": lambda what: self._repeat(what, ""),
            "MIN_REPEAT": lambda what: self._repeat(what, "?"),
            "SUBPATTERN": self._group,
            "BRANCH": lambda what: f"(?:{'|'.join(self.all(one) for one in what[1])})",
            "AT": self._place,
            "GROUPREF": lambda number: f"(?:\\{number})",
            "ASSERT": lambda what: self._ahead("?=", what),
            "ASSERT_NOT": lambda what: self._ahead("?!", what),
        }

    def all(self, pieces: Iterable[Piece]) -> str:
        """Return pieces one after another."""
        return "".join(self._piece(kind, what) for kind, what in pieces)

    def _piece(self, kind: Any, what: Any) -> str:
        writer = self._writers.get(str(kind))
        if writer is None:
            raise NotPortable
        return writer(what)

    def _set(self, members: list[Piece]) -> str:
        """Return one of a set. Negated classes stand beside a set, since old browsers know none inside one."""
        negated = str(members[0][0]) == "NEGATE"
        single = [self._member(kind, what) for kind, what in members[negated:]]
        inside = "".join(one for one in single if not one.startswith("[^"))
        beside = [one for one in single if one.startswith("[^")]
        choices = [*([f"[{inside}]"] if inside else []), *beside]
        if not negated:
            return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
        return "".join(f"(?!{one})" for one in choices) + "[^]"

    def _member(self, kind: Any, what: Any) -> str:
        if str(kind) == "LITERAL":
            return _letter(what, inside=True)
        if str(kind) == "RANGE":
            return f"{_letter(what[0], inside=True)}-{_letter(what[1], inside=True)}"
        written = self._classes[str(what)]
        return written if written.startswith("[^") else written.strip("[]")

    def _repeat(self, what: tuple[int, int, Any], lazy: str) -> str:
        least, most, inner = what
        upper = "" if most == _CONSTANTS.MAXREPEAT else str(int(most))
        return f"(?:{self.all(inner)}){{{int(least)},{upper}}}{lazy}"

    def _group(self, what: tuple[int | None, int, int, Any]) -> str:
        number, more, less, inner = what
        if more or less:
            raise NotPortable
        return f"({'?:' if number is None else ''}{self.all(inner)})"

    def _place(self, where: Any) -> str:
        """Return a place in a text of one line, where the end of a line is the end of all."""
        name = str(where)
        if name in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            return "^"
        if name in ("AT_END", "AT_END_STRING"):
            return "$"
        raise NotPortable  # the edge of a word: it needs a look behind

    def _ahead(self, sign: str, what: tuple[int, Any]) -> str:
        direction, inner = what
        if direction < 0:
            raise NotPortable
        return f"({sign}{self.all(inner)})"


def _letter(code: int, *, inside: bool = False) -> str:
    letter = chr(code)
    if letter in _SIGNS or (inside and letter == "-"):
        return "\\" + letter
    return letter
