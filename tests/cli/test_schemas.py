"""`wizard schemas`: what an editor needs stands beside the trees, and nothing else is touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wizard import resources
from wizard.cli import main


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of somebody's own, with a folder of trees."""
    monkeypatch.delenv("WIZARD_TREES", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trees").mkdir()
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def settings(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / ".vscode" / "settings.json").read_text("utf-8")))


def test_every_schema_is_laid_beside_the_trees_and_its_files_are_named(desk):
    done = run("schemas")
    assert done.exit_code == 0, done.output
    files = {file.name for file in (desk / "schemas").iterdir()}
    assert files == {file.name for file in resources.schemas().glob("*.schema.json")}
    for name in files:
        assert (desk / "schemas" / name).read_text("utf-8") == (resources.schemas() / name).read_text("utf-8")
    assert settings(desk)["yaml.schemas"] == {
        "./schemas/tree.schema.json": "trees/[^_]*.yaml",
        "./schemas/block.schema.json": "trees/_shared/*.yaml",
        "./schemas/facts.schema.json": "trees/_facts.yaml",
        "./schemas/fields.schema.json": "trees/_fields.yaml",
        "./schemas/site.schema.json": "trees/_site.yaml",
        "./schemas/tests.schema.json": "trees/_tests/*.yaml",
    }


def test_a_second_time_nothing_changes(desk):
    run("schemas")
    before = {file: file.read_bytes() for file in desk.rglob("*.json")}
    told = run("schemas")
    assert {line.rpartition(": ")[2] for line in told.stdout.splitlines()} == {"is up to date"}
    assert {file: file.read_bytes() for file in desk.rglob("*.json")} == before


def test_other_settings_of_the_editor_stay(desk):
    (desk / ".vscode").mkdir()
    (desk / ".vscode" / "settings.json").write_text(
        '{"editor.tabSize": 2, "yaml.schemas": {"other.json": "*.yml", "./schemas/tree.schema.json": "old"}}'
    )
    assert run("schemas").exit_code == 0
    found = settings(desk)
    assert found["editor.tabSize"] == 2
    schemas = found["yaml.schemas"]
    assert schemas["other.json"] == "*.yml"
    assert schemas["./schemas/tree.schema.json"] == "trees/[^_]*.yaml"


@pytest.mark.parametrize("content", ['{"a": 1, // remark\n}', "[]", '{"yaml.schemas": []}'])
def test_settings_that_cannot_be_read_are_left_alone_and_told_what_to_add(desk, content):
    (desk / ".vscode").mkdir()
    file = desk / ".vscode" / "settings.json"
    file.write_text(content)
    told = run("schemas")
    assert told.exit_code == 2
    assert "./schemas/tree.schema.json" in told.stderr
    assert file.read_text() == content


def test_a_folder_elsewhere_is_named_with_into(desk):
    other = desk / "desk" / "kit"
    (other / "paths").mkdir(parents=True)
    assert run("--trees", str(other / "paths"), "schemas", "--into", str(other)).exit_code == 0
    assert settings(other)["yaml.schemas"]["./schemas/site.schema.json"] == "paths/_site.yaml"
    assert not (desk / "schemas").exists()


def test_trees_that_are_not_below_the_folder_are_refused_with_the_remedy(desk):
    (desk / "other").mkdir()
    told = run("schemas", "--into", "other")
    assert told.exit_code == 2
    assert "--into DIRECTORY" in told.stderr
    assert not (desk / "other" / "schemas").exists()


def test_a_folder_that_is_itself_the_trees_is_named_by_its_name(desk):
    assert run("schemas", "--into", "trees").exit_code == 0
    assert settings(desk / "trees")["yaml.schemas"]["./schemas/tree.schema.json"] == "trees/[^_]*.yaml"


def test_one_schema_can_be_printed(desk):
    told = run("schemas", "--print", "tree")
    assert told.stdout == (resources.schemas() / "tree.schema.json").read_text("utf-8")
    assert list(desk.iterdir()) == [desk / "trees"]


def test_an_unknown_schema_is_refused_by_name(desk):
    told = run("schemas", "--print", "leaf")
    assert told.exit_code == 2
    assert "there is no schema leaf. There are: tree, block," in told.stderr
