"""README.md, done as it says: files written, changes made, commands run, what they print compared."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.fences import ROOT, Block, blocks

README = ROOT / "README.md"
PROGRAM = Path(sys.executable).with_name("wizard")
SECONDS_TO_START = 60
SECONDS_TO_END = 20
PORT = "8001"
ADDRESS = re.compile(rf"<(http://127\.0\.0\.1:{PORT}/[^>]*)>")


def words(command: str) -> list[str]:
    """A command of the README, with this environment's program in place of the checkout's."""
    first, *rest = shlex.split(command)
    assert first == ".venv/bin/wizard"
    return [str(PROGRAM), *rest]


def environment() -> dict[str, str]:
    ours = ("WIZARD_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
        "PYTHONUTF8": "1"
    }


def write(block: Block, folder: Path) -> None:
    assert block.file is not None
    file = folder / block.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def change(block: Block, file: Path) -> None:
    """Do what a diff says: each `-` line becomes the `+` line below it."""
    lines = block.text.splitlines()
    old, new = ([line[1:] for line in lines if line.startswith(sign)] for sign in "-+")
    text = file.read_text("utf-8")
    for was, becomes in zip(old, new, strict=True):
        assert text.count(f"{was}\n") == 1, was
        text = text.replace(f"{was}\n", f"{becomes}\n")
    file.write_text(text, encoding="utf-8")


def run(block: Block, folder: Path) -> None:
    """Run the command behind `$`; what stands behind a prompt is typed, the rest is what must be printed."""
    first, _, shown = block.text.partition("\n")
    typed = re.findall(r"(?<=to quit: )(.+)\n", shown)
    done = subprocess.run(
        words(first.removeprefix("$ ")),
        cwd=folder,
        env=environment(),
        input="".join(f"{line}\n" for line in typed),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    expected = re.sub(r"(?<=to quit: ).+\n", "", shown)
    assert (done.stdout, done.stderr) == (expected, "")


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def page(address: str, server: subprocess.Popen[bytes]) -> str:
    """The page at `address`, once the server answers."""
    last_moment = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last_moment and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as reply:
                return str(reply.read().decode())
        except urllib.error.URLError as error:
            assert not isinstance(error, urllib.error.HTTPError), error
            time.sleep(0.05)
    pytest.fail("the server does not answer")


def serve(block: Block, address: str, folder: Path) -> str:
    """Run the command on a free port instead of the README's, and return the page at `address`."""
    port = free_port()
    command = [port if word == PORT else word for word in words(block.text)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        return page(address.replace(PORT, port), server)
    finally:
        server.terminate()
        try:
            server.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:  # its workers are a part of its session: none is left behind
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_the_first_tree_comes_about_as_the_readme_says(tmp_path):
    tree = tmp_path / "my-trees" / "no-sound.yaml"
    (address,) = ADDRESS.findall(README.read_text("utf-8"))
    done = []
    for block in blocks(README):
        done.append(block.language)
        if block.file:
            write(block, tmp_path)
        elif block.language == "diff":
            change(block, tree)
        elif block.language == "console":
            run(block, tmp_path)
        elif block.text.startswith(".venv/"):
            served = serve(block, address, tmp_path)
            assert "Do other programs make a sound?" in served
            assert "Our support" in served
        else:
            assert block.text.startswith("make ")
    assert done == ["sh", "yaml", "yaml", "console", "diff", "console", "diff", "console", "sh"]


def test_the_commands_of_make_are_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README.read_text("utf-8"), re.MULTILINE))
    assert {"run", "test", "check"} <= named
    assert [target for target in named if f"\n{target}:" not in makefile] == []


@pytest.mark.parametrize("name", ["step-fa.png", "step-en.png"])
def test_the_pictures_are_small(name):
    picture = (ROOT / "docs" / "pictures" / name).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= 60_000
