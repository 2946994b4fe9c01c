"""The OpenAPI document, made of the declarations by which requests are read and answered. There is no other copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from webui.api.operation import LOCALE, Operation, Parameter, languages
from webui.api.problems import KINDS, MEDIA_TYPE, ProblemDetails
from webui.api.shape import PLAIN, Schema, schema
from webui.api.table import BASE, OPERATIONS, VERSION
from wizard import limits
from wizard.api_keys import ABOUT
from wizard.library import Library

_BEARER: Final = "key"
_TEXT: Final = {"type": "string"}
_RATE: Final[Mapping[str, str]] = {
    "RateLimit-Policy": "How often one may call.",
    "RateLimit": "What is left of it, and in how many seconds there is more.",
}


def document(library: Library) -> Mapping[str, Any]:
    """Return the document of the API for the site of a library."""
    return _document(languages(library), brand(library))


def brand(library: Library) -> str:
    """Return the name of the site as its writers write it: the API is told of in English."""
    return library.words(library.site.source_locale, library.site.brand)


@lru_cache(16)
def _document(locales: tuple[str, ...], title: str) -> dict[str, Any]:
    schemas: dict[str, Schema] = {}
    paths: dict[str, dict[str, Any]] = {}
    problem = schema(ProblemDetails, schemas)
    for operation in OPERATIONS:
        told = _operation(operation, locales, schemas, problem)
        paths.setdefault(BASE + operation.path, {})[operation.method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": VERSION,
            "description": f"Guided troubleshooting for programs. People read about it at {BASE}/.",
        },
        "servers": [{"url": "/"}],
        "security": [{}, {_BEARER: []}],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": {_BEARER: _security()}},
    }


def _security() -> dict[str, Any]:
    scopes = "; ".join(f"`{scope.value}`: {about}" for scope, about in ABOUT.items())
    return {
        "type": "http",
        "scheme": "bearer",
        "description": f"A key for programs on servers. Its scopes: {scopes}. Without a key a caller may do what "
        "customers may.",
    }


def _operation(
    operation: Operation, locales: Sequence[str], schemas: dict[str, Schema], problem: Schema
) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": f"{operation.about}\n\nScope of a key: `{operation.scope.value}`.",
        "parameters": [*map(_parameter, operation.parameters), *_common(operation, locales)],
        "responses": _responses(operation, schema(operation.answers, schemas), problem),
    }
    if operation.takes:
        body = {"application/json": {"schema": schema(operation.takes, schemas)}}
        stated["requestBody"] = {"required": True, "content": body}
    return stated


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.place,
        "required": one.required,
        "description": one.about,
        "schema": one.schema,
    }


def _common(operation: Operation, locales: Sequence[str]) -> Iterable[dict[str, Any]]:
    """Yield the parameters that are not an operation's own."""
    language = {"type": "string", "enum": list(locales), "default": locales[0]}
    yield _parameter(Parameter(LOCALE, "The language of the texts.", schema=language))
    if operation.walk:
        about = "Everything known, names and values as an address has them."
        known = {
            "type": "object",
            "propertyNames": PLAIN,
            "additionalProperties": {"type": "string", **PLAIN},
        }
        told = _parameter(Parameter("known", about, schema=known))
        yield {**told, "style": "form", "explode": True}
    if operation.keyed:
        least, most = limits.IDEMPOTENCY_KEY_LEAST, limits.IDEMPOTENCY_KEY_MOST
        about = (
            "A random key for this request; the same one when it is sent again. Quotes around it fall away."
        )
        shape = {"type": "string", "pattern": rf"^[\x21\x23-\x7e]{{{least},{most}}}$"}
        yield _parameter(Parameter("Idempotency-Key", about, "header", required=True, schema=shape))


def _responses(operation: Operation, answer: Schema, problem: Schema) -> dict[str, Any]:
    headers = {name: {"description": about, "schema": _TEXT} for name, about in _RATE.items()}
    if operation.status == 201:
        headers["Location"] = {"description": "Where it is.", "schema": _TEXT}
    responses: dict[str, Any] = {
        str(operation.status): {
            "description": "It is done.",
            "headers": headers,
            "content": {"application/json": {"schema": answer}},
        }
    }
    if operation.kept != "no-store":
        responses["304"] = {"description": "It is what `If-None-Match` names still."}
    by_status: dict[int, list[str]] = {}
    for kind in refusals(operation):
        by_status.setdefault(KINDS[kind].status, []).append(KINDS[kind].title)
    for status, titles in sorted(by_status.items()):
        content = {MEDIA_TYPE: {"schema": problem}}
        responses[str(status)] = {"description": "; or: ".join(titles), "content": content}
    return responses


def refusals(operation: Operation) -> tuple[str, ...]:
    """Return all kinds of problems that an operation can answer, in the order of KINDS."""
    own = {*operation.refuses, "bad-parameter", "unauthorized", "scope", "no-address", "method"}
    own |= {"too-long", "too-many", "broken", "away"}
    if operation.takes:
        own |= {"bad-json", "media-type", "too-large", "does-not-fit"}
    return tuple(kind for kind in KINDS if kind in own)
