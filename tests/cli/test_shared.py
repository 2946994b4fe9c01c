"""Workers share one application: what that must not cost is checked on the real server."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

import pytest

from wizard.cli.shared import Shared, forking
from wizard.store import open_store

ROOT = Path(__file__).resolve().parents[2]
TREE = "last-words"  # stands for any: nothing but its page is looked at
ANSWERED = "jump-to-another-tree"
PATIENCE = 60.0

forks = pytest.mark.skipif(not forking(), reason="here workers are no forks")


@dataclass
class Server:
    """A `wizard serve`, and the lines of its log that were not read yet."""

    process: subprocess.Popen[str]
    log: IO[str]
    port: int
    trees: Path
    data: Path

    def until(self, wanted: str) -> re.Match[str]:
        """Read the log up to the first line that matches."""
        read = []
        for line in self.log:
            read.append(line)
            if found := re.search(wanted, line):
                return found
        raise AssertionError("".join(read))

    def workers(self, count: int) -> set[int]:
        """Return the next workers to start, once all of them have."""
        found: set[int] = set()
        started = 0
        while len(found) < count or started < count:
            line = self.until(r"Spawning worker-\d+ with PID: (\d+)|Started worker")
            if line[1]:
                found.add(int(line[1]))
            else:
                started += 1
        return found

    def asked(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and body of one answer, over a connection of its own; tried again while none is taken."""
        deadline = time.monotonic() + PATIENCE
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        while True:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
                try:
                    connection.request(method, path, urlencode(form) if form else None, headers)
                    answer = connection.getresponse()
                    return answer.status, answer.read().decode()
                except ConnectionError:
                    assert time.monotonic() < deadline

    def status(self, tree: str) -> int:
        """Return how the page of a tree is answered."""
        return self.asked("GET", f"/en/{tree}")[0]

    def publish(self, tree: str) -> None:
        """Put one more tree into the folder."""
        shutil.copy(self.trees / f"{TREE}.yaml", self.trees / f"{tree}.yaml")


@contextmanager
def serving(folder: Path, workers: int) -> Iterator[Server]:
    trees, data = folder / "trees", folder / "data"
    shutil.copytree(ROOT / "tests" / "trees" / "good", trees)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("wizard")), "--trees", str(trees), "serve"]
    command += ["--port", str(port), "--workers", str(workers)]
    settings = {"WIZARD_DATA": str(data), "DATABASE_URL": f"sqlite:///{data / 'wizard.db'}"}
    with subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        late = threading.Timer(
            PATIENCE, process.kill
        )  # then the log ends, and nobody waits for its next line
        late.start()
        try:
            yield Server(process, process.stdout, port, trees, data)
        finally:
            late.cancel()
            process.terminate()
            process.communicate()  # a log that nobody reads would fill the pipe


@forks
def test_workers_that_died_come_again_with_the_trees_that_were_served(tmp_path: Path):
    with serving(tmp_path, workers=2) as server:
        first = server.workers(2)
        server.publish("later")
        for worker in first:
            os.kill(worker, signal.SIGKILL)
        assert server.workers(2).isdisjoint(first)
        assert {server.status(TREE) for _ in range(8)} == {200}
        assert {server.status("later") for _ in range(8)} == {404}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two workers that have started."""
    with serving(tmp_path_factory.mktemp("served"), workers=2) as server:
        server.workers(2)
        yield server


@forks
def test_workers_all_write_to_the_database(served: Server):
    walks = [f"{number:022}" for number in range(8)]
    for walk in walks:
        page = served.asked("GET", f"/en/{ANSWERED}?_w={walk}")[1]
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))
        assert served.asked("POST", f"/en/{ANSWERED}", {**hidden, "answer": "other"})[0] == 303
    with open_store(f"sqlite:///{served.data / 'wizard.db'}") as store:
        assert [len(store.events_of(walk)) for walk in walks] == [1] * 8


@forks
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_the_process_that_starts_the_workers_is_not_connected_to_the_database(served: Server):
    opened = {Path(file.readlink()).name for file in Path(f"/proc/{served.process.pid}/fd").iterdir()}
    assert opened & {"wizard.db", "wizard.db-wal", "wizard.db-shm"} == set()


@forks
def test_told_to_the_server_reads_the_trees_again(tmp_path: Path):
    with serving(tmp_path, workers=1) as server:
        server.workers(1)
        server.publish("later")
        assert server.status("later") == 404
        server.process.send_signal(signal.SIGHUP)
        server.workers(1)
        deadline = time.monotonic() + PATIENCE
        while server.status("later") != 200:  # for a moment the worker before answers too
            assert time.monotonic() < deadline
        assert server.status(TREE) == 200


@pytest.fixture
def unfrozen() -> Iterator[None]:
    """Afterwards the collector looks at everything again."""
    yield
    gc.unfreeze()


def application() -> Callable[..., Any]:
    return lambda *_: []


def test_it_is_made_once_for_all_workers(unfrozen: None):
    shared = Shared(application)
    assert shared() is shared("rahgosha.web")


def test_made_again_it_is_another(unfrozen: None):
    shared = Shared(application)
    before = shared()
    shared.again()
    assert shared() is not before


def test_what_cannot_be_made_again_stays(unfrozen: None, caplog: pytest.LogCaptureFixture):
    makes = iter([application()])
    shared = Shared(lambda: next(makes))
    before = shared()
    shared.again()
    assert shared() is before
    assert "what was served goes on being served" in caplog.text


def test_what_cannot_be_made_at_first_is_told():
    with pytest.raises(StopIteration):
        Shared(lambda: next(iter(())))
