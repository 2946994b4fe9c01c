"""What is read of a YAML file: mappings, lists and scalars as spelt, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from wizard.problem import Place, Problem


class Mapping(dict[str, Any]):
    """A YAML mapping as spelt, with the places of its keys and values."""

    __slots__ = ("keys_at", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Place] = {}
        self.values_at: dict[str, Place] = {}


class Sequence(list[Any]):
    """A YAML list as spelt, with the places of its items."""

    __slots__ = ("items_at",)

    def __init__(self) -> None:
        super().__init__()
        self.items_at: list[Place] = []


class Cut(NamedTuple):
    """A plain scalar behind which YAML silently dropped ` # …`: what was kept, and where it starts."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """One file read: `data` as spelt, `typed` for the schema (both None when it could not be read), problems."""

    path: str
    text: str
    data: Any = None
    typed: Any = None
    problems: tuple[Problem, ...] = ()
    cuts: tuple[Cut, ...] = field(default=(), compare=False)


_INT: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CORE: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONG_NUMBER: Final = 40
# What a plain scalar begins with that may be something else than a text.
TYPED_BEGINNINGS: Final = frozenset({word[:1] for word in _CORE} | set("+-.0123456789"))


def typed_scalar(text: str) -> Any:
    """Return a plain scalar as YAML 1.2's core schema types it: null, boolean, number or the text itself."""
    if text in _CORE:
        return _CORE[text]
    first = text[0]
    if not (first.isdigit() or first in "+-.") or len(text) > _LONG_NUMBER:
        return text
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def place_in(
    data: Any, steps: Iterator[str | int] | list[str | int], path: str, *, key: bool = False
) -> Place:
    """Return the place of the value that `steps` (keys and indices) lead to in `data`; with `key`, of its key.

    Goes as far as it can: of something missing, the place of what should hold it.
    """
    place = Place(path, 1, 1)
    for step in steps:
        if isinstance(data, Mapping) and step in data:
            place = (data.keys_at if key else data.values_at)[str(step)]
            data = data[str(step)]
        elif isinstance(data, Sequence) and isinstance(step, int) and step < len(data):
            place = data.items_at[step]
            data = data[step]
        else:
            break
    return place
