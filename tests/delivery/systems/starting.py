"""Starts programs of this machine for a test session, on free ports of 127.0.0.1, in folders of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

START_SECONDS = 120


def missing(what: str) -> NoReturn:
    """Skip on a developer's machine; fail where all must be tested."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def plain_environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment without anything of the one that runs the tests."""
    plain = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return {**plain, **more}


def run(folder: Path, name: str, command: list[str], environment: Mapping[str, str], cwd: Path) -> str:
    """Run a program to its end; what it printed. Its errors are kept in the folder and shown when it fails."""
    errors = folder / f"{name}.errors"
    with errors.open("wb") as file:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=file, env=environment, cwd=cwd)
    if done.returncode:
        pytest.fail(f"{name} failed: {errors.read_text('utf-8', 'replace')[-2000:]}")
    return done.stdout.decode()


@contextmanager
def serving(
    folder: Path, command: list[str], environment: Mapping[str, str], cwd: Path, address: str
) -> Iterator[None]:
    """Run a server until the end of the block, which begins once `address` answers."""
    log = folder / "server.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            command, stdout=file, stderr=file, env=environment, cwd=cwd, start_new_session=True
        )
    try:
        _await(server, log, address)
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await(server: subprocess.Popen[bytes], log: Path, address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(address, timeout=30, trust_env=False)
            return
        except httpx.TransportError:
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(f"the server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
            time.sleep(0.1)
