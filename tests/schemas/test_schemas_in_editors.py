"""What the schemas give a writer in an editor: hover texts, examples, snippets that fit where they stand."""

import json
import re
from typing import Any

import pytest

from tests.schemas.files import ALL_PARTS, GOOD_FILES, IS_PROPERTY, ROOT, SCHEMAS, kind_of, reference


def test_every_key_has_a_text_to_hover_over():
    branches = re.compile(r"/(then|else|if|dependentSchemas)/|/\$defs/(no-|untyped|typed|unknown-keys)")
    silent = [
        f"{kind}{pointer}"
        for kind, pointer, part in ALL_PARTS
        if IS_PROPERTY.search(pointer) and not branches.search(pointer) and not described(kind, part)
    ]
    assert silent == []


def described(kind: str, part: dict[str, Any]) -> bool:
    if "description" in part or "$ref" not in part:
        return "description" in part
    file, _, pointer = part["$ref"].partition("#")
    target: Any = SCHEMAS[file.split(".")[0] or kind]
    for key in pointer.split("/")[1:]:
        target = target[key]
    return described(file.split(".")[0] or kind, target)


EXAMPLES = [(kind, pointer, one) for kind, pointer, part in ALL_PARTS for one in part.get("examples", ())]
SNIPPETS = [
    (kind, pointer, one) for kind, pointer, part in ALL_PARTS for one in part.get("defaultSnippets", ())
]


@pytest.mark.parametrize(("kind", "pointer", "example"), EXAMPLES, ids=str)
def test_examples_fit_where_they_stand(kind, pointer, example):
    assert [error.message for error in reference(kind, pointer).iter_errors(example)] == []


def filled(body: Any) -> Any:
    """What a writer gets who accepts a snippet as it is."""
    if isinstance(body, dict):
        return {filled(key): filled(value) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(item) for item in body]
    if not isinstance(body, str):
        return body
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", body)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).strip('"')


LABELS = [f"{kind}-{snippet['label']}" for kind, _, snippet in SNIPPETS]


@pytest.mark.parametrize(("kind", "pointer", "snippet"), SNIPPETS, ids=LABELS)
def test_snippets_fit_where_they_are_offered(kind, pointer, snippet):
    body = filled(snippet["body"])
    assert "$" not in json.dumps(body)
    assert [error.message for error in reference(kind, pointer).iter_errors(body)] == []
    assert snippet["description"]


def test_there_is_a_snippet_for_whatever_a_writer_begins():
    offered = " ".join(f"{kind}/{snippet['label']}" for kind, _, snippet in SNIPPETS)
    kinds = ("ask:", "fact:", "fix:", "do:", "tell:", "group:", "use:")
    for beginning in ("new tree", *kinds, "option", "end:", "condition:"):
        assert f"tree/{beginning}" in offered


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.stem)
def test_the_first_line_tells_an_editor_the_schema(path):
    first = path.read_text("utf-8").partition("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == ROOT / "schemas" / f"{kind_of(path)}.schema.json"
