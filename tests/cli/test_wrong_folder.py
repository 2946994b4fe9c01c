"""Whoever types a command in the wrong folder is told, and nothing is written to the trees of the program itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wizard.cli import main
from wizard.resources import demonstration_trees

SITE = (
    "format: 1\nstages: {use: Using}\nbrand: {name: Support}\n"
    "default_locale: en\nlocales: {en: source, fa: offered}\n"
)
TREE = "format: 1\nstage: use\ntitle: No sound\ncheck: A bell.\nsteps:\n  a: {fix: Turn it up, how: Press.}\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIZARD_TREES", raising=False)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_reading_says_that_the_trees_are_those_of_the_program():
    told = run("search", "num lock")
    assert told.exit_code == 0
    assert "there is no folder trees here" in told.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("translate", "update"),
        ("translate", "extract"),
        ("lint", "--fix"),
        ("test", "question-marks", "--generate", "--write"),
    ],
)
def test_nothing_is_written_to_the_trees_of_the_program(words: tuple[str, ...]):
    before = {path: path.stat().st_mtime_ns for path in demonstration_trees().rglob("*")}
    done = run(*words)
    assert done.exit_code == 2 and "There is no folder trees here" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in demonstration_trees().rglob("*")} == before


def test_in_the_folder_of_trees_itself_that_folder_is_meant(elsewhere: Path):
    (elsewhere / "_site.yaml").write_text(SITE, encoding="utf-8")
    (elsewhere / "no-sound.yaml").write_text(TREE, encoding="utf-8")
    told = run("lint")
    assert (told.exit_code, told.stdout, told.stderr) == (0, "0 problems\n", "")
    assert run("translate", "update").exit_code == 0
    assert (elsewhere / "_locale" / "fa" / "no-sound.po").is_file()
