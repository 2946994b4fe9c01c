"""`wizard lint` tells which earlier revision of a broken tree is served, and makes no database to find out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from wizard.cli import main
from wizard.library import load
from wizard.publishing import publish
from wizard.store import open_store

TREE = "format: 1\ntitle: No light\nsteps:\n  plug: {fix: Plug it in, check: It shines.}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("WIZARD_TREES", raising=False)
    monkeypatch.setenv("WIZARD_DATA", str(tmp_path / "data"))
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "light.yaml").write_text(TREE, encoding="utf-8")
    return trees


def test_a_broken_tree_is_told_to_go_on_in_its_last_good_revision(folder: Path):
    with open_store(f"sqlite:///{folder.parent / 'data' / 'wizard.db'}") as store:
        store.upgrade()
        loaded = load(folder)
        publish(loaded, store, datetime(2026, 11, 22, tzinfo=UTC))
    revision = loaded.library.trees["light"].revision
    (folder / "light.yaml").write_text(TREE.replace("title:", "titel:"), encoding="utf-8")
    done = CliRunner().invoke(main, ["lint"])
    assert done.exit_code == 1
    assert "light" in done.output and revision in done.output and "served" in done.output


def test_without_a_database_nothing_is_said_and_nothing_is_made(folder: Path):
    (folder / "light.yaml").write_text(TREE.replace("title:", "titel:"), encoding="utf-8")
    done = CliRunner().invoke(main, ["lint"])
    assert done.exit_code == 1 and "served" not in done.output
    assert not (folder.parent / "data").exists()
