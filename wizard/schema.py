"""Data against the JSON Schemas of the format -> problems in a writer's words. The only module that imports jsonschema.

jsonschema-rs says quickly that a file is right; only a file that is not is looked at by jsonschema, whose errors
say where. A test holds the two to the same verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, Final, NamedTuple

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from wizard import resources
from wizard.names import is_id
from wizard.problem import Level, Place, Problem
from wizard.source import Source, place_in

KINDS: Final = ("tree", "block", "facts", "fields", "site")
_SHOWN: Final = 60


class Finding(NamedTuple):
    """A problem and the path (keys and indices) of what would have to go for the rest to be right."""

    problem: Problem
    path: tuple[str | int, ...]


def check(source: Source, kind: str) -> list[Finding]:
    """Return what is wrong with the file's data by the schema of its kind (one of KINDS); empty when it is right."""
    if _accepts(kind)(source.typed):
        return []
    found = [
        finding
        for error in _reference(kind).iter_errors(source.typed)
        for finding in _findings(source, error)
    ]
    return sorted(_without_echoes(found), key=lambda finding: finding.problem)


def _without_echoes(found: list[Finding]) -> set[Finding]:
    """Return the findings less those that only follow from a text that was cut into keys."""
    cuts = {finding.path for finding in found if finding.problem.rule == "text-cut"}
    holders = {path[:-1] for path in cuts}
    return {
        finding
        for finding in found
        if finding.problem.rule == "text-cut"
        or not (
            finding.path in cuts or (finding.path in holders and "` is missing" in finding.problem.message)
        )
    }


@cache
def _documents() -> dict[str, Any]:
    folder = resources.schemas()
    names = [f"{kind}.schema.json" for kind in KINDS]
    return {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in names}


@cache
def _accepts(kind: str) -> Callable[[Any], bool]:
    documents = _documents()
    base = "urn:wizard:"
    registry = jsonschema_rs.Registry(
        [(base + name, _rooted(document, base)) for name, document in documents.items()]
    )
    whole = _rooted(documents[f"{kind}.schema.json"], base)
    return jsonschema_rs.Draft202012Validator(whole, registry=registry).is_valid


def _rooted(document: Any, base: str) -> Any:
    """Return the schema with its id and references to its neighbours made absolute."""
    if isinstance(document, dict):
        return {
            key: base + value
            if key == "$id" or (key == "$ref" and not value.startswith("#"))
            else _rooted(value, base)
            for key, value in document.items()
        }
    return [_rooted(item, base) for item in document] if isinstance(document, list) else document


@cache
def _reference(kind: str) -> Draft202012Validator:
    documents = _documents()
    resources = [(name, Resource.from_contents(document)) for name, document in documents.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(documents[f"{kind}.schema.json"], registry=registry)


def _findings(source: Source, error: ValidationError) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path and isinstance(error.instance, str):
        yield _wrong_key(source, (*path, error.instance), error)
    elif error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        for key in error.instance.keys() - known.keys():
            yield _unknown_key(source, (*path, key), error.instance[key], list(known))
    elif error.validator == "required":
        missing = error.message.split("'")[1] if "'" in error.message else ""
        place = place_in(source.data, list(path), source.path, key=True)
        yield Finding(_problem(place, "schema", f"`{missing}` is missing{_of(path)}", _told(error)), path)
    else:
        place = place_in(source.data, list(path), source.path)
        lost = _lost_text(source, place, error.instance)
        if lost:
            yield Finding(_problem(place, "text-cut", *lost), path)
        else:
            yield Finding(_problem(place, "schema", _wrong(path, error), _told(error)), path)


def _problem(place: Place, rule: str, message: str, hint: str) -> Problem:
    return Problem(place.path, place.line, place.column, rule, Level.ERROR, message, hint)


def _of(path: tuple[str | int, ...]) -> str:
    return f" in `{path[-1]}`" if path and isinstance(path[-1], str) else ""


def _wrong_key(source: Source, path: tuple[str | int, ...], error: ValidationError) -> Finding:
    key = str(path[-1])
    value = place_value(source.data, path)
    cut = _cut(key, value) if " " in key and value in ("", None) else None
    place = place_in(source.data, list(path), source.path, key=True)
    if cut:
        return Finding(_problem(place, "text-cut", *cut), path)
    return Finding(_problem(place, "schema", f"`{_short(key)}` cannot be a name here", _told(error)), path)


def _unknown_key(source: Source, path: tuple[str | int, ...], value: Any, known: list[str]) -> Finding:
    key = str(path[-1])
    place = place_in(source.data, list(path), source.path, key=True)
    cut = _cut(key, place_value(source.data, path))
    if cut:
        return Finding(_problem(place, "text-cut", *cut), path)
    near = get_close_matches(key, known, 1, 0.6)
    hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"
    return Finding(
        _problem(place, "unknown-key", f"`{_short(key)}` is not known{_of(path[:-1])}", hint), path
    )


def _lost_text(source: Source, place: Place, instance: Any) -> tuple[str, str] | None:
    """Return message and hint when a text is missing because YAML took it for a remark, or for a mapping."""
    if isinstance(instance, dict) and len(instance) == 1 and None in instance.values():
        return _braces(str(next(iter(instance))))
    rest = source.text.split("\n")[place.line - 1][place.column - 1 :].strip()
    if instance is None and rest[:1] == "#" and rest[1:2].strip():
        return "YAML takes what stands behind # for a remark", f'quote it: "{_short(rest)}"'
    return None


def _braces(name: str) -> tuple[str, str]:
    return "a text that starts with { must stand in quotes", f'quote it: "{{{_short(name)}}}"'


def _cut(key: str, value: Any) -> tuple[str, str] | None:
    """Return message and hint when a "key" is really a piece of a text that YAML split at a comma or colon."""
    if value in ("", None) and key.startswith(("site.", "product.")):
        return _braces(key)
    if is_id(key.replace("_", "-")) and key == key.lower():
        return None
    if value in ("", None):
        message = f"the text was cut at a comma: `{_short(key)}` became a key of its own"
        return message, 'put the whole text in quotes, such as "Yes, in every program"'
    if isinstance(value, str):
        return "the text was split at its colon", f'quote it: "{_short(key)}: {_short(value)}"'
    return None


def place_value(data: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at `path` in `data`, None when nothing does."""
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _wrong(path: tuple[str | int, ...], error: ValidationError) -> str:
    name = next((str(key) for key in reversed(path) if isinstance(key, str)), "the file")
    value = error.instance
    if value is None:
        return f"`{name}` is empty"
    if isinstance(value, dict):
        return (
            f"`{name}` is a mapping, which does not fit here"
            if error.validator == "type"
            else f"`{name}` does not fit"
        )
    if isinstance(value, list):
        return (
            f"`{name}` is a list, which does not fit here"
            if error.validator == "type"
            else f"`{name}` does not fit"
        )
    if error.validator == "maxLength":
        return f"`{name}` has {len(str(value)):,} characters; at most {error.validator_value:,} fit"
    return f"`{name}` cannot be {_short(json.dumps(value, ensure_ascii=False))}"


def _told(error: ValidationError) -> str:
    """Return what the schema tells writers about this keyword."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "pattern" and "patternErrorMessage" in schema:
        return _sentence(schema["patternErrorMessage"])
    if error.validator == "maxLength":
        return "make it shorter"
    return _sentence(str(schema.get("errorMessage", "")))


def _sentence(text: str) -> str:
    text = text.removesuffix(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
