"""What the schemas give a writer in an editor: hover texts, examples, snippets that fit where they stand."""

import json
import re
from typing import Any

import pytest

from tests.format_reference import snippet_value
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


# What may stand beside a $ref: with anything else, yaml-language-server shows the words of what is referred to.
ANNOTATIONS = {"$ref", "$comment", "title", "description", "markdownDescription", "examples", "default"}


def test_what_refers_elsewhere_keeps_its_own_words_in_an_editor():
    own = [(kind, pointer, part) for kind, pointer, part in ALL_PARTS if "$ref" in part]
    assert [where for *where, part in own if set(part) - ANNOTATIONS and "/typed" not in where[1]] == []
    hidden = [
        f"{kind}{pointer}"
        for kind, pointer, part in own
        if "description" in part and "markdownDescription" not in part and has_markdown(kind, part)
    ]
    assert hidden == []


def has_markdown(kind: str, part: dict[str, Any]) -> bool:
    if "markdownDescription" in part or "$ref" not in part:
        return "markdownDescription" in part
    file, _, pointer = part["$ref"].partition("#")
    home = file.split(".")[0] or kind
    target: Any = SCHEMAS[home]
    for key in pointer.split("/")[1:]:
        target = target[key]
    return has_markdown(home, target)


def test_a_mapping_is_offered_under_a_name_and_not_as_an_example():
    """An editor has no words to show for an example that is a mapping."""
    assert [(kind, pointer) for kind, pointer, one in EXAMPLES if "{" in json.dumps(one)
            and not isinstance(one, str)] == []  # fmt: skip


EXAMPLES = [(kind, pointer, one) for kind, pointer, part in ALL_PARTS for one in part.get("examples", ())]
SNIPPETS = [
    (kind, pointer, part, one) for kind, pointer, part in ALL_PARTS for one in part.get("defaultSnippets", ())
]


@pytest.mark.parametrize(("kind", "pointer", "example"), EXAMPLES, ids=str)
def test_examples_fit_where_they_stand(kind, pointer, example):
    assert [error.message for error in reference(kind, pointer).iter_errors(example)] == []


LABELS = [f"{kind}-{snippet['label']}" for kind, *_, snippet in SNIPPETS]


@pytest.mark.parametrize(("kind", "pointer", "part", "snippet"), SNIPPETS, ids=LABELS)
def test_snippets_fit_where_they_are_offered(kind, pointer, part, snippet):
    body = snippet_value(part, snippet)
    assert "$" not in json.dumps(body)
    assert [error.message for error in reference(kind, pointer).iter_errors(body)] == []
    assert snippet["description"]


def test_there_is_a_snippet_for_whatever_a_writer_begins():
    offered = " ".join(f"{kind}/{snippet['label']}" for kind, *_, snippet in SNIPPETS)
    kinds = ("ask:", "fact:", "fix:", "do:", "tell:", "group:", "use:")
    for beginning in ("new tree", *kinds, "option", "end:", "condition:"):
        assert f"tree/{beginning}" in offered


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.stem)
def test_the_first_line_tells_an_editor_the_schema(path):
    first = path.read_text("utf-8").partition("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == ROOT / "schemas" / f"{kind_of(path)}.schema.json"
