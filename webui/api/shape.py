"""Values declared as dataclasses -> JSON Schema, plain data to send, and back: what is told and what is done are one.

A field is `Annotated[type, About("what it holds", {further keywords of JSON Schema})]`. A field with a default may be
missing; one that holds it is not sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]
Value = TypeVar("Value")
REFERENCE: Final = "#/components/schemas/"
# What bounds a text that is sent to us: a null character is in none.
PLAIN: Final[Schema] = {"pattern": r"^[^\x00]*$"}
_KINDS: Final[Mapping[type, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
}


@dataclass(frozen=True, slots=True)
class About:
    """What a field holds, in a sentence, and further keywords of JSON Schema that bound it."""

    text: str
    keywords: Mapping[str, Any] = field(default_factory=dict, hash=False)


def schema(kind: Any, found: dict[str, Schema]) -> Schema:
    """Return the schema of a type. Dataclasses are named: their own schemas go into `found`."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _described(schema(inner[0], found), inner[1])
    if origin in (Union, UnionType):
        kinds = [schema(one, found) for one in inner if one is not NoneType]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is tuple:
        return {"type": "array", "items": schema(inner[0], found)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema(inner[1], found)}
    if is_dataclass(kind) and isinstance(kind, type):
        return _named(kind, found)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [one.value for one in kind]}
    return dict(_KINDS[kind])


def _described(plain: Schema, about: About) -> Schema:
    return {**plain, "description": about.text, **about.keywords}


def _named(kind: type, found: dict[str, Schema]) -> Schema:
    if kind.__name__ not in found:
        found[kind.__name__] = {}  # stands here already when one of its own fields asks for it
        hints, parts = _hints(kind), fields(kind)
        required = [one.name for one in parts if not _may_be_missing(one)]
        found[kind.__name__] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {one.name: schema(hints[one.name], found) for one in parts},
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **getattr(kind, "KEYWORDS", {}),
        }
    return {"$ref": REFERENCE + kind.__name__}


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _may_be_missing(one: Field[Any]) -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def plain(value: Any) -> Any:
    """Return a value as json can write it."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    kind: type = type(value)
    held = ((name, getattr(value, name), default) for name, default in _parts(kind))
    return {name: plain(inner) for name, inner, default in held if default is MISSING or inner != default}


@cache
def _parts(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the names of a dataclass, each with what it holds without a word."""
    return tuple((one.name, one.default) for one in fields(kind))


def made(kind: type[Value], data: Mapping[str, Any]) -> Value:
    """Return the value that data stands for which fits the schema of `kind`; lists become tuples."""
    return kind(**{name: tuple(one) if isinstance(one, list) else one for name, one in data.items()})
