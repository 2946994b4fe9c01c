"""The schemas: sound themselves, open to what is right, closed to what is wrong, the same in both validators.

wrong.json holds documents that must be refused: a small right one of each kind with one change, where the one
error must stand ("at"), and words that the writer must read there ("says").
"""

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from tests.schemas.files import (
    ALL_PARTS,
    GOOD_DATA,
    GOOD_FILES,
    IS_PROPERTY,
    KINDS,
    SCHEMAS,
    fast,
    reference,
)
from wizard import limits, names

WRONG = json.loads((Path(__file__).parent / "wrong.json").read_text("utf-8"))

RIGHT: dict[str, Any] = {
    "tree": {
        "format": 1,
        "title": "Odd signs",
        "summary": "Signs instead of letters.",
        "stage": "use",
        "products": "all",
        "owner": "support",
        "review_by": "2027-06-01",
        "steps": {
            "where": {"ask": "Where?", "options": {"web": "On a web page", "unsure": None}},
            "try": {"fix": "Reload", "how": "Press F5.", "when": {"where": ["web", "unsure"]}, "minutes": 1},
            "group": {"when": {"where": "web"}, "steps": {"inner": {"fix": "Wait", "how": "Wait."}}},
            "block": {"use": "patch", "when": {"where": "web"}},
        },
    },
    "block": {
        "steps": {
            "first": {"tell": "Look."},
            "group": {"when": {"first": "not-solved"}, "steps": {"inner": {"fix": "Wait", "how": "Wait."}}},
        }
    },
    "facts": {
        "windows": {"ask": "Which Windows?", "values": {"win11": "Windows 11", "xp": "Windows XP"}},
        "free": {"type": "number", "min": 0, "detect": {"detector": "disk-free", "drive": "C:"}},
    },
    "fields": {"model": {"label": "Model of the laptop"}},
    "tests": [
        {
            "name": "all there is",
            "audience": "staff",
            "known": {"windows~host": "win10"},
            "answers": {"where": "web", "group:seen": ["smoke", "sparks"]},
            "expect": {
                "step": "fuse.look",
                "steps": ["windows"],
                "ticket": {"fields": ["model"], "says": {"where": "web"}},
                "texts": {"en": "Look.", "fa": ["یک", "دو"]},
            },
        },
        {"name": "an end", "expect": {"end": "solved"}},
    ],
    "site": {"default_locale": "en", "locales": {"en": "source"}, "stages": {"use": "Using it"}},
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_a_sound_schema(kind):
    Draft202012Validator.check_schema(SCHEMAS[kind])
    jsonschema_rs.meta.validate(SCHEMAS[kind])
    assert SCHEMAS[kind]["$id"] == f"{kind}.schema.json"


def test_no_schema_needs_the_network():
    references = [part["$ref"] for _, _, part in ALL_PARTS if isinstance(part.get("$ref"), str)]
    assert references
    assert [ref for ref in references if not re.match(r"(tree\.schema\.json)?#/\$defs/", ref)] == []


@pytest.mark.parametrize(("kind", "data"), GOOD_DATA, ids=[path.stem for path in GOOD_FILES])
def test_good_trees_are_accepted(kind, data):
    assert [(list(error.absolute_path), error.message) for error in reference(kind).iter_errors(data)] == []
    assert fast(kind).is_valid(data)


@pytest.mark.parametrize("kind", KINDS)
def test_the_documents_that_get_spoilt_are_right_before(kind):
    assert reference(kind).is_valid(RIGHT[kind])
    assert fast(kind).is_valid(RIGHT[kind])


def spoilt(case: dict[str, Any]) -> Any:
    """The right document of the case's kind with its change made."""
    document = copy.deepcopy(RIGHT[case["schema"]])
    changes = dict(case.get("put", {}))
    if "long" in case:
        changes[case["long"]] = "x" * case["size"]
    for pointer, value in changes.items():
        if not pointer:
            return value
        holder, key = held(document, pointer)
        holder[key] = value
    if "drop" in case:
        holder, key = held(document, case["drop"])
        del holder[key]
    return document


def held(document: Any, pointer: str) -> tuple[Any, str | int]:
    *way, key = pointer.split("/")[1:]
    for name in way:
        document = document[int(name) if isinstance(document, list) else name]
    return document, int(key) if isinstance(document, list) else key


def told(error: ValidationError) -> str:
    """What the writer reads: the schema's own words, behind the validator's."""
    schema: Any = error.schema
    own = schema.get("patternErrorMessage" if error.validator == "pattern" else "errorMessage", "")
    return f"{error.message} {own}"


@pytest.mark.parametrize("case", WRONG, ids=[f"{case['schema']}: {case['what']}" for case in WRONG])
def test_what_is_wrong_is_refused_once_and_in_its_place(case):
    document = spoilt(case)
    assert not fast(case["schema"]).is_valid(document)
    errors = list(reference(case["schema"]).iter_errors(document))
    places = ["".join(f"/{key}" for key in error.absolute_path) for error in errors]
    assert places == [case["at"]], [error.message for error in errors]
    assert case.get("says", "") in told(errors[0])


WORDS = (1603, 0, -5, 4.5, 10**30, True, False, "null", "off", "0x80072EE7", "یک متن")


@pytest.mark.parametrize("word", WORDS, ids=str)
@pytest.mark.parametrize(
    "pointer",
    [
        "/title", "/summary", "/owner", "/check", "/steps/where/ask", "/steps/where/hint",
        "/steps/where/options/web", "/steps/where/options/unsure",
        "/steps/try/fix", "/steps/try/how", "/steps/try/undo", "/steps/try/solved",
    ],
)  # fmt: skip
def test_where_text_is_meant_whatever_yaml_makes_of_a_word_will_do(pointer, word):
    document = spoilt({"schema": "tree", "put": {pointer: word}})
    assert reference("tree").is_valid(document)
    assert fast("tree").is_valid(document)


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 7, -1, 2.5, "", " ", "x", "No such", "a\n", "tree:a", "tree: a", "a.b", "1.2", "none",
     [], [None], ["a"], [1, True], {}, {"a": None}, {"a": "b"}, {"any": []}, {"steps": {}}, {"use": "a"}]
)  # fmt: skip
NEW_KEYS = st.sampled_from(["new", "New", "goto", "fix", "type", "next", "a\n"])
SOME = [(kind, data) for kind, data in GOOD_DATA if kind != "tree"] + [("tree", RIGHT["tree"])]


@given(data=st.data())
def test_both_validators_give_the_same_verdict(data):
    kind, document = data.draw(st.sampled_from(SOME))
    document = copy.deepcopy(document)
    holder = document
    while True:
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.booleans()):
            break
        holder = holder[key]
    holder[key] = data.draw(JUNK)
    if isinstance(holder, dict) and data.draw(st.booleans()):
        holder[data.draw(NEW_KEYS)] = data.draw(JUNK)
    assert reference(kind).is_valid(document) == fast(kind).is_valid(document)


@example("a\n")
@given(st.text(alphabet="ab1-. \nA", max_size=6) | st.sampled_from(sorted(names.RESERVED_STEPS)))
def test_ids_are_those_of_the_program(text):
    assert reference("tree", "/$defs/key").is_valid(text) == names.is_id(text)
    free = names.is_id(text) and text not in names.RESERVED_STEPS
    assert reference("tree", "/$defs/step-key").is_valid(text) == free
    assert reference("tree", "/$defs/step-name").is_valid(text) == names.is_step_id(text)


def test_sizes_are_those_of_the_program():
    tree = SCHEMAS["tree"]["$defs"]
    steps = [part["maxProperties"] for _, pointer, part in ALL_PARTS if pointer.endswith("/properties/steps")
             and "maxProperties" in part]  # fmt: skip
    assert set(steps) == {limits.STEPS}
    assert len(steps) == 4  # tree, group, block, group of a block
    assert tree["options"]["maxProperties"] == limits.OPTIONS
    assert tree["text"]["maxLength"] == limits.TEXT
    assert tree["how"]["maxLength"] == tree["how-part"]["maxLength"] == limits.HOW
    assert tree["label"]["maxLength"] == tree["option"]["maxLength"] == limits.LABEL
    assert tree["key"]["maxLength"] == tree["id"]["maxLength"] == limits.ID


def test_a_typo_is_caught_wherever_keys_are_known():
    branches = re.compile(r"/(then|else|if)$|/dependentSchemas/|/\$defs/(no-|untyped|typed|only-)")
    known = [(kind, pointer, part) for kind, pointer, part in ALL_PARTS if "properties" in part]
    open_ones = [(kind, pointer) for kind, pointer, part in known if "additionalProperties" not in part]
    assert [where for where in open_ones if not branches.search(where[1])] == []


def keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys(value)}
    return {key for item in data for key in keys(item)} if isinstance(data, list) else set()


def test_the_good_trees_use_every_key_there_is():
    known = {
        pointer.rsplit("/", 1)[1]
        for _, pointer, part in ALL_PARTS
        if IS_PROPERTY.search(pointer) and not part.get("doNotSuggest")
    }
    assert known - {key for _, data in GOOD_DATA for key in keys(data)} == set()
