"""`wizard serve --watch` shows the inside of trees: only this machine reaches it unless somebody says otherwise."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from wizard.cli import main


@pytest.fixture
def trees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WIZARD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "trees"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.7", "help.example.org", "localhost.example.org"]
)
def test_a_host_that_others_reach_is_refused(trees: Path, host: str):
    done = CliRunner().invoke(main, ["--trees", str(trees), "serve", "--watch", "--host", host])
    assert done.exit_code == 2 and "--expose" in done.output
    assert not (trees.parent / "data").exists()


def test_several_processes_are_refused(trees: Path):
    done = CliRunner().invoke(main, ["--trees", str(trees), "serve", "--watch", "--workers", "2"])
    assert done.exit_code == 2 and "leave --workers out" in done.output


def test_exposing_without_watching_is_a_mistake(trees: Path):
    done = CliRunner().invoke(main, ["--trees", str(trees), "serve", "--expose"])
    assert done.exit_code == 2 and "--expose goes with --watch" in done.output


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path: Path):
    done = CliRunner().invoke(main, ["--trees", str(tmp_path / "none"), "serve", "--watch"])
    assert done.exit_code == 2 and "There is no folder of trees" in done.output


@pytest.mark.parametrize("watching", [["--watch"], []])
def test_a_port_that_another_program_has_is_told_at_once(trees: Path, watching: list[str]):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # so does the server itself
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(main, ["--trees", str(trees), "serve", *watching, "--port", str(port)])
    assert done.exit_code == 2
    assert f"Another program listens at 127.0.0.1:{port} already" in done.output
