"""The wheel, installed into an empty environment, and its commands: run to their end, or serving for a while."""

import os
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Installation:
    """A wheel and the empty environment it was installed into."""

    wheel: Path
    commands: Path

    def run(self, *words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.commands / words[0], *words[1:]],
            cwd=folder,
            env=environment(**settings),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )


def environment(**settings: str) -> dict[str, str]:
    """This process's environment without what would lead back to the checkout or to somebody's data."""
    ours = ("PYTHON", "WIZARD_", "DATABASE_URL", "VIRTUAL_ENV", "PIP_")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | {"PYTHONUTF8": "1"} | settings


def succeed(*words: str | Path, folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def installed(folder: Path) -> Installation:
    """Build the wheel and install it into an empty environment, without a network where `.ci/setup` was."""
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        folder,
        ROOT,
    ]
    succeed(*build, folder=folder)
    (wheel,) = folder.glob("rahgosha-*.whl")

    home = folder / "empty"
    venv.create(home, with_pip=False)
    commands = home / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        commands / "python",
        "--quiet",
        "install",
    ]
    # `.ci/setup test` laid the locked files down here; without them they are downloaded.
    laid_down = Path(sys.prefix) / "wheels"
    source: list[str | Path] = ["--no-index", "--find-links", laid_down] if laid_down.is_dir() else []
    succeed(*pip, *source, "--require-hashes", "-r", ROOT / "requirements.txt", folder=folder)
    succeed(*pip, "--no-index", "--no-deps", wheel, folder=folder)
    return Installation(wheel, commands)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(installation: Installation, folder: Path, **settings: str) -> Iterator[str]:
    """Run `wizard serve` in `folder` until the block ends; yields its address."""
    port = free_port()
    log = folder.parent / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [installation.commands / "wizard", "serve", "--host", "127.0.0.1", "--port", str(port)],
            cwd=folder,
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once something listens at `port`; fail with the server's own words when it stops instead."""
    last_moment = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last_moment and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"wizard serve does not listen; it says:\n{log.read_text()}")
