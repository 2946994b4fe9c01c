"""docs/authoring.md, done as it says, in a repository of its own with the package installed beside the trees.

The package comes from the wheel of this checkout, git's far end is a bare repository on this disk.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

from tests.fences import DOCS, ROOT, Block, blocks, page
from tests.installed import Installation, environment, wait_for
from wizard import __version__

PAGE = DOCS / "authoring.md"
ADDRESS = "https://git.example.org/desk.git"
SHOWN = re.compile(r"<http://127\.0\.0\.1:8000(/[^>]*)>")


@dataclass(frozen=True, slots=True)
class Desk:
    """A writer's folder, the folder of whoever serves it, and the settings under which their commands run."""

    folder: Path
    server: Path
    settings: Mapping[str, str]

    def run(self, script: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run lines of a shell, in the writer's folder; the environment of the page's first lines is used."""
        used = self.folder / ".venv" / "bin" / "activate"
        before = f". {used}\n" if used.exists() else ""
        return subprocess.run(
            ["bash", "-e", "-c", before + script],
            cwd=folder or self.folder,
            env=dict(self.settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture
def desk(tmp_path: Path, installation: Installation) -> Desk:
    far = tmp_path / "far.git"
    folder, server = tmp_path / "desk", tmp_path / "server"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--bare", str(far)], check=True)
    laid_down = Path(sys.prefix) / "wheels"
    offline = {"PIP_NO_INDEX": "1"} if laid_down.is_dir() else {}
    settings = environment(
        PIP_FIND_LINKS=f"{installation.wheel.parent} {laid_down}",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        HOME=str(tmp_path),
        GIT_CONFIG_NOSYSTEM="1",
        GIT_CONFIG_COUNT="3",
        GIT_CONFIG_KEY_0=f"url.{far.as_uri()}.insteadOf",
        GIT_CONFIG_VALUE_0=ADDRESS,
        GIT_CONFIG_KEY_1="user.name",
        GIT_CONFIG_VALUE_1="A writer",
        GIT_CONFIG_KEY_2="user.email",
        GIT_CONFIG_VALUE_2="writer@example.org",
        **offline,
    )
    return Desk(folder, server, settings)


def done(desk: Desk, script: str, folder: Path | None = None) -> str:
    ran = desk.run(script, folder)
    assert ran.returncode == 0, f"{script}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def act(block: Block, desk: Desk) -> None:
    """Do what one block of the page says."""
    language, _, rest = block.info.partition(" ")
    if block.file:
        write(desk.folder / block.file, block.text)
    elif language == "text":
        write(desk.folder / rest, block.text)
    elif language == "diff":
        change(block, desk.folder / rest)
    elif language == "po":
        translate(desk.folder / rest, block.text)
    elif language == "console":
        compare(block, desk)
    elif rest == "until stopped":
        serve(block, desk)
    elif rest == "server":
        if not desk.server.exists():
            done(desk, f"git clone --quiet {ADDRESS} {desk.server}", desk.folder)
        done(desk, block.text, desk.server)
    else:
        assert (language, rest) == ("sh", "")
        done(desk, block.text)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(block: Block, file: Path) -> None:
    """Do what a diff says: each `-` line becomes the `+` line below it."""
    lines = block.text.splitlines()
    old, new = ([line[1:] for line in lines if line.startswith(sign)] for sign in "-+")
    text = file.read_text("utf-8")
    for was, becomes in zip(old, new, strict=True):
        assert text.count(f"{was}\n") == 1, was
        text = text.replace(f"{was}\n", f"{becomes}\n")
    file.write_text(text, encoding="utf-8")


def translate(file: Path, entries: str) -> None:
    """Fill in what the page shows, in a PO editor."""
    book = polib.pofile(str(file))
    for shown in polib.pofile(entries):
        entry = book.find(shown.msgctxt or "", by="msgctxt")
        assert entry is not None and entry.msgid == shown.msgid
        entry.msgstr = shown.msgstr
    book.save()


def compare(block: Block, desk: Desk) -> None:
    command, _, printed = block.text.partition("\n")
    ran = desk.run(command.removeprefix("$ "))
    assert (ran.stdout, ran.stderr) == (printed, "")


def serve(block: Block, desk: Desk) -> None:
    """Run the server on a free port instead of the page's, and fetch each address that the page names."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = desk.folder.parent / "serve.log"
    words = block.text.split()
    program = desk.folder / ".venv" / "bin" / words[0]
    with log.open("w") as output:
        server = subprocess.Popen(
            [program, *words[1:], "--port", str(port)],
            cwd=desk.folder,
            env=dict(desk.settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(port, server, log)
        for path in SHOWN.findall(page("authoring.md")):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as reply:
                assert "There is no sound" in reply.read().decode(), path
    finally:
        server.terminate()
        server.wait(30)


def acted() -> Iterator[Block]:
    """The blocks that do something; the pieces of YAML only show what may stand somewhere."""
    return (block for block in blocks(PAGE) if block.file or block.language != "yaml")


def test_a_writer_comes_from_an_empty_folder_to_a_published_tree_and_back(desk):
    for block in acted():
        act(block, desk)
    # What stands at the far end is what was published, and one commit took it back.
    told = done(desk, "git log --format=%s origin/HEAD 2>/dev/null || git log --format=%s", desk.folder)
    assert told.splitlines()[0].startswith("Revert ")
    assert (desk.server / "trees" / "no-sound.yaml").read_text("utf-8").count("review_by") == 1
    assert "draft: true" in (desk.folder / "trees" / "no-sound.yaml").read_text("utf-8")
    stand = json.loads(done(desk, "wizard walk no-sound --known where=others --json"))
    assert stand["position"]["step"] == "volume"
    # Nothing of this checkout was needed.
    where = done(desk, "python -c 'import wizard; print(wizard.__file__)'").strip()
    assert Path(where).is_relative_to(desk.folder / ".venv")
    assert not Path(where).is_relative_to(ROOT)


def test_the_page_names_the_present_version():
    assert re.findall(r"^rahgosha==(\S+)$", page("authoring.md"), re.MULTILINE) == [__version__]
    assert re.findall(r"rev: v(\S+)$", page("authoring.md"), re.MULTILINE) == [__version__]


def test_every_command_that_the_page_mentions_in_passing_is_there(desk):
    words = set(re.findall(r"`(wizard [^`]+)`", page("authoring.md")))
    assert words
    program = Path(sys.executable).with_name("wizard")
    for told in words:
        names = [word for word in told.split()[1:] if re.fullmatch(r"[a-z]+", word)][:1]
        options = [word for word in told.split() if word.startswith("--")]
        shown = subprocess.run(
            [program, *names, "--help"], capture_output=True, text=True, env=dict(os.environ, COLUMNS="200")
        )
        assert shown.returncode == 0, told
        assert [option for option in options if option not in shown.stdout] == [], told
