"""`wizard lint`, as it is typed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.lint.folders import write
from wizard.cli.context import Setting
from wizard.cli.lint import lint_command

lint = lint_command()

SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using}
slots: {phone: {about: Our number, value: ""}}
"""
GOOD = "steps:\n  switch: {tell: The switch is at the back.}\n"
BAD = "steps:\n  switch: {tell: The switch is at the back., goto: {not-solved: swich}}\n"
PO = 'msgid ""\nmsgstr ""\n\nmsgctxt "bad/plug/tell"\nmsgid "Plug it in."\nmsgstr "x"\n'
FILES = {
    "_site.yaml": SITE,
    "good.yaml": GOOD,
    "bad.yaml": BAD,
    "_shared/fuse.yaml": "steps:\n  look: {tel: Look at the fuse.}\n",
    "_locale/fa/bad.po": PO,
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "trees", FILES)
    write(tmp_path / "fine", {"_site.yaml": SITE, "good.yaml": GOOD})
    return tmp_path


def run(*arguments, command=lint, trees="trees"):
    return CliRunner().invoke(command, arguments, obj=Setting.chosen(Path(trees) if trees else None))


def files(result):
    """The files that the printed problems stand in."""
    return sorted({line.split(":")[0] for line in result.stdout.splitlines() if "[" in line})


def test_without_a_path_the_folder_of_trees_is_read(here):
    result = run()
    assert result.exit_code == 1
    assert files(result) == [
        "trees/_locale/fa/bad.po",
        "trees/_shared/fuse.yaml",
        "trees/_site.yaml",
        "trees/bad.yaml",
    ]
    assert "trees/bad.yaml:2:65: error [goto-unknown] `swich` is no step or end of this tree" in result.stdout
    assert result.stdout.splitlines()[-1] == "3 problems"


def test_a_folder_without_problems_exits_with_0_and_still_lists_empty_slots(here):
    result = run("fine")
    assert result.exit_code == 0
    assert "[empty-slot] the slot `phone` is empty" in result.stdout
    assert result.stdout.splitlines()[-1] == "0 problems"


def test_strict_counts_empty_slots(here):
    result = run("fine", "--strict")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "1 problem"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["trees/bad.yaml"], ["trees/bad.yaml"]),
        (["trees/good.yaml"], []),
        (["trees/_shared/fuse.yaml", "trees/bad.yaml"], ["trees/_shared/fuse.yaml", "trees/bad.yaml"]),
        (["trees/_shared"], ["trees/_shared/fuse.yaml"]),
        (["trees/_locale/fa/bad.po"], ["trees/_locale/fa/bad.po"]),
        (["trees/_site.yaml"], ["trees/_site.yaml"]),
        (["trees/./bad.yaml", "fine"], ["fine/_site.yaml", "trees/bad.yaml"]),
        (["trees/bad.yaml", "trees"], files),
    ],
)
def test_of_the_paths_named_only_those_are_shown(here, paths, expected):
    assert files(run(*paths)) == (files(run()) if expected is files else expected)


def test_a_file_is_checked_with_the_whole_folder_it_belongs_to(here):
    write(here / "trees", {"good.yaml": GOOD.replace("back.", "back., goto: {not-solved: tree:bad}")})
    assert run("trees/good.yaml").exit_code == 0


def test_a_file_outside_of_any_folder_of_trees_is_checked_alone(here):
    write(here / "desk", {"one.yaml": BAD, "two.yaml": BAD})
    result = run("desk/one.yaml")
    assert files(result) == ["desk/one.yaml"]
    assert result.exit_code == 1


def test_paths_are_shown_as_one_would_type_them(here, monkeypatch):
    monkeypatch.chdir(here / "trees")
    assert files(run("bad.yaml", trees=None)) == ["bad.yaml"]
    assert files(run(".", trees=None)) == ["_locale/fa/bad.po", "_shared/fuse.yaml", "_site.yaml", "bad.yaml"]
    monkeypatch.chdir(here / "trees" / "_shared")
    assert files(run("fuse.yaml", trees=None)) == ["fuse.yaml"]
    monkeypatch.chdir(here / "fine")
    assert files(run("../trees/bad.yaml", trees=None)) == ["../trees/bad.yaml"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.yaml"], "does not exist"),
        (["notes.txt"], "is no file of trees"),
        (["empty"], "there are no trees in empty"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'sarif', 'github'"),
        (["--diff"], "--diff shows what --fix would change"),
        (["--fix-only", "spelling"], "'spelling' is not one of 'quotes', 'moved', 'order'"),
        (["--explain", "goto-unknwn"], "Did you mean goto-unknown?"),
        (["--explain", "zzz"], "The rules are: yaml-syntax"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_wrong(here, arguments, words):
    (here / "notes.txt").write_text("x")
    (here / "empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_of_trees_that_is_empty_is_no_clean_one(here):
    (here / "empty").mkdir()
    assert run(trees="empty").exit_code == 2


def test_json_goes_to_standard_output_alone(here):
    result = run("--format", "json")
    assert result.exit_code == 1
    whole = json.loads(result.stdout)
    assert [problem["rule"] for problem in whole["problems"]] == [
        "translation-orphaned",
        "unknown-key",
        "goto-unknown",
    ]
    assert [slot["rule"] for slot in whole["empty_slots"]] == ["empty-slot"]
    assert whole["served"] == []


@pytest.mark.parametrize("shape", ["json", "sarif"])
def test_other_programs_get_one_json_value_and_the_same_exit_status(here, shape):
    assert json.loads(run("--format", shape).stdout)
    assert run("--format", shape).exit_code == 1
    assert run("fine", "--format", shape).exit_code == 0


def test_github_gets_commands_and_the_count(here):
    lines = run("--format", "github").stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::error", "::error", "::notice", "3"]


def test_the_excerpt_is_of_the_file_itself_translations_too(here):
    lines = run("trees/bad.yaml", "trees/_locale").stdout.splitlines()
    assert "    2 |   switch: {tell: The switch is at the back., goto: {not-solved: swich}}" in lines
    assert any(line.startswith('    5 | msgid "Plug it in."') for line in lines)


def test_colours_are_for_terminals_only(here, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in run().stdout
    coloured = CliRunner().invoke(lint, [], obj=Setting.chosen(Path("trees")), color=True)
    assert "\x1b[31m\x1b[1merror" in coloured.stdout
    monkeypatch.setenv("NO_COLOR", "1")
    plain = CliRunner().invoke(lint, [], obj=Setting.chosen(Path("trees")), color=True)
    assert plain.stdout == run().stdout


SLIP = "steps:\n  switch:\n    tell: The switch: at the back.\n    hint: See it.\n"


def test_fix_mends_says_what_it_did_and_reports_what_is_left(here):
    write(here / "trees", {"good.yaml": SLIP})
    result = run("--fix", "--format", "json")
    assert 'tell: "The switch: at the back."' in (here / "trees/good.yaml").read_text("utf-8")
    assert "fixed trees/good.yaml:3: put the text in quotes" in result.stderr
    assert {problem["path"] for problem in json.loads(result.stdout)["problems"]} == {
        "trees/_locale/fa/bad.po",
        "trees/_shared/fuse.yaml",
        "trees/bad.yaml",
    }
    assert result.exit_code == 1
    assert run("--fix").stderr == ""


def test_fix_exits_with_0_when_nothing_is_left_and_touches_only_the_files_named(here):
    write(here / "trees", {"good.yaml": SLIP, "other.yaml": SLIP})
    assert run("trees/good.yaml", "--fix").exit_code == 0
    assert "tell: The switch: at" in (here / "trees/other.yaml").read_text("utf-8")


def test_fix_only_mends_what_was_named(here):
    disorder = SLIP.replace("    hint: See it.\n", "").replace("    tell", "    hint: See it.\n    tell")
    write(here / "trees", {"good.yaml": disorder})
    assert run("trees/good.yaml", "--fix-only", "quotes").exit_code == 0
    said = (here / "trees/good.yaml").read_text("utf-8")
    assert said.index("hint:") < said.index('tell: "The switch')


def test_diff_shows_what_would_change_and_changes_nothing(here):
    write(here / "trees", {"good.yaml": SLIP})
    before = (here / "trees/good.yaml").read_bytes()
    result = run("trees/good.yaml", "--fix-only", "quotes", "--diff")
    assert result.stdout == (
        "--- a/trees/good.yaml\n+++ b/trees/good.yaml\n@@ -1,6 +1,6 @@\n steps:\n   switch:\n"
        '-    tell: The switch: at the back.\n+    tell: "The switch: at the back."\n     hint: See it.\n'
        " format: 1\n title: The lamp is dark\n"
    )
    assert "would fix trees/good.yaml:3: put the text in quotes" in result.stderr
    assert result.exit_code == 1
    assert (here / "trees/good.yaml").read_bytes() == before
    assert run("fine", "--fix-only", "quotes", "--diff").exit_code == 0


def test_a_file_outside_of_any_folder_is_mended_alone(here):
    write(here / "desk", {"one.yaml": SLIP, "two.yaml": SLIP})
    assert run("desk/one.yaml", "--fix").exit_code == 0
    assert "tell: The switch: at" in (here / "desk/two.yaml").read_text("utf-8")


def test_explain_prints_reasons_and_examples(here):
    result = run("--explain", "goto-unknown")
    assert result.exit_code == 0
    assert "goto-unknown (error)" in result.stdout
    assert "Wrong:" in result.stdout
    assert "goto: cal}" in result.stdout
    assert "Right:" in result.stdout


@dataclass(frozen=True)
class Kept:
    revision: str = "ab12"
    at: datetime = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def test_a_broken_tree_of_which_a_good_revision_is_kept_is_named(here):
    def last_good(loaded):
        return {name: Kept() for name in loaded.broken}

    write(here / "trees", {"broken.yaml": "steps: [\n", "other.yaml": "steps: {a: {}}\n"})
    result = run("trees/broken.yaml", command=lint_command(last_good))
    assert "broken: revision ab12 of 2026-03-04 05:06 goes on being served" in result.stdout
    assert "other: revision" not in result.stdout


def test_every_option_has_a_help_and_the_command_an_example():
    assert all(option.help for option in lint.params if isinstance(option, click.Option))
    assert "Example: wizard lint" in (lint.help or "")


def test_trees_to_be_read_again_are_listed_and_only_counted_when_strict(here):
    write(here / "fine", {"old.yaml": f"review_by: 2001-01-01\n{GOOD}"})
    result = run("fine/old.yaml")
    assert result.exit_code == 0
    assert "to be read again (not counted):" in result.stdout
    assert "old.yaml:1:12: warning [review-passed] `old` was to be read again by 2001-01-01" in result.stdout
    assert run("fine/old.yaml", "--strict").exit_code == 1
    (listed,) = json.loads(run("fine/old.yaml", "--format", "json").stdout)["passed_reviews"]
    assert listed["rule"] == "review-passed"
    assert "::notice file=fine/old.yaml" in run("fine/old.yaml", "--format", "github").stdout
