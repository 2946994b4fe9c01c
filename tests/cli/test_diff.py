"""`wizard diff`, as it is typed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.diff.states import LAMP, SITE, lamp
from tests.lint.folders import write
from tests.store import samples
from wizard.cli.context import Setting
from wizard.cli.diff import diff
from wizard.errors import WizardError
from wizard.store import open_store

NEW = lamp(("Which lamp is it?", "Which light is it?"))


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'wizard.db'}")
    write(tmp_path / "old", {"_site.yaml": SITE, "lamp.yaml": LAMP, "fuse.yaml": LAMP})
    write(tmp_path / "trees", {"_site.yaml": SITE, "lamp.yaml": NEW})
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(diff, arguments, obj=Setting.chosen(Path("trees")))


def test_differences_are_told_tree_by_tree(folders):
    done = run("old", "trees")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "fuse",
        "  The tree fuse is gone: “The lamp is dark”.",
        "",
        "lamp",
        "  Customers in the middle of a walk who have answered “Which light is it?” (where) are asked again.",
        "  “Which light is it?” (where): its heading reads differently.",
        "      en, was: Which lamp is it?",
        "      en, now: Which light is it?",
        "",
        "3 differences",
    ]


def test_without_a_second_name_it_is_the_folder_of_trees(folders):
    assert run("old").stdout == run("old", "trees").stdout


def test_the_same_is_told_and_ends_with_0(folders):
    done = run("old", "old")
    assert (done.exit_code, done.stdout) == (0, "no differences\n")


def test_the_file_of_a_tree_is_compared_alone(folders):
    done = run("old/lamp.yaml", "trees/lamp.yaml")
    assert done.exit_code == 1
    assert "fuse" not in done.stdout
    assert run("old/lamp.yaml").stdout == done.stdout
    assert "The tree fuse is gone" in run("old/fuse.yaml", "trees").stdout


def test_files_of_two_names_are_one_tree(folders):
    assert run("old/lamp.yaml", "old/fuse.yaml").stdout == "no differences\n"
    write(folders / "trees", {"light.yaml": NEW})
    told = run("old/lamp.yaml", "trees/light.yaml").stdout
    assert told.replace("light\n", "lamp\n") == run("old/lamp.yaml", "trees/lamp.yaml").stdout


def test_programs_get_json(folders):
    done = run("old", "trees", "--json")
    found = json.loads(done.stdout)["differences"]
    assert [(one["topic"], one["tree"], one["step"], one["first"]) for one in found] == [
        ("tree", "fuse", "", False),
        ("again", "lamp", "where", False),
        ("text", "lamp", "where", False),
    ]
    assert found[2]["details"] == ["en, was: Which lamp is it?", "en, now: Which light is it?"]


def test_walks_under_way_are_read_from_the_database(folders):
    now = datetime.now(UTC)
    with open_store(f"sqlite:///{folders / 'wizard.db'}") as store:
        store.upgrade()
        for walk, age in (("a", 1), ("b", 2), ("late", 30)):
            event = samples.event("x", walk=walk, tree="lamp", reached="where", at=now - timedelta(hours=age))
            store.record_event(event, [])
    told = (
        "lamp: 2 walks stand at the step where, by the answers of the last day: the question is another now."
    )
    assert told in run("old", "trees").stdout
    assert told not in run("old", "trees", "--no-live").stdout


def test_without_a_database_none_is_made(folders):
    assert run("old", "trees").exit_code == 1
    assert not (folders / "wizard.db").exists()


def test_a_database_that_does_not_answer_hides_no_difference(folders):
    (folders / "wizard.db").write_text("no database")
    done = run("old", "trees")
    assert done.exit_code == 1
    assert "walks under way are not told" in done.stderr
    assert "3 differences" in done.stdout


def test_an_unknown_language_is_told(folders):
    done = run("old", "trees", "--locale", "tr")
    assert done.exit_code == 2
    assert "There are: en, fa" in done.output


def test_what_is_neither_file_nor_revision_is_told(folders):
    done = run("nowhere")
    assert isinstance(done.exception, WizardError)
    assert "nowhere is no file or folder" in str(done.exception)
