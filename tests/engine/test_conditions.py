"""Conditions: what holds now, and what is so for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.generated import bounded
from wizard.conditions import All, AnyOf, Compare, Condition, Is, NoneOf, number
from wizard.problem import Place

HERE = Place("t.yaml", 1, 1)
NAMES = ("a", "b", "c")
VALUES = ("1", "2", "x")


def leaves() -> st.SearchStrategy[Condition]:
    names = st.sampled_from(NAMES)
    equal = st.builds(Is, names, st.frozensets(st.sampled_from(VALUES), min_size=1), st.just(HERE))
    bounds = st.sampled_from([(1.0,), (2.0,)])
    return equal | st.builds(
        Compare, names, st.sampled_from(["below", "at-least"]), bounds, st.just(False), st.just(HERE)
    )


def conditions() -> st.SearchStrategy[Condition]:
    def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        items = st.lists(inner, max_size=3).map(tuple)
        return st.builds(All, items) | st.builds(AnyOf, items) | st.builds(NoneOf, items)

    return st.recursive(leaves(), joined, max_leaves=6)


@bounded
@given(conditions(), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES)))
def test_with_nothing_open_what_holds_now_holds_for_good(condition, values):
    assert condition.verdict(values, ()) is condition.holds(values)


@bounded
@given(conditions(), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES)), st.data())
def test_what_is_so_for_good_stays_so_whatever_the_open_names_become(condition, values, data):
    open_names = set(NAMES) - values.keys()
    verdict = condition.verdict(values, open_names)
    more = data.draw(st.dictionaries(st.sampled_from(sorted(open_names) or ["z"]), st.sampled_from(VALUES)))
    if verdict is not None:
        assert condition.holds({**values, **more}) is verdict


@pytest.mark.parametrize(
    ("text", "version", "found"),
    [
        ("5", False, (5.0,)),
        ("4.50", False, (4.5,)),
        ("2.10", True, (2, 10)),
        ("2.0.0", True, (2,)),
        ("0", True, (0,)),
        ("unsure", False, None),
        ("unsure", True, None),
        ("", False, None),
        ("1.", True, None),
        ("9" * 5000, True, None),
    ],
)
def test_numbers_and_versions_are_read_as_something_to_compare(text, version, found):
    assert number(text, version=version) == found


def test_a_version_is_compared_part_by_part():
    below = Compare("v", "below", (2, 10), True, HERE)
    assert below.holds({"v": "2.9"})
    assert not below.holds({"v": "2.10.0"})
    assert not below.holds({"v": "3"})
