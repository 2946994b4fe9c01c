"""Data against the JSON Schemas of the format -> problems in a writer's words. The only module that imports jsonschema.

jsonschema-rs says quickly that a file is right; only a file that is not is looked at by jsonschema, whose errors
say where. A test holds the two to the same verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import jsonschema_rs

from wizard import resources
from wizard.problem import Level, Place, Problem
from wizard.slips import keys
from wizard.source import Source, place_in

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

KINDS: Final = ("tree", "block", "facts", "fields", "site", "tests")
Path = tuple[str | int, ...]
_STEP_KINDS: Final = frozenset({"ask", "fact", "fix", "do", "tell"})


class Finding(NamedTuple):
    """A problem and the path (keys and indices) of what would have to go for the rest to be right."""

    problem: Problem
    path: Path


def check(source: Source, kind: str) -> list[Finding]:
    """Return what is wrong with the file's data by the schema of its kind (one of KINDS); empty when it is right."""
    if _accepts(kind)(source.typed):
        return []
    found = [
        finding
        for error in _reference(kind).iter_errors(source.typed)
        for finding in _findings(source, error)
    ]
    told = _with_one_kind(source, _without_echoes(found))
    return sorted(told, key=lambda finding: finding.problem)


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


def _with_one_kind(source: Source, found: set[Finding]) -> set[Finding]:
    """Return the findings, those of a step that is two kinds of step at once told as that and nothing else."""
    several = {step: kinds for finding in found for step, kinds in _several_kinds(source, finding.path)}
    told = {finding for finding in found if not any(finding.path[: len(step)] == step for step in several)}
    for step, (first, second, *_) in several.items():
        empty = next(
            (key for key, value in place_value(source.data, step).items() if value in ("", None)), ""
        )
        hint = (
            f"start `{empty}` in the column of `{step[-1]}`"
            if empty
            else "make two steps of it, each with its id"
        )
        place = place_in(source.data, [*step, empty or second], source.path, key=True)
        message = f"`{step[-1]}` says both {first} and {second}"
        told.add(Finding(_problem(place, "schema", message, hint), step))
    return told


def _several_kinds(source: Source, path: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield the step that a path leads to or into, with the keys that say what it is, where there are several."""
    for end in range(2, len(path) + 1):
        step = path[:end]
        value = place_value(source.data, step)
        if step[-2] == "steps" and isinstance(value, dict):
            kinds = [key for key in value if key in _STEP_KINDS]
            if len(kinds) > 1:
                yield step, kinds


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
    from jsonschema import Draft202012Validator  # where all is right, nobody needs its weight
    from referencing import Registry, Resource

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
            yield _unknown_key(source, (*path, key), list(known))
    elif error.validator == "required":
        missing = error.message.split("'")[1] if "'" in error.message else ""
        place = place_in(source.data, list(path), source.path, key=True)
        hint = _told(error) or f"write `{missing}:` and what belongs there"
        yield Finding(_problem(place, "schema", f"`{missing}` is missing{_of(path)}", hint), path)
    else:
        place = place_in(source.data, list(path), source.path)
        lost = _lost_text(source, place, error.instance)
        if lost:
            yield Finding(_problem(place, "text-cut", *lost), path)
        else:
            hint = (error.validator != "maxLength" and keys.foreign(error.instance)) or _told(error)
            yield Finding(_problem(place, "schema", _wrong(path, error), hint), path)


def _problem(place: Place, rule: str, message: str, hint: str) -> Problem:
    return Problem(place.path, place.line, place.column, rule, Level.ERROR, message, hint)


def _of(path: Path) -> str:
    return f" in `{path[-1]}`" if path and isinstance(path[-1], str) else ""


def _wrong_key(source: Source, path: Path, error: ValidationError) -> Finding:
    key = str(path[-1])
    value = place_value(source.data, path)
    cut = keys.cut(key, value) if " " in key and value in ("", None) else None
    place = place_in(source.data, list(path), source.path, key=True)
    if cut:
        return Finding(_problem(place, "text-cut", *cut), path)
    return Finding(
        _problem(place, "schema", f"`{keys.short(key)}` cannot be a name here", _told(error)), path
    )


def _unknown_key(source: Source, path: Path, known: list[str]) -> Finding:
    key, value = str(path[-1]), place_value(source.data, path)
    place = place_in(source.data, list(path), source.path, key=True)
    shown = keys.seen(key)
    cut = None if shown.lower() in known or _has_own_line(source, place) else keys.cut(key, value)
    if cut:
        return Finding(_problem(place, "text-cut", *cut), path)
    message = f"`{keys.short(shown)}` is not known{_of(path[:-1])}"
    if shown != key:
        message = f"in `{keys.short(shown)}` stands a sign that nobody sees"
    return Finding(_problem(place, "unknown-key", message, keys.instead(path, shown, value, known)), path)


def _has_own_line(source: Source, place: Place) -> bool:
    """Tell whether nothing stands in front of a place: then no text was cut there."""
    lines = source.text.split("\n")
    return place.line <= len(lines) and not lines[place.line - 1][: place.column - 1].strip()


def _lost_text(source: Source, place: Place, instance: Any) -> tuple[str, str] | None:
    """Return message and hint when a text is missing because YAML took it for a remark, or for a mapping."""
    if isinstance(instance, dict) and len(instance) == 1 and None in instance.values():
        return keys.braces(str(next(iter(instance))))
    rest = source.text.split("\n")[place.line - 1][place.column - 1 :].strip()
    if instance is None and rest[:1] == "#" and rest[1:2].strip():
        return "YAML takes what stands behind # for a remark", f'quote it: "{keys.short(rest)}"'
    return None


def place_value(data: Any, path: Path) -> Any:
    """Return what stands at `path` in `data`, None when nothing does."""
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _wrong(path: Path, error: ValidationError) -> str:
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
    return f"`{name}` cannot be {keys.short(json.dumps(value, ensure_ascii=False))}"


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


class Fault(NamedTuple):
    """What is wrong with data that a program sent: where, as a JSON Pointer, and why."""

    pointer: str
    message: str


def judge(schema: Any) -> Callable[[Any], list[Fault]]:
    """Return what tells, by a schema of our own making, all that is wrong with data from outside."""
    validator = jsonschema_rs.Draft202012Validator(schema)

    def faults(data: Any) -> list[Fault]:
        return [
            Fault(_pointer(error.instance_path), keys.short(error.message))
            for error in validator.iter_errors(data)
        ]

    return faults


def _pointer(path: Any) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
