"""Tests recorded from addresses, query strings and events expect what happened, and are put where they belong."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.path_tests.folders import loaded
from wizard.known import Source
from wizard.model.step import Audience
from wizard.path_tests.model import Expected, PathTest
from wizard.path_tests.reading import file_of
from wizard.path_tests.recording import address, from_events, from_pairs, recorded
from wizard.path_tests.writing import HEAD, NotAppended, appended, as_yaml


@dataclass(frozen=True)
class Answer:
    step: str
    value: str
    tree: str = "lamp"
    audience: str = "customer"
    superseded: bool = False


@pytest.mark.parametrize(
    ("text", "tree", "audience", "pairs"),
    [
        ("http://127.0.0.1:8000/fa/lamp?where=house", "lamp", "customer", (("where", "house"),)),
        (
            "https://help.example.org/en/lamp/ticket?a=b&_w=x#top",
            "lamp",
            "customer",
            (("a", "b"), ("_w", "x")),
        ),
        ("http://localhost/staff/walk/en/lamp?meter=done", "lamp", "staff", (("meter", "done"),)),
        ("/fa/lamp", "lamp", "customer", ()),
        ("?where=house", None, "customer", (("where", "house"),)),
        ("where=house&watts=%DB%B6", None, "customer", (("where", "house"), ("watts", "۶"))),
        ("", None, "customer", ()),
        ("http://localhost/", None, "customer", ()),
    ],
)
def test_an_address_says_the_tree_whose_it_is_and_what_is_known(text, tree, audience, pairs):
    assert address(text) == (tree, Audience(audience), pairs)


def record(folder, pairs, tree="lamp", audience=Audience.CUSTOMER):
    library = loaded(folder, {}).library
    return recorded(library, from_pairs(tree, audience, pairs, "n"), fields=True)


def test_what_happened_is_what_is_expected(tmp_path):
    found = record(
        tmp_path, [("windows~host", "xp"), ("where", "room"), ("bulb", "unable"), ("_w", "abcdefgh")]
    )
    assert found.test == PathTest(
        "n",
        "lamp",
        Expected(end="shop", steps=("windows",)),
        {"windows": {Source.HOST: "xp"}},
        {"where": "room", "bulb": "unable"},
    )
    assert found.left_out == ()


def test_what_is_not_asked_or_offered_is_left_out_and_said(tmp_path):
    pairs = [
        ("where", "house"),
        ("windows", "xp"),
        ("volts~probe", "much"),
        ("strength", "stong"),
        ("x", "y"),
    ]
    found = record(tmp_path, pairs)
    assert found.test.answers == {"where": "house"}
    assert found.test.told == {}
    assert found.test.expected == Expected(step="strength")
    assert sorted(found.left_out) == ["strength", "volts", "windows", "x"]


def test_a_request_is_expected_to_ask_for_its_fields(tmp_path):
    found = record(
        tmp_path, [("where", "house"), ("strength", "weak"), ("seen", "smoke"), ("watts", "unsure")]
    )
    assert found.test.expected == Expected(end="ticket", fields=("model",))


def test_an_address_in_a_later_tree_is_recorded_from_the_first(tmp_path):
    pairs = [("lamp:where", "street"), ("_via", "lamp"), ("where", "low"), ("windows", "xp")]
    found = record(tmp_path, pairs, tree="street")
    assert found.test.tree == "lamp"
    assert found.test.answers == {"where": "street", "street:where": "low"}
    assert found.test.expected == Expected(step="lamp", tree="street")


def test_an_address_for_staff_is_recorded_as_staff_walk(tmp_path):
    found = record(tmp_path, [("where", "house"), ("meter", "done")], audience=Audience.STAFF)
    assert found.test.audience is Audience.STAFF
    assert found.test.expected == Expected(step="strength")


def test_events_are_answers_but_for_those_that_were_changed_or_typed(tmp_path):
    events = [
        Answer("where", "room", superseded=True),
        Answer("where", "house"),
        Answer("strength", "strong"),
        Answer("bulb", "not-solved"),
        Answer("seen", "smoke.sparks"),
        Answer("watts", "given"),
    ]
    found = from_events(events, "n")
    assert found is not None
    assert found.left_out == ("watts",)
    test = recorded(loaded(tmp_path, {}).library, found.test).test
    assert test.answers == {
        "where": "house",
        "strength": "strong",
        "bulb": "not-solved",
        "seen": "smoke.sparks",
    }
    assert test.expected == Expected(step="watts")


def test_events_of_several_trees_begin_in_the_first(tmp_path):
    events = [Answer("where", "street"), Answer("where", "high", tree="street")]
    found = from_events(events, "n")
    assert found is not None
    assert found.test.tree == "lamp"
    assert found.test.answers == {"where": "street", "street:where": "high"}
    assert from_events([Answer("where", "room", superseded=True)], "n") is None


IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
STEPS = st.from_regex(r"([a-z]{1,4}:)?[a-z0-9]{1,6}(\.[a-z0-9]{1,4})?", fullmatch=True)
WORDS = st.sampled_from(
    ["null", "~", "true", "1603", "0x80", "no", "on", "-1", "a.b", "it's", "a: b", "#x", "[a", "{b"]
)
VALUES = (
    IDS
    | WORDS
    | st.text("ab'\"#:{}[],& \\-۶", min_size=1, max_size=12).filter(lambda text: text.split() != [])
)
LINES = VALUES.map(lambda text: " ".join(text.split()))
TESTS = st.builds(
    PathTest,
    LINES,
    st.just("lamp"),
    st.builds(
        Expected,
        step=st.none() | IDS,
        tree=IDS,
        steps=st.lists(STEPS, max_size=2).map(tuple),
        exactly=st.none() | st.lists(STEPS, min_size=1, max_size=2).map(tuple),
        never=st.lists(STEPS, max_size=2).map(tuple),
        fields=st.lists(IDS, max_size=2).map(tuple),
        says=st.dictionaries(STEPS, LINES, max_size=2),
        texts=st.dictionaries(
            st.sampled_from(["en", "fa"]), st.lists(LINES, min_size=1, max_size=2).map(tuple), max_size=2
        ),
    ),
    st.dictionaries(
        IDS, st.dictionaries(st.sampled_from([Source.HOST, Source.PROBE]), LINES, min_size=1), max_size=2
    ),
    st.dictionaries(STEPS, LINES, max_size=9),
    st.sampled_from(Audience),
)


@given(TESTS)
def test_what_is_written_is_read_as_it_was(test):
    file = file_of("lamp", as_yaml([test]).encode(), "")
    assert file.problems == ()
    assert file.tests == (test,)


TEST = PathTest("new", "lamp", Expected(step="where"))


def test_a_new_file_begins_with_the_line_for_editors():
    assert appended(None, "lamp.yaml", [TEST]) == HEAD + "- name: new\n  expect: {step: where}\n"


def test_comments_and_lines_of_a_file_stay_as_they_are():
    before = "# mine\n-   name: old   # why\n    expect:\n        step: where\n\n# the end\n"
    after = appended(before.encode(), "lamp.yaml", [TEST])
    assert after == before + "- name: new\n  expect: {step: where}\n"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("- {name: old, expect: {}}\n", "line 1 is wrong"),
        ("- name: 'old\n", "line 1 is wrong"),
        ("[{name: old, expect: {step: where}}]\n", "Put them there by hand"),
        ("- {name: new, expect: {step: where}}\n", "“new” stands in line 1 already"),
        ("  - {name: old, expect: {step: where}}\n", "Put them there by hand"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(before, why):
    with pytest.raises(NotAppended, match=why):
        appended(before.encode(), "lamp.yaml", [TEST])
