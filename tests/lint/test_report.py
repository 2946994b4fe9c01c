"""What the linter prints, for people and for programs."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from wizard.lint.report import Report, as_json, as_text
from wizard.problem import Level, Problem

FIRST = Problem("trees/a.yaml", 3, 5, "goto-unknown", Level.ERROR, "`cal` is no step", "did you mean `call`?")
SECOND = Problem("trees/b.yaml", 1, 1, "end-unused", Level.WARNING, "nothing leads there")
SLOT = Problem("trees/_site.yaml", 9, 3, "empty-slot", Level.WARNING, "the slot `phone` is empty")


@dataclass(frozen=True)
class Kept:
    revision: str
    at: datetime


SERVED = {"b": Kept("ab12", datetime(2026, 3, 4, 5, 6, tzinfo=UTC))}


def test_a_problem_is_a_line_with_its_place_and_a_line_with_what_to_do():
    assert as_text(Report([FIRST, SECOND])).splitlines() == [
        "trees/a.yaml:3:5: error [goto-unknown] `cal` is no step",
        "    did you mean `call`?",
        "trees/b.yaml:1:1: warning [end-unused] nothing leads there",
        "2 problems",
    ]


def test_the_last_line_counts_the_problems():
    assert as_text(Report([])) == "0 problems"
    assert as_text(Report([FIRST])).splitlines()[-1] == "1 problem"


def test_empty_slots_stand_below_the_problems_and_are_not_counted():
    assert as_text(Report([SECOND], [SLOT])).splitlines() == [
        "trees/b.yaml:1:1: warning [end-unused] nothing leads there",
        "empty slots (not counted):",
        "trees/_site.yaml:9:3: warning [empty-slot] the slot `phone` is empty",
        "1 problem",
    ]
    assert Report([], [SLOT]).count == 0


def test_strict_counts_the_empty_slots():
    report = Report([], [SLOT], strict=True)
    assert report.count == 1
    assert as_text(report).splitlines()[0] == "empty slots:"
    assert as_text(report).splitlines()[-1] == "1 problem"


def test_a_broken_tree_that_goes_on_being_served_is_named():
    lines = as_text(Report([SECOND], served=SERVED)).splitlines()
    assert "b: revision ab12 of 2026-03-04 05:06 goes on being served" in lines


def test_json_holds_the_same():
    assert json.loads(as_json(Report([FIRST], [SLOT], SERVED))) == {
        "problems": [
            {
                "path": "trees/a.yaml",
                "line": 3,
                "column": 5,
                "rule": "goto-unknown",
                "level": "error",
                "message": "`cal` is no step",
                "hint": "did you mean `call`?",
            }
        ],
        "empty_slots": [
            {
                "path": "trees/_site.yaml",
                "line": 9,
                "column": 3,
                "rule": "empty-slot",
                "level": "warning",
                "message": "the slot `phone` is empty",
                "hint": "",
            }
        ],
        "served": [{"tree": "b", "revision": "ab12", "kept_at": "2026-03-04T05:06:00+00:00"}],
    }
