"""`# lint: allow RULE why`: where it speaks, what it may say."""

import pytest

from tests.lint.folders import problems, write
from tests.lint.test_command import SITE

RULE = "fix-without-check"
WHY = "the lamp is in another room"


def found(folder, *steps, **files):
    """What is found in a tree of these lines, as line and rule."""
    name = files.pop("name", "tree.yaml")
    whole = write(folder / "t", {name: "\n".join(steps) + "\n", **files})
    return [(problem.line, problem.rule) for problem in problems(whole)]


FIX = ("steps:", "  plug:", "    fix: Plug it in")


def test_without_a_comment_the_problem_is_there(tmp_path):
    assert found(tmp_path, *FIX) == [(2, RULE)]


def test_on_the_line_above(tmp_path):
    assert found(tmp_path, "steps:", f"  # lint: allow {RULE} {WHY}", "  plug:", "    fix: Plug it in") == []


def test_behind_the_line_itself(tmp_path):
    assert found(tmp_path, "steps:", f"  plug:  # lint: allow {RULE}: {WHY}", "    fix: Plug it in") == []


def test_above_everything_it_speaks_of_the_whole_file(tmp_path):
    more = ("  fuse:", "    fix: Change it")
    assert found(tmp_path, "# A lamp.", f"# lint: allow {RULE} - {WHY}", "", *FIX, *more) == []


def test_other_comments_may_stand_between(tmp_path):
    lines = ("steps:", f"  # lint: allow {RULE} {WHY}", "  # Ask the electrician.", "", *FIX[1:])
    assert found(tmp_path, *lines) == []


def test_it_speaks_of_the_next_line_only(tmp_path):
    lines = ("steps:", f"  # lint: allow {RULE} {WHY}", *FIX[1:], "  fuse:", "    fix: Change it")
    assert found(tmp_path, *lines) == [(5, RULE)]


def test_it_speaks_of_all_lines_of_the_text_below_it(tmp_path):
    lines = (
        "steps:", "  plug:", "    tell: Look.", "    # lint: allow raw-html so it stands on the screen",
        "    hint: |", "      One line.", "", "      Press <b>OK</b>.", "  fuse:", "    tell: See <i>this</i>.",
    )  # fmt: skip
    assert found(tmp_path, *lines) == [(10, "raw-html")]


def test_a_remark_behind_a_key_makes_no_text_of_what_stands_below_it(tmp_path):
    lines = (
        "steps:",
        "  # lint: allow raw-html so it is",
        "  plug: # the first",
        "    tell: See <i>this</i>.",
    )
    assert found(tmp_path, *lines) == [(2, "allow-unused"), (4, "raw-html")]


def test_it_speaks_of_its_own_rule_only(tmp_path):
    lines = ("steps:", "  # lint: allow raw-html no matter", *FIX[1:])
    assert found(tmp_path, *lines) == [(2, "allow-unused"), (3, RULE)]


def test_several_stand_one_above_the_other(tmp_path):
    lines = (
        "steps:", f"  # lint: allow {RULE} {WHY}", "  # lint: allow risky-fix-without-undo nothing to undo",
        "  plug:", "    fix: Plug it in", "    risk: setting", "    warning: It is for everybody.",
    )  # fmt: skip
    assert found(tmp_path, *lines) == []


def test_a_comment_behind_an_unquoted_text_cuts_nothing_off(tmp_path):
    lines = ("steps:", "  plug:", "    tell: See <b>this</b>. # lint: allow raw-html so it is on the screen")
    assert found(tmp_path, *lines) == []


@pytest.mark.parametrize(
    "value", ['"Say # lint: allow {} {}"', "|\n      # lint: allow {} {}", "'# lint: allow {} {}'"]
)
def test_inside_a_text_it_is_no_comment(value, tmp_path):
    assert found(tmp_path, *FIX, f"    hint: {value.format(RULE, WHY)}") == [(2, RULE)]


@pytest.mark.parametrize(
    ("comment", "rule"),
    [
        (f"allow {RULE}", "allow-without-reason"),
        (f"allow {RULE} --", "allow-without-reason"),
        ("allow fix-withot-check because", "allow-unknown-rule"),
        ("allow", "allow-unknown-rule"),
        ("allow schema because", "allow-unknown-rule"),
        ("allow allow-unused because", "allow-unknown-rule"),
        ("allow goto-unknown because", "allow-unused"),
    ],
)
def test_a_careless_comment_is_a_problem_and_allows_nothing(comment, rule, tmp_path):
    assert found(tmp_path, "steps:", f"  # lint: {comment}", *FIX[1:]) == [(2, rule), (3, RULE)]


def test_a_misspelt_rule_gets_the_right_one_told(tmp_path):
    folder = write(
        tmp_path / "t", {"tree.yaml": "steps:\n  # lint: allow fix-withot-check so\n  a:\n    tell: Yes\n"}
    )
    (problem,) = problems(folder)
    assert problem.hint == "did you mean `fix-without-check`?"


def test_what_loading_finds_cannot_be_allowed(tmp_path):
    lines = ("# lint: allow unknown-key we need it", *FIX, "    check: It is lit.", "    hnt: no")
    assert found(tmp_path, *lines) == [(1, "allow-unknown-rule"), (6, "unknown-key")]


def test_while_a_file_cannot_be_read_nothing_is_called_unused(tmp_path):
    lines = ("steps:", f"  # lint: allow {RULE} {WHY}", "  plug:", "    tell: 'Never closed")
    assert "allow-unused" not in {rule for _, rule in found(tmp_path, *lines)}


PO = """\
msgid ""
msgstr ""

# Seen by two of us.
{}
msgctxt "tree/plug/tell"
msgid "Plug it in at {{windows}}."
msgstr "وصل کنید"

msgctxt "tree/title"
msgid "The lamp is dark"
msgstr "<b>تاریک</b>"
"""


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("# lint: allow placeholder-lost it is said above", {"raw-html"}),
        ("#. lint: allow placeholder-lost it is said above", {"raw-html", "placeholder-lost"}),
        ("# lint: allow raw-html so it is", {"raw-html", "placeholder-lost", "allow-unused"}),
    ],
)
def test_in_a_po_file_a_translator_allows_something_in_one_entry(comment, rules, tmp_path):
    facts = "windows:\n  about: Windows\n  values: {win10: Windows 10}\n"
    files = {"_site.yaml": SITE, "_facts.yaml": facts, "_locale/fa/tree.po": PO.format(comment)}
    told = found(tmp_path, "steps:", "  plug:", "    tell: 'Plug it in at {windows}.'", **files)
    assert {rule for _, rule in told} == rules


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_read_the_same(tmp_path):
    folder = write(tmp_path / "t", {"tree.yaml": ""})
    text = (
        folder / "tree.yaml"
    ).read_text() + f"steps:\n  # lint: allow {RULE} {WHY}\n  plug:\n    fix: Plug it in\n"
    (folder / "tree.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert problems(folder) == []
