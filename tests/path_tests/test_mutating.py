"""Moved edges: those that tests notice, those that make no difference, and those that are missed."""

from itertools import product

from tests.path_tests.folders import loaded
from wizard.engine.position import position
from wizard.known import Known, Source
from wizard.library import Loaded
from wizard.path_tests.additions import for_options, for_survivors
from wizard.path_tests.checking import Checker
from wizard.path_tests.differing import Differences
from wizard.path_tests.mutants import Mutant, mutants
from wizard.path_tests.mutating import Mutation, is_noticed, mutation
from wizard.path_tests.reading import file_of
from wizard.path_tests.running import Result, run
from wizard.path_tests.writing import as_yaml

HEAD = "format: 1\ntitle: t\nstage: use\nsteps:\n"
SMALL = (
    HEAD
    + """\
  first: {ask: A?, options: {x: X, y: {label: "Y", goto: third}, z: {label: Z, goto: ticket}}}
  second:
    ask: B?
    when: {first: x}
    options: {p: P, q: {label: Q, if: {volts: {at-least: 9}}}}
  group:
    when: {none: {second: q}}
    steps:
      third: {fix: C, when: {first: [x, y]}, goto: {unable: last}}
  windows: {fact: windows, when: [{third: unable}, {windows: xp}]}
  last: {tell: D, goto: ticket, when: {windows: [xp, win10]}}
"""
)


def results(found: Loaded, tests: str, tree: str = "small") -> tuple[Result, ...]:
    (one,) = run(found, {tree: file_of(tree, tests.encode(), f"{tree}.yaml")})
    assert list(one.all_problems()) == []
    return one.results


def tried(found: Loaded, tests: str) -> Mutation:
    return mutation(found.library, "small", results(found, tests))


def every_known(found: Loaded) -> list[Known]:
    """All that may be known on a walk through the small tree."""
    tree = found.library.customers["small"]
    answers = [[None, *(option.id for option in step.options)] for step in tree.steps]
    told = [
        {"volts": {Source.PROBE: volts}} | ({"windows": {Source.HOST: windows}} if windows else {})
        for volts in ("8", "9", "10")
        for windows in (None, "win10", "xp")
    ] + [{}, {"windows": {Source.HOST: "xp"}}, {"windows": {Source.HOST: "win10"}}]
    return [
        Known({step.id: one for step, one in zip(tree.steps, way, strict=True) if one}, facts)
        for way in product(*answers)
        for facts in told
    ]


def differs(found: Loaded, mutant: Mutant, everything: list[Known]) -> bool:
    tree = found.library.customers["small"]
    for known in everything:
        here, there = position(tree, known), position(mutant.tree, known)
        if (here.step and here.step.id, here.end) != (there.step and there.step.id, there.end):
            return True
        if [given.step for given in here.trail] != [given.step for given in there.trail]:
            return True
    return False


def test_a_mutant_makes_a_difference_if_and_only_if_some_walk_shows_it(tmp_path):
    found = loaded(tmp_path, {"small.yaml": SMALL})
    everything = every_known(found)
    differences = Differences(found.library, "small")
    every = list(mutants(found.library.staff["small"]))
    verdicts = {
        (mutant.said, mutant.place): next(differences.walks(mutant), None) is not None for mutant in every
    }
    assert differences.complete
    assert len(verdicts) == len(every) > 40
    assert {key for key, verdict in verdicts.items() if not verdict}
    wrong = [
        mutant.said
        for mutant in every
        if verdicts[mutant.said, mutant.place] != differs(found, mutant, everything)
    ]
    assert wrong == []


def test_the_walk_told_with_a_survivor_would_notice_it(tmp_path):
    found = loaded(tmp_path, {"small.yaml": SMALL})
    before = tried(found, "- {name: a, expect: {step: first}}\n")
    assert before.survivors
    checker = Checker.of(found.library)
    for survivor in before.survivors:
        alone = Mutation("small", survivors=(survivor,))
        tests = for_survivors(found.library, alone, ()).tests
        assert len(tests) == 1
        now = results(found, as_yaml(tests))
        assert is_noticed(found.library, checker, survivor.mutant, "small", now), survivor.mutant.said


def test_tests_for_all_survivors_leave_none(tmp_path):
    found = loaded(tmp_path, {"small.yaml": SMALL})
    covering = as_yaml(for_options(found.library, "small", []).tests)
    first = tried(found, covering)
    more = for_survivors(found.library, first, results(found, covering)).tests
    assert 0 < len(more) <= len(first.survivors)
    after = tried(found, covering + as_yaml(more))
    assert after.survivors == ()
    assert after.percent == 0.0
    assert (after.noticed, after.alike) == (first.total, first.alike)


def test_a_moved_goto_is_told_where_it_stands(tmp_path):
    found = loaded(tmp_path, {"small.yaml": SMALL})
    said = {mutant.said: mutant.place for mutant in mutants(found.library.staff["small"])}
    place = said["`y` of the step `first` leads to `second`"]
    assert (place.path, place.line) == ("trees/small.yaml", 5)
    assert said["`unable` of the step `third` leads to `windows`"].line == 13
    assert said["the condition on `second` is left out"].line == 11
    assert {
        "`x` of the step `first` leads to `third`",
        "`y` of the step `first` leads to `ticket`",
        "`z` of the step `first` leads to `solved`",
        "the condition on `first` is turned round",
        "the condition on `first` lacks `x`",
        "`volts` is compared by `above`, not `at-least`",
    } <= said.keys()


def test_a_mutant_differs_from_the_tree_in_one_place(tmp_path):
    tree = loaded(tmp_path, {"small.yaml": SMALL}).library.staff["small"]
    for mutant in mutants(tree):
        changed = [now.id for now, step in zip(mutant.tree.steps, tree.steps, strict=True) if now != step]
        assert set(changed) <= mutant.steps
        assert changed, mutant.said


def test_a_failing_test_notices_nothing(tmp_path):
    found = loaded(tmp_path, {"small.yaml": SMALL})
    (one,) = run(found, {"small": file_of("small", b"- {name: a, expect: {step: last}}\n", "small.yaml")})
    assert one.failed == 1
    assert mutation(found.library, "small", one.results).noticed == 0


def test_progress_is_told_from_nothing_to_all(tmp_path):
    seen: list[tuple[int, int]] = []
    found = loaded(tmp_path, {"small.yaml": SMALL})
    mutation(found.library, "small", (), lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == list(range(seen[0][1] + 1))
