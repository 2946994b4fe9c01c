"""The worker beside the server: a process of its own that is started again when it dies, and ends with the server.

Neither a fault nor a leak in it touches a page, and a web process that dies takes no delivery with it.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import click

from wizard.cli.context import Setting
from wizard.cli.deliver import deliver
from wizard.errors import WizardError

# Seconds before it is started again: one that cannot start must not keep the machine busy.
AGAIN: Final = 5.0
# Seconds between two looks whether it is there, and how many it gets to end.
LOOK: Final = 0.5
PATIENCE: Final = 12.0
_COMMAND: Final = f"import sys; from {__name__} import run; run(sys.argv[1])"
_log = logging.getLogger("wizard")


@contextmanager
def delivering_beside(trees: Path) -> Iterator[None]:
    """Keep a `wizard deliver` running while this lasts."""
    end = threading.Event()
    pipes: list[IO[bytes]] = []
    if hasattr(
        os, "register_at_fork"
    ):  # web processes are forks of this one: they must not hold the pipe open
        os.register_at_fork(after_in_child=lambda: [pipe.close() for pipe in pipes])
    keeper = threading.Thread(target=_keep, args=(trees, end, pipes), name="deliver", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        end.set()
        keeper.join(PATIENCE + 1)


def _keep(trees: Path, end: threading.Event, pipes: list[IO[bytes]]) -> None:
    command = [sys.executable, "-c", _COMMAND, str(trees)]
    while not end.is_set():
        # Its standard input is a pipe that ends when this process does, however that ends. A session of its own: Ctrl+C
        # ends the server, and the server ends it.
        with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as worker:  # noqa: S603
            pipes[:] = [worker.stdin] if worker.stdin else []
            while worker.poll() is None and not end.wait(LOOK):
                pass
            if worker.poll() is None:
                _end(worker)
        if not end.is_set():
            _log.error("the worker ended with %s and is started again", worker.returncode)
            end.wait(AGAIN)


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Tell the worker to stop; see to it when it does not."""
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()


def _end_with_parent() -> None:
    """Tell this process to stop once its standard input ends."""
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def run(trees: str) -> None:
    """Be that worker: called in a process of its own."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        deliver.main([], obj=Setting(Path(trees)))
    except WizardError as error:
        click.echo(f"wizard: {error}", err=True)
        sys.exit(2)
