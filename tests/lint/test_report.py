"""What the linter prints for people, and as JSON."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from wizard.lint.report import FORMATS
from wizard.lint.report.contents import Report, ShownWalk, Stop
from wizard.lint.report.excerpt import cells, excerpt
from wizard.lint.report.region import region_end
from wizard.lint.report.text import Tone, as_text
from wizard.problem import Level, Problem

FIRST = Problem("trees/a.yaml", 3, 5, "goto-unknown", Level.ERROR, "`cal` is no step", "did you mean `call`?")
SECOND = Problem("trees/b.yaml", 1, 1, "end-unused", Level.WARNING, "nothing leads there")
SLOT = Problem("trees/_site.yaml", 9, 3, "empty-slot", Level.WARNING, "the slot `phone` is empty")
WALK = (("windows~host", "win10"), ("where", "program"), ("set-locale", "not-solved"))
WALKED = Problem("trees/a.yaml", 3, 5, "unreachable-step", Level.ERROR, "nobody comes by here", walk=WALK)


@dataclass(frozen=True)
class Kept:
    revision: str
    at: datetime


SERVED = {"b": Kept("ab12", datetime(2026, 3, 4, 5, 6, tzinfo=UTC))}


def test_a_problem_is_a_line_with_its_place_and_a_line_with_what_to_do():
    assert as_text(Report([FIRST])).splitlines() == [
        "trees/a.yaml:3:5: error [goto-unknown] `cal` is no step",
        "    did you mean `call`?",
        "1 problem",
    ]


def test_the_line_of_the_file_stands_below_with_the_spot_marked():
    text = 'steps:\n  light:\n    on: {label: "Yes", goto: cal}  # soon\n'
    problem = Problem("t.yaml", 3, 30, "goto-unknown", Level.ERROR, "`cal` is no step")
    assert as_text(Report([problem], texts={"t.yaml": text})).splitlines() == [
        "t.yaml:3:30: error [goto-unknown] `cal` is no step",
        '    3 |     on: {label: "Yes", goto: cal}  # soon',
        "      |                              ^^^",
        "1 problem",
    ]


def test_a_place_beyond_the_file_has_no_excerpt():
    problem = Problem("t.yaml", 9, 1, "schema", Level.ERROR, "gone")
    assert len(as_text(Report([problem], texts={"t.yaml": "a: b\n"})).splitlines()) == 2


def test_the_totals_say_what_was_found_how_often_and_the_last_line_how_many():
    assert as_text(Report([FIRST, FIRST, SECOND])).splitlines()[-4:] == [
        "    2  goto-unknown",
        "    1  end-unused (warning)",
        "2 errors and 1 warning in 2 files",
        "3 problems",
    ]


def test_one_problem_needs_no_totals():
    assert as_text(Report([])) == "0 problems"
    assert as_text(Report([FIRST])).splitlines()[-1] == "1 problem"
    assert "in 1 file" not in as_text(Report([FIRST]))


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


def test_the_walk_that_shows_a_problem_is_told_with_the_command_that_walks_it():
    stops = tuple(Stop(*pair) for pair in WALK)
    report = Report([WALKED], walks={WALKED: ShownWalk(stops, "wizard walk a --known where=program")})
    assert as_text(report).splitlines()[1:3] == [
        "    shown by: windows~host = win10 → where = program → set-locale = not-solved",
        "    see it: wizard walk a --known where=program",
    ]


def test_a_long_walk_goes_on_in_the_next_line():
    walk = tuple((f"question-number-{at}", "yes-of-course") for at in range(9))
    problem = Problem("a.yaml", 1, 1, "unreachable-step", Level.ERROR, "so", walk=walk)
    lines = as_text(Report([problem])).splitlines()[1:-1]
    assert len(lines) == 5
    assert max(cells(line) for line in lines) < 125
    assert all(line.endswith("→") for line in lines[:-1])
    assert " ".join(" ".join(lines).split()).removeprefix("shown by: ") == " → ".join(
        f"{name} = {value}" for name, value in walk
    )


def test_each_piece_gets_the_look_of_its_tone():
    painted = as_text(
        Report([FIRST], texts={"trees/a.yaml": "\n\n    goto: cal\n"}),
        lambda text, tone: f"<{tone.value} {text}>",
    )
    assert "<place trees/a.yaml:3:5>: <error error> [goto-unknown]" in painted
    assert "<mark     ^^^^>" in painted
    assert {tone.value for tone in Tone} - {"warning"} == {
        word for word in ("error", "place", "mark", "frame", "hint") if f"<{word} " in painted
    }


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("    plug:", "plug"),
        ("  tell: Look there. # soon", "Look there."),
        ('  on: {label: "Yes, all", goto: x}', '"Yes, all"'),
        ("  on: {label: Yes, goto: x}", "Yes"),
        ("  tell: 'It''s' # it", "'It''s'"),
        ("  tell: {site.x} is it", "{site.x}"),
        ("  when: {a: {below: 2}} # so", "{a: {below: 2}}"),
        ("  when: [a, b", "[a, b"),
        ('  tell: "never closed', '"never closed'),
        ("  goto: tree:lamp", "tree:lamp"),
        ("  tell: Yes: no", "Yes"),
        ("  tell: : no", ":"),
    ],
)
def test_the_mark_goes_as_far_as_the_key_or_value_does(line, thing):
    column = line.index(thing, line.find(":") + 1 if ": " in line else 0) + 1
    assert line[column - 1 : region_end(line, column) - 1] == thing


def test_behind_the_end_of_a_line_one_sign_is_marked():
    assert excerpt("tell:", 6) == ("tell:", "     ^")
    assert excerpt("tell:", 99) == ("tell:", "     ^")
    assert excerpt("", 1) == ("", "^")


def marked(line, column, **more):
    """The cells of the shown line that stand above the marks."""
    shown, marks = excerpt(line, column, **more)
    text = shown.removeprefix("\u200e")
    first, last = len(marks) - len(marks.lstrip()), len(marks)
    found, at = "", 0
    for sign in text:
        if first <= at < last:
            found += sign
        at += cells(sign)
    return found


def test_tabs_and_wide_letters_take_the_cells_that_a_terminal_gives_them():
    assert marked("\ttell:\tHere", 8) == "Here"
    assert marked("表表: 漢字 {site.x}", 5) == "漢字 {site.x}"
    assert marked("e\u0301e\u0301: {site.x} there", 7) == "{site.x}"


@pytest.mark.parametrize("line", ["    hint: متن فارسی {site.x} و متن", "    hint: نص عربي {site.x} ثم نص"])
def test_a_left_to_right_word_in_persian_or_arabic_is_marked_itself(line):
    assert marked(line, line.index("{") + 1) == "{site.x}"


def test_a_spot_in_persian_is_marked_as_the_whole_run_for_terminals_turn_it_round_or_not():
    line = "    hint: متن فارسی است <b>مهم</b> آنجا"
    assert marked(line, line.index("فارسی") + 1).startswith("متن فارسی است")
    assert excerpt(line, 1).line.startswith("\u200e")
    assert not excerpt("    hint: plain", 1).line.startswith("\u200e")


@pytest.mark.parametrize("at", [0, 1, 40, 150, 299])
@pytest.mark.parametrize("word", ["word", "واژه", "字"])
def test_of_a_long_line_what_stands_around_the_spot_is_shown(at, word):
    line = " ".join([word] * 300)
    column = at * (len(word) + 1) + 1
    shown, marks = excerpt(line, column, 80)
    assert cells(shown) <= 82
    assert word in shown
    assert len(marks) <= 82
    assert "…" in shown
    assert marks.strip()


def test_signs_that_a_terminal_would_obey_are_not_shown():
    assert "\x1b" not in excerpt("tell: \x1b[2J", 7).line


def test_json_holds_the_same():
    assert json.loads(FORMATS["json"](Report([FIRST], [SLOT], SERVED))) == {
        "problems": [
            {
                "path": "trees/a.yaml",
                "line": 3,
                "column": 5,
                "rule": "goto-unknown",
                "level": "error",
                "message": "`cal` is no step",
                "hint": "did you mean `call`?",
                "walk": [],
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
                "walk": [],
            }
        ],
        "passed_reviews": [],
        "served": [{"tree": "b", "revision": "ab12", "kept_at": "2026-03-04T05:06:00+00:00"}],
    }


def test_json_tells_the_walk_in_order():
    (problem,) = json.loads(FORMATS["json"](Report([WALKED])))["problems"]
    assert [(one["name"], one["value"]) for one in problem["walk"]] == list(WALK)


def test_github_gets_one_command_a_problem():
    text = "a: b\n\n  goto: cal\n"
    assert FORMATS["github"](Report([FIRST], [SLOT], SERVED, texts={"trees/a.yaml": text})).splitlines() == [
        "::error file=trees/a.yaml,line=3,col=5,endColumn=7,title=goto-unknown"
        "::`cal` is no step%0Adid you mean `call`?",
        "::notice file=trees/_site.yaml,line=9,col=3,title=empty-slot::the slot `phone` is empty",
        "::notice title=b::b: revision ab12 of 2026-03-04 05:06 goes on being served",
        "1 problem",
    ]


def test_what_github_would_read_as_its_own_is_escaped():
    problem = Problem("trees/a,b: c%.yaml", 0, 0, "schema", Level.WARNING, "50%\r\nof: it, all", "so\nand so")
    assert FORMATS["github"](Report([problem], strict=True)).splitlines()[0] == (
        "::warning file=trees/a%2Cb%3A c%25.yaml,line=1,title=schema::50%25%0D%0Aof: it, all%0Aso%0Aand so"
    )


def test_github_is_told_the_walk_too():
    assert (
        FORMATS["github"](Report([WALKED]))
        .splitlines()[0]
        .endswith(
            "::nobody comes by here%0AShown by:%0Awindows~host = win10 → where = program → set-locale = not-solved"
        )
    )
