"""The SARIF log: by the official schema, and as code scanning needs it."""

import hashlib
import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.lint.folders import problems, write
from wizard.lint.explanations import explanations
from wizard.lint.report import FORMATS
from wizard.lint.report.contents import Report, ShownWalk, Stop
from wizard.problem import Level, Place, Problem

HERE = Path(__file__).parent / "sarif"
SCHEMA = json.loads((HERE / "sarif-schema-2.1.0.json").read_text("utf-8"))
TEXT = "steps:\n  light:\n    ask: Is it lit?\n    goto: cal\n"
FIRST = Problem(
    "trees/a b.yaml", 4, 11, "goto-unknown", Level.ERROR, "`cal` is no step", "did you mean `call`?"
)
SECOND = Problem("trees/a b.yaml", 0, 0, "end-unused", Level.WARNING, "nothing leads there")
SLOT = Problem("trees/_site.yaml", 9, 3, "empty-slot", Level.WARNING, "the slot `phone` is empty")
WALK = (("windows~host", "win10"), ("where", "program"))
WALKED = Problem("trees/a b.yaml", 4, 5, "unreachable-step", Level.ERROR, "nobody comes here", walk=WALK)
STOPS = (Stop("windows~host", "win10", Place("trees/_facts.yaml", 3, 1)), Stop("where", "program"))


def run_of(report):
    """The one run of the log, held to the schema."""
    log = json.loads(FORMATS["sarif"](report))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def whole():
    texts = {"trees/a b.yaml": TEXT}
    return Report(
        [FIRST, SECOND, WALKED], [SLOT], texts=texts, walks={WALKED: ShownWalk(STOPS, "wizard walk a")}
    )


def test_the_schema_is_the_official_one():
    (name, sha256) = re.findall(
        r"^\| `([^`]+)` .*\| `([0-9a-f]{64})` \|$", (HERE / "VENDORED.md").read_text(), re.M
    )[0]
    assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == sha256
    jsonschema.Draft4Validator.check_schema(SCHEMA)


def test_the_schema_would_tell_a_wrong_log():
    wrong = {"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}
    assert list(jsonschema.Draft4Validator(SCHEMA).iter_errors(wrong))


def test_every_rule_is_told_with_its_level_its_reason_and_its_examples():
    rules = run_of(Report([]))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(explanations())
    for rule in rules:
        one = explanations()[rule["id"]]
        assert rule["shortDescription"]["text"] == one.summary
        assert rule["fullDescription"]["text"] == one.why
        assert rule["defaultConfiguration"]["level"] == one.level
        assert all(content.rstrip() in rule["help"]["markdown"] for content in one.bad.values())
        assert one.why in rule["help"]["text"]


def test_a_result_names_its_rule_and_the_region_that_is_marked():
    run = run_of(whole())
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "goto-unknown"
    assert result["level"] == "error"
    assert result["message"]["text"] == "`cal` is no step\ndid you mean `call`?"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "trees/a%20b.yaml", "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 4, "startColumn": 11, "endColumn": 14, "snippet": {"text": "cal"}}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "SRCROOT" in run["originalUriBaseIds"]


def test_a_problem_of_a_whole_file_has_no_region():
    assert "region" not in run_of(whole())["results"][1]["locations"][0]["physicalLocation"]


def test_the_walk_is_a_code_flow_with_the_places_of_its_steps():
    (flow,) = run_of(whole())["results"][2]["codeFlows"]
    (thread,) = flow["threadFlows"]
    told = [stop["location"]["message"]["text"] for stop in thread["locations"]]
    assert told == ["windows~host = win10", "where = program"]
    places = [stop["location"]["physicalLocation"] for stop in thread["locations"]]
    assert places[0]["artifactLocation"]["uri"] == "trees/_facts.yaml"
    assert places[0]["region"]["startLine"] == 3
    assert places[1]["artifactLocation"]["uri"] == "trees/a%20b.yaml"


def test_slots_that_are_not_counted_are_notes_and_counted_ones_warnings():
    assert run_of(Report([], [SLOT]))["results"][0]["level"] == "note"
    strict = run_of(Report([], [SLOT], strict=True))
    assert strict["results"][0]["level"] == "warning"
    assert strict["invocations"][0]["exitCode"] == 1
    assert run_of(Report([], [SLOT]))["invocations"][0]["exitCode"] == 0


def marks(text, *found):
    results = run_of(Report(found, texts={"t.yaml": text}))["results"]
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]


def test_a_fingerprint_stays_when_lines_move_and_tells_two_of_a_kind_apart():
    one = Problem("t.yaml", 1, 1, "schema", Level.ERROR, "again in line 1")
    two = Problem("t.yaml", 2, 1, "schema", Level.ERROR, "again in line 2")
    far = Problem("t.yaml", 9, 3, "schema", Level.ERROR, "again in line 9")
    assert marks("goto: x\n", one) == marks("\n" * 8 + "  goto: x\n", far)
    first, second = marks("goto: x\ngoto: x\n", one, two)
    assert first != second
    assert first.partition(":")[0] == second.partition(":")[0]
    assert marks("goto: x\n", one) != marks("goto: y\n", one)


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("trees/درخت.yaml", {"uri": "trees/%D8%AF%D8%B1%D8%AE%D8%AA.yaml", "uriBaseId": "SRCROOT"}),
        ("../trees/a.yaml", {"uri": "../trees/a.yaml", "uriBaseId": "SRCROOT"}),
        ("/srv/trees/a b.yaml", {"uri": "file:///srv/trees/a%20b.yaml"}),
        ("C:/trees/a.yaml", {"uri": "file:///C:/trees/a.yaml"}),
    ],
)
def test_files_are_named_as_addresses(path, location):
    (result,) = run_of(Report([Problem(path, 1, 1, "schema", Level.ERROR, "so")]))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_what_the_linter_really_finds_makes_a_valid_log(tmp_path):
    folder = write(
        tmp_path / "t",
        {"a.yaml": "steps:\n  a:\n    fix: Plug it in\n    goto: {unable: cal}\n", "b.yaml": "]"},
    )
    found = problems(folder)
    assert len(run_of(Report(found))["results"]) == len(found) > 2
