"""The page about the API for people: made of the same declarations as the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from webui.answering import html
from webui.api.document import brand, document, refusals
from webui.api.operation import Operation, languages
from webui.api.problems import KINDS, Kind
from webui.api.serving import kept
from webui.api.shape import REFERENCE, Schema
from webui.api.table import BASE, OPERATIONS, VERSION
from webui.services import services
from wizard.api_keys import ABOUT


@dataclass(frozen=True, slots=True)
class Row:
    """A name with what it holds. `link` is the anchor of a value that is told of further down."""

    name: str
    type: str
    about: str
    required: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    about: tuple[str, ...]
    scope: str
    parameters: tuple[Row, ...]
    body: str
    answer: str
    status: int
    refusals: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value that comes or goes."""

    name: str
    about: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole page."""

    brand: str
    base: str
    version: str
    static: str
    sections: tuple[Section, ...]
    values: tuple[Value, ...]
    problems: tuple[tuple[str, Kind], ...]
    scopes: tuple[tuple[str, str], ...]


def show() -> Response:
    """Send the page."""
    found = services()
    told = document(found.library)
    view = Guide(
        brand=brand(found.library),
        base=BASE,
        version=VERSION,
        static=found.static.prefix,
        sections=tuple(_section(one, told) for one in OPERATIONS),
        values=tuple(_values(told)),
        problems=tuple(KINDS.items()),
        scopes=tuple((scope.value, about) for scope, about in ABOUT.items()),
    )
    content = found.templates.render("api.html", languages(found.library)[0], view).encode()
    return kept(html(content), "public, max-age=300")


def _section(operation: Operation, told: Mapping[str, Any]) -> Section:
    stated = told["paths"][BASE + operation.path][operation.method.lower()]
    return Section(
        id=operation.id,
        method=operation.method,
        path=BASE + operation.path,
        summary=operation.summary,
        about=tuple(operation.about.split("\n\n")),
        scope=operation.scope.value,
        parameters=tuple(_of_address(one) for one in stated["parameters"]),
        body=operation.takes.__name__ if operation.takes else "",
        answer=operation.answers.__name__,
        status=operation.status,
        refusals=tuple((kind, KINDS[kind]) for kind in refusals(operation)),
    )


def _of_address(one: dict[str, Any]) -> Row:
    kind = f"{_type(one['schema'])}, in the {one['in']}" if one["in"] != "path" else _type(one["schema"])
    return Row(one["name"], kind, one["description"], one["required"])


def _values(told: Mapping[str, Any]) -> Iterator[Value]:
    for name, shape in told["components"]["schemas"].items():
        required = shape.get("required", ())
        rows = (
            Row(field, _type(one), one.get("description", ""), field in required, _link(one))
            for field, one in shape["properties"].items()
        )
        yield Value(name, shape["description"], tuple(rows))


def _type(shape: Schema) -> str:
    """Return the type of a value in a few words."""
    if "$ref" in shape:
        return str(shape["$ref"]).removeprefix(REFERENCE)
    if "anyOf" in shape:
        return " or ".join(_type(one) for one in shape["anyOf"])
    if shape["type"] == "array":
        return f"list of {_type(shape['items'])}"
    if shape["type"] == "object":
        return f"names with {_type(shape['additionalProperties'])}"
    return " | ".join(shape["enum"]) if "enum" in shape else str(shape["type"])


def _link(shape: Schema) -> str:
    """Return the name of the value that a type is made of, empty when it is a plain one."""
    inner = shape.get("items", shape)
    return str(inner.get("$ref", "")).removeprefix(REFERENCE)
