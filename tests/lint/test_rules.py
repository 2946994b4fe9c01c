"""Every rule on its own examples, and on the files dropped into tests/trees/bad/<rule>."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.lint.folders import expected, problems, told, write
from wizard.library import Loaded, load
from wizard.lint.explanations import explanations, page
from wizard.lint.reviews import RULE as REVIEW
from wizard.lint.reviews import passed_reviews
from wizard.lint.rules import RULES
from wizard.lint.rules.detected_value_unknown import name as DETECTED
from wizard.lint.slots import RULE as SLOT
from wizard.lint.slots import empty_slots
from wizard.problem import Problem

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests" / "trees" / "bad"
NAMES = [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_the_bad_example_of_a_rule_shows_that_rule_and_nothing_else(rule, tmp_path):
    found = problems(write(tmp_path / "trees", rule.bad))
    assert {problem.rule for problem in found} == {rule.name}


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_the_good_example_of_a_rule_has_no_problem_at_all(rule, tmp_path):
    assert problems(write(tmp_path / "trees", rule.good)) == []


LOADING = [one for one in explanations().values() if one.name not in NAMES]


@pytest.mark.parametrize("one", [one for one in LOADING if one.bad], ids=lambda one: one.name)
def test_the_examples_of_what_is_found_while_loading_hold_too(one, tmp_path):
    assert {problem.rule for problem in problems(write(tmp_path / "bad", one.bad))} == {one.name}
    assert problems(write(tmp_path / "good", one.good)) == []


@pytest.mark.parametrize("folder", sorted(BAD.iterdir()), ids=lambda folder: folder.name)
def test_a_bad_folder_shows_exactly_what_its_files_say(folder):
    beside: dict[str, Callable[[Loaded], list[Problem]]] = {
        SLOT: empty_slots,
        REVIEW: partial(passed_reviews, today=date(2026, 1, 1)),
    }
    listed = beside[folder.name](load(folder, folder.name)) if folder.name in beside else []
    assert told([*problems(folder), *listed]) == expected(folder)


@pytest.mark.parametrize("rule", [name for name in explanations() if name not in (SLOT, DETECTED)])
def test_every_rule_finds_something_in_three_files_at_least(rule):
    files = {line.partition(" ")[0] for line in expected(BAD / rule) if f" {rule}: " in line}
    assert len(files) >= 3, "drop more files into tests/trees/bad/<rule>: each another slip that people make"


def test_empty_slots_stand_in_the_one_site_file_that_a_folder_has():
    assert [line.partition(" ")[0] for line in expected(BAD / SLOT)] == ["_site.yaml", "_site.yaml"]


def test_what_detectors_find_stands_in_the_one_facts_file_that_a_folder_has():
    found = [line.partition(" ")[0] for line in expected(BAD / DETECTED)]
    assert set(found) == {"_facts.yaml"} and len(found) >= 3


def test_every_bad_folder_is_named_for_a_rule():
    assert {folder.name for folder in BAD.iterdir()} - set(explanations()) == set()


def test_rule_names_are_unique_and_tell_their_file():
    assert len(set(NAMES)) == len(NAMES)
    modules = [str(vars(rule)["__name__"]).rpartition(".")[2] for rule in RULES]
    assert modules == [name.replace("-", "_") for name in NAMES]


def test_every_rule_file_is_registered():
    files = {path.stem for path in (ROOT / "wizard" / "lint" / "rules").glob("*.py")} - {"__init__"}
    assert files == {name.replace("-", "_") for name in NAMES}


def test_the_documentation_of_the_rules_is_up_to_date():
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == page(), (
        "python -m wizard.lint.explanations > docs/rules.md"
    )


@pytest.mark.parametrize("rule", explanations())
def test_every_rule_name_stands_in_the_documentation(rule):
    assert f"\n## {rule}\n" in page()


@pytest.mark.parametrize("folder", ["trees", "tests/trees/good"])
def test_our_own_trees_have_no_problem(folder):
    assert told(problems(ROOT / folder)) == {}


def test_a_text_that_a_remark_behind_a_tab_cuts_is_told_like_any_other(tmp_path):
    tree = "steps:\n  a:\n    tell: See a#b a\t#7\n"
    (found,) = problems(write(tmp_path / "trees", {"tree.yaml": tree}))
    assert (found.rule, found.line) == ("text-cut", 3)
    assert "before ` #7`" in found.message
