"""The linter finds no error in 500 sound trees made at random, and the planted fault in each of 500 others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.exploration.faults import FAULTS, planted
from tests.exploration.sensible import trees, write
from wizard.library import load
from wizard.lint.lint import lint
from wizard.lint.rules import RULES
from wizard.problem import Level, Problem

MANY = 500
KINDS = [*FAULTS]
LEVELS = {rule.name: rule.level for rule in RULES}


def linted(folder: Path, made: Mapping[str, Mapping[str, Any]]) -> Mapping[str, list[Problem]]:
    """The problems of each tree."""
    loaded = load(write(folder / "trees", made), "trees")
    assert len(loaded.library.trees) == len(made)
    found = defaultdict(list)
    for problem in lint(loaded):
        found[problem.path.removeprefix("trees/").removesuffix(".yaml")].append(problem)
    return found


def fault_of(number: int) -> str:
    return KINDS[number % len(KINDS)]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Problem]]:
    made = trees(seed=2, count=MANY)
    for number, (name, tree) in enumerate([*made.items()]):
        made[name] = planted(tree, fault_of(number), Random(f"fault {number}"))
    return linted(tmp_path_factory.mktemp("faulty"), made)


def test_no_error_is_found_in_sound_trees(tmp_path: Path) -> None:
    made = trees(seed=1, count=MANY)
    assert len({str(tree["steps"]) for tree in made.values()}) == MANY
    assert sum(len(tree["steps"]) for tree in made.values()) > 8 * MANY
    found = linted(tmp_path, made)
    errors = [one for problems in found.values() for one in problems if one.level is Level.ERROR]
    assert errors == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_fault_is_found_in_every_tree(faulty: Mapping[str, list[Problem]], kind: str) -> None:
    numbers = [number for number in range(MANY) if fault_of(number) == kind]
    assert len(numbers) >= MANY // len(KINDS)
    missed = [
        number for number in numbers if kind not in {problem.rule for problem in faulty[f"tree-{number}"]}
    ]
    assert missed == []


def test_nothing_else_is_an_error_there(faulty: Mapping[str, list[Problem]]) -> None:
    others = [
        problem
        for number in range(MANY)
        for problem in faulty[f"tree-{number}"]
        if problem.level is Level.ERROR and problem.rule != fault_of(number)
    ]
    assert others == []


def test_every_rule_of_the_exploration_has_a_planted_fault() -> None:
    exploring = {rule.name for rule in RULES if "wizard.exploration" in imports_of(vars(rule)["__file__"])}
    exploring |= {"condition-never", "condition-always", "condition-unknowable"}
    assert exploring <= {*KINDS}
    assert {*KINDS} <= LEVELS.keys()


def imports_of(file: str) -> str:
    return "\n".join(line for line in Path(file).read_text("utf-8").splitlines() if line.startswith("from "))
