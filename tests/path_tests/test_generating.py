"""Generated tests take every option, pass, are as few as they may be claimed to be, and can be added to a file."""

from functools import cache
from pathlib import Path

import pytest

from tests.path_tests.folders import loaded
from wizard.known import Source
from wizard.library import Loaded, load
from wizard.path_tests.additions import for_options, least_walks
from wizard.path_tests.coverage import choices, untaken
from wizard.path_tests.reading import file_of
from wizard.path_tests.running import run
from wizard.path_tests.writing import as_yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("trees", "tests/trees/good")


@cache
def folder(name: str) -> Loaded:
    return load(ROOT / name, name)


TREES = [(name, tree) for name in FOLDERS for tree in folder(name).library.trees]


@pytest.mark.parametrize(("name", "tree"), TREES, ids=lambda one: one)
def test_every_option_is_taken_by_a_generated_test_that_passes(name, tree):
    found = for_options(folder(name).library, tree, [])
    assert found.complete
    assert found.left == ()
    file = file_of(tree, as_yaml(found.tests).encode(), f"{tree}.yaml")
    assert file.problems == ()
    (results,) = run(folder(name), {tree: file})
    assert list(results.all_problems()) == []
    taken = {
        one
        for result in results.results
        for one in choices(folder(name).library.staff[tree], result.made.passed)
    }
    assert untaken(folder(name).library.staff[tree], taken).missing == ()
    assert least_walks(folder(name).library, tree) <= len(found.tests)


def test_what_the_present_tests_take_is_not_proposed_again(tmp_path):
    tests = "- {name: a, answers: {where: street}, expect: {tree: street}}\n"
    found = loaded(tmp_path, {})
    (results,) = run(found, {"lamp": file_of("lamp", tests.encode(), "lamp.yaml")})
    with_it = for_options(found.library, "lamp", results.results).tests
    without = for_options(found.library, "lamp", []).tests
    assert any(test.answers.get("where") == "street" for test in without)
    assert not any(test.answers.get("where") == "street" for test in with_it)


def test_names_come_from_the_words_of_the_tree_and_are_all_different(tmp_path):
    names = [test.name for test in for_options(loaded(tmp_path, {}).library, "lamp", []).tests]
    assert len(set(names)) == len(names)
    assert "Put in a new bulb: Yes, it is solved" in names


def test_an_option_that_no_walk_takes_is_left_over(tmp_path):
    text = (
        "format: 1\ntitle: t\nstage: use\nsteps:\n"
        "  a: {ask: A?, options: {b: {label: B, goto: ticket}, c: C}}\n"
        "  d: {fix: D, when: {a: b}}\n"
    )
    found = for_options(loaded(tmp_path, {"odd.yaml": text}).library, "odd", [])
    assert found.left == (("d", "not-solved"), ("d", "solved"), ("d", "unable"))


def test_facts_are_told_only_where_answers_alone_do_not_get(tmp_path):
    text = (
        "format: 1\ntitle: t\nstage: use\nsteps:\n"
        "  a: {ask: A?, options: {b: B, c: {label: C, if: {volts: {above: 200}}}}}\n"
        "  d: {fix: D, when: {a: c, volts: {at-most: 220}}}\n"
    )
    tests = for_options(loaded(tmp_path, {"odd.yaml": text}).library, "odd", []).tests
    told = [test for test in tests if test.told]
    assert len(told) == 3
    assert {float(test.told["volts"][Source.PROBE]) <= 220 for test in told} == {True}
    assert [test.answers for test in tests if not test.told] == [{"a": "b"}]


def test_staff_walk_only_where_customers_do_not_get(tmp_path):
    tests = for_options(loaded(tmp_path, {}).library, "lamp", []).tests
    assert {test.audience for test in tests if "meter" in test.answers} == {"staff"}
    assert {test.audience for test in tests if "meter" not in test.answers} == {"customer"}


def test_the_fewest_walks_are_found_where_one_takes_much(tmp_path):
    steps = "".join(f"  s{at}: {{ask: S?, options: {{a: A, b: B, c: C}}}}\n" for at in range(9))
    found = loaded(tmp_path, {"long.yaml": f"format: 1\ntitle: t\nstage: use\nsteps:\n{steps}"})
    assert len(for_options(found.library, "long", []).tests) == least_walks(found.library, "long") == 3
