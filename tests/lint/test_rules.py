"""Every rule on its own examples, and on the files dropped into tests/trees/bad/<rule>."""

from pathlib import Path

import pytest

from tests.lint.folders import expected, problems, told, write
from wizard.lint.explanations import explanations, page
from wizard.lint.rules import RULES

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
    assert told(problems(folder)) == expected(folder)


@pytest.mark.parametrize("rule", NAMES)
def test_every_rule_has_a_folder_in_which_it_finds_something(rule):
    assert any(f" {rule}: " in line for line in expected(BAD / rule))


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
