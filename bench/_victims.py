"""Server and workers that are killed with SIGKILL and started again, as a service of the system would do it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import httpx

PATIENCE: Final = 60.0


class Victim:
    """One command, kept running; it and all it started die at once when it is killed. Counts what happens to it."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        happened: Counter[str],
    ) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._log = log
        self._happened = happened
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._process = self._started()
        threading.Thread(target=self._keep, daemon=True).start()

    def kill(self) -> None:
        """Kill it, and start it again."""
        with self._lock:
            self._kill()
            self._happened[f"{self.name} killed"] += 1
            self._process = self._started()

    def kill_child(self, draw: int) -> None:
        """Kill one of the processes that it has started; whoever started that one has to see to it."""
        with self._lock:
            children = _children(self._process.pid)
            if children:
                os.kill(children[draw % len(children)], signal.SIGKILL)
                self._happened[f"one process of {self.name} killed"] += 1

    def end(self) -> None:
        """End it for good."""
        self._ended.set()
        with self._lock:
            self._kill()

    def _keep(self) -> None:
        """Start it again when it ends by itself: a server gives up when its processes die too fast."""
        while not self._ended.wait(0.2):
            with self._lock:
                if not self._ended.is_set() and self._process.poll() is not None:
                    self._happened[f"{self.name} ended by itself"] += 1
                    self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._command, stdout=log, stderr=log, env=dict(self._environment), start_new_session=True
            )

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def wizard(*arguments: str) -> list[str]:
    """Return a command that runs our program."""
    return [sys.executable, "-c", "from wizard.cli import main; main()", *arguments]


def wait_until_ready(base: str) -> None:
    """Return when the server at `base` answers. Raises TimeoutError."""
    over = time.monotonic() + PATIENCE
    while time.monotonic() < over:
        try:
            if httpx.get(f"{base}/readyz", timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError(f"{base} does not answer")


def _children(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        try:
            found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found
