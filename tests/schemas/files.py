"""The schema files, validators for them in both libraries, and the good trees as an editor sees them."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from wizard import source

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "trees" / "good"
KINDS = ("tree", "block", "facts", "fields", "site", "tests")
SCHEMAS: dict[str, Any] = {
    kind: json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text("utf-8")) for kind in KINDS
}

REFERENCE: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
)
FAST = jsonschema_rs.Registry([(schema["$id"], schema) for schema in SCHEMAS.values()])


@cache
def reference(kind: str, pointer: str = "") -> Draft202012Validator:
    """jsonschema on a schema, or on the part of it that a JSON pointer names."""
    return Draft202012Validator({"$ref": f"{kind}.schema.json#{pointer}"}, registry=REFERENCE)


@cache
def fast(kind: str) -> jsonschema_rs.Validator:
    """jsonschema-rs on the same files, without a way to a network."""
    return jsonschema_rs.Draft202012Validator(SCHEMAS[kind], registry=FAST, offline=True)


def typed(path: Path) -> Any:
    """A YAML file as an editor types it; it must be without problems."""
    read = source.read(path.name, path.read_bytes())
    assert read.problems == ()
    return read.typed


def kind_of(path: Path) -> str:
    if path.parent.name in ("_shared", "_tests"):
        return "block" if path.parent.name == "_shared" else "tests"
    return path.stem[1:] if path.stem.startswith("_") else "tree"


GOOD_FILES = sorted(
    path for path in GOOD.rglob("*.yaml") if path.parent.name in ("good", "_shared", "_tests")
)
GOOD_DATA = [(kind_of(path), typed(path)) for path in GOOD_FILES]

NO_SCHEMA = ("examples", "enum", "const", "default", "defaultSnippets")


def parts(schema: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema with its JSON pointer; what stands in examples, enums and snippets is none."""
    if isinstance(schema, dict):
        yield pointer, schema
    items = schema.items() if isinstance(schema, dict) else enumerate(schema)
    for key, value in items:
        if key not in NO_SCHEMA and isinstance(value, dict | list):
            yield from parts(value, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


ALL_PARTS = [(kind, pointer, part) for kind in KINDS for pointer, part in parts(SCHEMAS[kind])]
IS_PROPERTY = re.compile(r"/properties/[^/]+$")
