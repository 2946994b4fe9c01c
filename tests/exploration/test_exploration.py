"""The exploration by itself: what is forgotten, what is split, where it gives up, and who is told how far it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engine.snippets import tree_of
from tests.lint.folders import write
from wizard import limits
from wizard.conditions import Compare, Is
from wizard.exploration.explore import explored, merged
from wizard.exploration.pattern import matches
from wizard.exploration.trace import Stop, shortest
from wizard.exploration.typed import longest, room, samples
from wizard.library import load
from wizard.lint.lint import lint
from wizard.model.step import Typed
from wizard.problem import Level, Place
from wizard.query import query_string

HERE = Place("t.yaml", 1, 1)


def questions(count: int, last: str) -> str:
    """A tree of questions, each with a fix for one answer, and a last step."""
    lines = ["steps:"]
    for number in range(count):
        lines.append(f"  q{number}: {{ask: Q{number}?, options: {{a: A, b: B, unsure: }}}}")
        lines.append(f"  f{number}: {{fix: Mend {number}, when: {{q{number}: a}}}}")
    return "\n".join([*lines, f"  last: {last}"]) + "\n"


def test_what_nobody_reads_any_more_is_forgotten() -> None:
    found = explored(tree_of(questions(60, "{tell: That is all.}")))
    assert max(map(len, found.arrived)) == 1
    assert found.is_shown(120)


def test_answers_that_are_read_at_the_end_alone_stay_few_too() -> None:
    all_of = ", ".join(f"q{number}: b" for number in range(60))
    found = explored(tree_of(questions(60, f"{{tell: That is all., when: {{{all_of}}}}}")))
    assert max(map(len, found.arrived)) == 1
    assert found.is_shown(120)


def test_facts_that_nobody_reads_never_get_into_a_state() -> None:
    found = explored(tree_of("steps: {windows: {fact: windows}, last: {tell: That is all.}}"))
    assert found.arrived == [{0}, {0}]


def test_too_many_ways_to_stand_are_given_up_and_nothing_is_claimed(tmp_path: Path) -> None:
    pairs = ", ".join(f"{{q{number}: a, f{number}: unable}}" for number in range(15))
    text = questions(15, f"{{tell: That is all., when: {{any: [{pairs}]}}}}")
    wrong = text.replace("when: {q14: a}", "when: {q13: a, none: {q13: [a, b]}}").replace(
        "{q14: a, f14: unable}", "{q14: a}"
    )
    assert explored(tree_of(text)).is_too_large
    rules = {
        problem.rule for problem in lint(load(write(tmp_path / "t", {"tree.yaml": "check: Yes\n" + text})))
    }
    assert rules == {"exploration-too-large"}
    many = "check: Yes\n" + wrong.replace("f13: unable", "f13: [unable, not-solved]")
    found = {problem.rule for problem in lint(load(write(tmp_path / "u", {"tree.yaml": many})))}
    assert found <= {"exploration-too-large", "condition-never"}


def test_states_that_differ_in_one_name_are_one() -> None:
    found = explored(tree_of(questions(2, "{tell: That is all., when: {q0: a, q1: a}}"))).plan.fields
    q0, q1 = found.of["q0"], found.of["q1"]
    rest = q1.bits["a"]
    assert merged({q0.bits["a"] | rest, q0.bits["b"] | rest}, found) == {q0.bits["a"] | q0.bits["b"] | rest}
    apart = {q0.bits["a"] | q1.bits["a"], q0.bits["b"] | q1.bits["b"]}
    assert merged(set(apart), found) == apart


def test_typed_values_are_split_at_the_bounds_that_conditions_name() -> None:
    leaves: list[Is | Compare] = [
        Compare("n", "below", (5.0,), False, HERE),
        Compare("n", "at-least", (5.5,), False, HERE),
        Is("n", frozenset({"7"}), HERE),
    ]
    found = samples(Typed("number", "0", "10"), leaves)
    vectors = {tuple(leaf.holds({"n": value}) for leaf in leaves) for value in found}
    assert vectors == {(True, False, False), (False, False, False), (False, True, False), (False, True, True)}
    only = samples(Typed("number", "6", "10"), leaves[:2])
    assert [tuple(leaf.holds({"n": value}) for leaf in leaves[:2]) for value in only] == [(False, True)]


def test_versions_are_split_part_by_part() -> None:
    leaves = [Compare("n", "below", (2, 10), True, HERE), Compare("n", "above", (2, 5), True, HERE)]
    found = samples(Typed("version"), leaves)
    vectors = {tuple(leaf.holds({"n": value}) for leaf in leaves) for value in found}
    assert vectors == {(True, False), (True, True), (False, True)}


@pytest.mark.parametrize(
    "pattern", ["[A-Z]{2}[0-9]{4}", r"\d{3,5}", "(a|bc)+x?", "[^/]+", r"\w+-\w+", "v?[1-9].*"]
)
def test_a_text_is_found_for_a_pattern(pattern: str) -> None:
    found = [*matches(pattern)]
    assert found
    assert all(re.fullmatch(pattern, text) for text in found)
    assert samples(Typed("text", pattern=pattern), ())


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        (Typed("text"), 480),
        (Typed("text", pattern="[^/]+"), 480),
        (Typed("text", pattern="[A-Z]{2}[0-9]{4}"), 6),
        (Typed("number", "1", "99"), 22),
        (Typed("number"), 23),
        (Typed("version"), 40),
    ],
)
def test_the_longest_that_may_be_typed_takes_so_many_bytes(typed: Typed, most: int) -> None:
    sample = samples(typed, ())[0]
    text = longest(typed, sample, ())
    assert typed.value(text) == text
    assert room(text) == most == len(query_string([("a", text)])) - len("a=")


def test_a_walk_names_what_the_product_must_tell() -> None:
    tree = tree_of("steps: {q: {ask: Q?, options: {a: A, b: B}}, f: {tell: F, when: {overlay: on, q: b}}}")
    assert shortest(explored(tree).plan, Stop(1)) == (("overlay~host", "on"), ("q", "b"))


def test_a_draft_gets_warnings_where_others_get_errors(tmp_path: Path) -> None:
    wrong = "steps:\n  q: {ask: Q?, options: {a: {label: A, goto: solved}, unsure: {goto: nowhere}}}\n"
    for draft in ("false", "true"):
        folder = write(tmp_path / draft, {"tree.yaml": f"draft: {draft}\n{wrong}"})
        levels = {problem.rule: problem.level for problem in lint(load(folder))}
        assert levels["goto-unknown"] is (Level.WARNING if draft == "true" else Level.ERROR)


def test_what_cannot_be_read_is_an_error_in_a_draft_too(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", {"tree.yaml": "draft: true\nsteps:\n  q: {tell: Q, hnt: Q}\n"})
    assert {problem.level for problem in lint(load(folder))} == {Level.ERROR}


def test_the_progress_is_told_step_by_step_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    text = questions(20, "{tell: That is all.}")
    folder = write(tmp_path / "t", {"tree.yaml": "check: Yes\n" + text})
    lint(load(folder), progress=lambda tree, done, steps: told.append((tree, done, steps)))
    assert told == [("tree", done, 41) for done in range(1, 42)]


def test_the_limits_are_as_they_are_written() -> None:
    assert limits.WALK_BYTES < limits.JOURNEY_BYTES < limits.QUERY_BYTES
