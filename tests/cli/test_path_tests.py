"""`wizard test`, as it is typed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from tests.path_tests.folders import written
from wizard.cli import main
from wizard.path_tests.reading import file_of
from wizard.store import Event, open_store

LAMP = """\
# ours
- name: the house
  answers: {where: house, strength: strong, bulb: not-solved, seen: smoke, watts: 60}
  expect: {end: ticket}
- name: the street
  answers: {where: street}
  expect: {tree: street}
"""
WRONG = """\
- name: the shop
  known: {windows~host: xp}
  answers: {where: room, bulb: unable}
  expect: {end: solved}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "trees", {"_tests/lamp.yaml": LAMP})
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["test", *arguments], catch_exceptions=False)


def kept(here: Path, tree: str = "lamp") -> dict[str, dict[str, str]]:
    """The answers of each test in a tree's file, which must be without problems."""
    file = file_of(tree, (here / "trees" / "_tests" / f"{tree}.yaml").read_bytes(), "")
    assert file.problems == ()
    return {test.name: dict(test.answers) for test in file.tests}


def test_tests_that_pass_are_counted_and_what_they_cover_is_told(here):
    result = run()
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "lamp: 2 tests"
    assert lines[-2:] == ["without tests: street", "2 tests of 1 tree, 0 failed"]
    assert "  options  6 of 20 (30 %)" in lines
    assert "           not where=room (trees/lamp.yaml:9)" in lines
    (persian,) = (line for line in lines if line.startswith("  fa "))
    assert persian.startswith("  fa       1 of 1")


def test_a_failure_is_told_with_its_place_and_walk(here):
    (here / "trees/_tests/lamp.yaml").write_text(LAMP + WRONG, "utf-8")
    result = run("lamp")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "trees/_tests/lamp.yaml:11:17: error [path-test] the shop: the walk stands at the end `shop`, not at `solved`",
        "    walk: windows~host=xp where=room bulb=unable",
    ]
    assert result.stdout.splitlines()[2] == "lamp: 3 tests, 1 failed"


def test_json_holds_all_of_it(here):
    (here / "trees/_tests/lamp.yaml").write_text(LAMP + WRONG, "utf-8")
    result = run("--format", "json")
    assert result.exit_code == 1
    whole = json.loads(result.stdout)
    assert (whole["tests"], whole["failed"], whole["untested"]) == (3, 1, ["street"])
    assert whole["problems"][0]["walk"] == [["windows~host", "xp"], ["where", "room"], ["bulb", "unable"]]
    lamp = whole["trees"]["lamp"]
    assert [one["passed"] for one in lamp["tests"]] == [True, True, False]
    options = lamp["coverage"]["options"]
    assert options["covered"] + len(options["missing"]) == options["total"] == 20
    assert {"name": "where=unsure", "path": "trees/lamp.yaml", "line": 12, "column": 7} in options["missing"]
    assert lamp["coverage"]["languages"]["fa"]["covered"] == 1


def test_ci_systems_get_a_case_for_each_test(here):
    (here / "trees/_tests/lamp.yaml").write_text(LAMP + WRONG + "- {name: no, expect: {stp: x}}\n", "utf-8")
    result = run("--format", "junit")
    assert result.exit_code == 1
    suites = ElementTree.fromstring(result.stdout)
    assert suites.attrib == {"tests": "3", "failures": "1"}
    (suite,) = suites
    assert suite.attrib == {"name": "lamp", "tests": "3", "failures": "1", "errors": "1"}
    assert [(case.attrib["name"], [one.tag for one in case]) for case in suite] == [
        ("the file", ["error"]),
        ("the house", []),
        ("the street", []),
        ("the shop", ["failure"]),
    ]
    assert "walk: windows~host=xp" in str(suite[3][0].text)


def test_too_few_options_fail_when_a_least_is_named(here):
    assert run("lamp", "--coverage-min", "30").exit_code == 0
    result = run("--coverage-min", "31")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "lamp: the tests take 30.0 % of the options, less than 31 %",
        "street: the tests take 0.0 % of the options, less than 31 %",
    ]


def test_a_tree_may_be_named_by_its_files(here):
    for name in ("lamp", "trees/lamp.yaml", "trees/_tests/lamp.yaml"):
        assert run(name).stdout.splitlines()[-1] == "2 tests of 1 tree, 0 failed"
    result = run("lmap")
    assert result.exit_code == 2
    assert "There is no tree called lmap here" in " ".join(result.stderr.split())


def test_generated_tests_are_printed_and_written_on_request(here):
    before = (here / "trees/_tests/lamp.yaml").read_text("utf-8")
    printed = run("lamp", "--generate")
    assert printed.exit_code == 0
    assert "more tests take every option that the present 2 do not take" in printed.stderr
    assert (here / "trees/_tests/lamp.yaml").read_text("utf-8") == before
    assert run("--generate", "--write").exit_code == 0
    assert (here / "trees/_tests/lamp.yaml").read_text("utf-8") == before + printed.stdout
    assert run("--coverage-min", "100").exit_code == 0
    assert set(kept(here, "street"))
    assert run("--generate").stdout == ""


def test_moved_edges_that_no_test_notices_are_listed_and_noticed_by_what_is_written(here):
    run("--generate", "--write")
    result = run("lamp", "--mutate")
    assert result.exit_code == 1
    first, second, *_, last = result.stdout.splitlines()
    assert first.startswith("trees/lamp.yaml:")
    assert "no test of lamp notices when " in first
    assert second.startswith("    this walk would: ")
    assert "moved edges, " in last
    assert run("--mutate", "--write").exit_code == 1
    after = run("--mutate")
    assert after.exit_code == 0
    assert ", 0 not noticed (0.0 %)" in after.stdout.splitlines()[-1]
    assert run().exit_code == 0


def test_a_walk_is_recorded_from_its_address(here):
    result = run(
        "--record", "http://127.0.0.1:8000/fa/lamp?windows~host=xp&where=room&bulb=unable&_w=abcdefgh"
    )
    assert result.exit_code == 0
    assert result.stdout == (
        '- name: "windows xp known: Put in a new bulb: I could not do this"\n'
        "  known: {windows~host: xp}\n"
        "  answers: {where: room, bulb: unable}\n"
        "  expect: {end: shop, steps: [windows]}\n"
    )


def test_a_query_string_is_recorded_under_a_name_and_written_behind_what_is_there(here):
    arguments = (
        "lamp",
        "--record",
        "where=house&windows=xp",
        "--known",
        "volts~probe=10",
        "--name",
        "weak",
        "--write",
    )
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == ["left out: windows", "trees/_tests/lamp.yaml: 1 test added"]
    text = (here / "trees/_tests/lamp.yaml").read_text("utf-8")
    assert text == LAMP + (
        "- name: weak\n  known: {volts~probe: 10}\n  answers: {where: house}\n"
        "  expect: {step: seen, steps: [strength]}\n"
    )
    assert run().exit_code == 0
    again = run(*arguments)
    assert again.exit_code == 2
    assert "There is a test called “weak”" in again.stderr


def test_a_real_walk_is_recorded_by_its_id(here, monkeypatch):
    url = f"sqlite:///{(here / 'wizard.db').as_posix()}"
    monkeypatch.setenv("DATABASE_URL", url)
    given = [("where", "room"), ("where", "house"), ("strength", "strong"), ("bulb", "not-solved")]
    given += [("seen", "smoke"), ("watts", "given")]
    with open_store(url) as store:
        store.upgrade()
        path: list[str] = []
        for step, value in given:
            path = [*(one for one in path if one != step), step]
            now = datetime(2026, 1, 2, tzinfo=UTC)
            event = Event("walk-1234", now, "lamp", "ab12cd", "fa", "web", "customer", step, value, "seen")
            store.record_event(event, path)
    result = run("--record", "walk-1234", "--name", "real", "--write")
    assert result.exit_code == 0, result.output
    assert "left out: watts" in result.stderr
    assert kept(here)["real"] == {
        "where": "house",
        "strength": "strong",
        "bulb": "not-solved",
        "seen": "smoke",
    }
    assert run("--record", "walk-9999").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--record", "where=house"], "name the tree"),
        (["lamp", "street", "--record", "where=house"], "name one tree"),
        (["--record", "http://localhost/fa/nowhere?a=b"], "There is no tree called nowhere"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--coverage-min", "101"], "101"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(here, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_a_broken_file_of_tests_fails_and_is_never_written_to(here):
    file = here / "trees/_tests/lamp.yaml"
    file.write_text("- name: 'a\n", "utf-8")
    assert run().exit_code == 1
    result = run("lamp", "--generate", "--write")
    assert result.exit_code == 2
    assert "cannot be put at the end of trees/_tests/lamp.yaml" in " ".join(result.stderr.split())
    assert file.read_text("utf-8") == "- name: 'a\n"


def test_a_broken_tree_is_passed_over_and_told(here):
    (here / "trees/lamp.yaml").write_text("steps: 5\n", "utf-8")
    assert "the tree `lamp` cannot be walked" in run().stdout
    result = run("--mutate")
    assert "lamp: passed over, it cannot be walked" in result.stderr
    assert result.stdout.splitlines()[0].startswith("trees/street.yaml:")
