"""`wizard deliver` and the worker beside the server: they deliver, stop when told to, come back when killed."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.store import samples
from wizard.cli import main
from wizard.cli.beside import delivering_beside
from wizard.store import State, Store, open_store

ROOT = Path(__file__).resolve().parents[2]
TREES = ROOT / "tests" / "trees" / "good"
PATIENCE = 60.0


@dataclass
class Receiver:
    """Receives webhooks; `hangs`: it never answers. `came` is released with each one."""

    url: str = ""
    hangs: bool = False
    status: int = 200
    keys: list[str] = field(default_factory=list)
    came: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    over: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> None:
        assert self.came.acquire(timeout=PATIENCE)


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Calls(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.keys.append(said["key"])
            receiver.came.release()
            if receiver.hangs:
                receiver.over.wait(PATIENCE)
            self.send_response(receiver.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Calls)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def environment(tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings with a webhook, in the environment of this process too."""
    file = tmp_path / "helpdesks.toml"
    file.write_text(
        f'default = "hook"\n[hook]\nkind = "webhook"\nurl = "{receiver.url}"\nsecret_env = "HOOK_SECRET"\n'
    )
    given = {
        "WIZARD_HELPDESKS": str(file),
        "WIZARD_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{(tmp_path / 'wizard.db').as_posix()}",
        "HOOK_SECRET": "s" * 40,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return {**os.environ, **given}


@pytest.fixture
def store(environment: dict[str, str]) -> Iterator[Store]:
    with open_store(environment["DATABASE_URL"]) as opened:
        opened.upgrade()
        yield opened


def order(store: Store, number: int = 1) -> str:
    """File a ticket for the webhook; returns its key."""
    one = samples.order(number, "hook")
    store.file_ticket(samples.ticket(number), [one])
    return one.key


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["--trees", str(TREES), "deliver", *arguments])


def test_once_delivers_what_is_due_and_says_what_became_of_it(store, receiver):
    keys = [order(store, number) for number in (1, 2)]
    done = run("--once")
    assert (done.exit_code, done.stdout) == (0, "2 delivered\n")
    assert receiver.keys == keys and store.outbox.waiting() == {State.DELIVERED: 2}
    assert run("--once").stdout == "nothing was due\n"


def test_once_tells_by_its_exit_status_that_something_needs_attention(store, receiver):
    receiver.status = 403
    order(store)
    done = run("--once")
    assert (done.exit_code, done.stdout) == (1, "1 stuck\n")


def test_what_is_put_off_is_told_and_is_no_failure(store, receiver):
    receiver.status = 503
    order(store)
    done = run("--once")
    assert (done.exit_code, done.stdout) == (0, "1 put off\n")


def test_without_helpdesks_it_says_what_is_missing(store, monkeypatch):
    monkeypatch.delenv("WIZARD_HELPDESKS")
    done = run("--once")
    assert done.exit_code == 2 and "WIZARD_HELPDESKS" in done.output and "Traceback" not in done.output


def test_wrong_settings_are_told_before_anything_is_delivered(store, receiver, environment):
    Path(environment["WIZARD_HELPDESKS"]).write_text('[hook]\nkind = "webhok"\n')
    order(store)
    for command in (["deliver", "--once"], ["serve"]):
        done = CliRunner().invoke(main, ["--trees", str(TREES), *command])
        assert done.exit_code == 2 and "webhook" in done.output and "Traceback" not in done.output
    assert receiver.keys == []


def started(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from wizard.cli import main; main()", "--trees", str(TREES), "deliver"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such signals")
@pytest.mark.parametrize("hangs", [False, True], ids=["idle", "in the middle of a delivery"])
def test_told_to_stop_it_ends_soon_and_well(store, receiver, environment, hangs):
    receiver.hangs = hangs
    order(store)
    process = started(environment)
    try:
        receiver.wait()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
    one = store.outbox.deliveries_of(1)[0]
    # What had not ended stays claimed until its lease is over, and is looked after then.
    assert one.state is (State.SENDING if hangs else State.DELIVERED)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not tell its processes so")
def test_the_worker_beside_the_server_comes_back_when_it_is_killed_and_ends_with_it(
    store, receiver, environment
):
    with delivering_beside(TREES):
        order(store, 1)
        receiver.wait()
        (worker,) = workers()
        os.kill(worker, signal.SIGKILL)
        order(store, 2)
        receiver.wait()
        assert worker not in workers()
    assert workers() == []
    assert len(set(receiver.keys)) == 2


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="this system has no handles on processes")
def test_the_worker_ends_when_the_server_is_killed(store, receiver, environment):
    script = (
        "import sys, threading; from pathlib import Path; from wizard.cli.beside import delivering_beside\n"
        "with delivering_beside(Path(sys.argv[1])): threading.Event().wait()"
    )
    order(store)
    command = [sys.executable, "-c", script, str(TREES)]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        receiver.wait()
        (worker,) = workers(server.pid)
        handle = os.pidfd_open(worker)
        server.kill()
    try:
        ended, _, _ = select.select([handle], [], [], PATIENCE)
        assert ended
    finally:
        os.close(handle)


def workers(server: int | None = None) -> list[int]:
    """The processes that a server, else this process, started to deliver and that still run."""
    found = []
    for task in Path(f"/proc/{server or os.getpid()}/task").iterdir():
        for child in read(task / "children").split():
            if b"wizard.cli.beside" in read(Path(f"/proc/{child.decode()}/cmdline")):
                found.append(int(child))
    return found


def read(file: Path) -> bytes:
    """What the system says of a process or thread, nothing when it has just ended."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
