"""The real server in a process of its own: started on a free port, watched through /proc, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0  # seconds to wait for a server to come up
_TICK: Final = os.sysconf("SC_CLK_TCK")


class NotServing(Exception):
    """The server did not come up."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its port, its own process and those of its workers."""

    port: int
    process: int
    workers: tuple[int, ...]


@contextmanager
def serving(script: Path, trees: Path, data: Path, workers: int = 2) -> Iterator[Server]:
    """Run `script … serve` over `trees`, database and key in `data`, and end it. Raises NotServing."""
    port = _free_port()
    settings = {"WIZARD_DATA": str(data), "DATABASE_URL": f"sqlite:///{(data / 'wizard.db').as_posix()}"}
    command = [sys.executable, str(script), "--trees", str(trees)]
    command += ["serve", "--port", str(port), "--workers", str(workers)]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **settings})
    try:
        _wait_until_ready(process, port, data / "server.log")
        yield Server(port, process.pid, _workers(process.pid, workers))
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def cpu_seconds(processes: tuple[int, ...]) -> float:
    """Return the processor time that these processes have used, all threads, user and system."""
    return sum(_ticks(process) for process in processes) / _TICK


def memory_mib(processes: tuple[int, ...]) -> float:
    """Return the memory of these processes, shared pages by share (proportional set size), in MiB."""
    return sum(_pss_kib(process) for process in processes) / 1024


def fetched(port: int, path: str) -> tuple[int, bytes]:
    """Return status and body of one GET."""
    with closing(HTTPConnection(HOST, port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if fetched(port, "/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise NotServing(log.read_text(encoding="utf-8", errors="replace")[-2_000:])


def _workers(process: int, count: int) -> tuple[int, ...]:
    """Return the processes of the workers, once what else was started has ended."""
    deadline = time.monotonic() + PATIENCE
    while len(found := _children(process)) != count and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def _children(process: int) -> tuple[int, ...]:
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return tuple(found)


def _ticks(process: int) -> int:
    # Behind the name, which ends with the last parenthesis; 11 and 12 are utime and stime.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_kib(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
