"""What the linter finds goes to the server's log, from a process of its own: the workers need not carry the linter."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

# Not `-m`: the package of this module imports it first, and Python warns of the second time.
_COMMAND: Final = f"import sys; from {__name__} import run; run(sys.argv[1])"


def note_problems(folder: Path) -> None:
    """Have a folder of trees linted and what is wrong logged; does not wait for that to be done."""
    command = [sys.executable, "-c", _COMMAND, str(folder)]
    started = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 (this very module)
    if hasattr(os, "fork"):
        started.wait()  # it ends at once, and its child goes on alone: nobody has to wait for that one


def _detach() -> None:
    if hasattr(os, "fork") and os.fork() > 0:
        os._exit(0)


def _note(folder: Path) -> None:
    from wizard.library import load
    from wizard.lint.lint import lint

    log = logging.getLogger("wizard")
    loaded = load(folder)
    for problem in lint(loaded):
        if problem not in loaded.problems:  # those are logged by who serves
            place = f"{problem.path}:{problem.line}:{problem.column}"
            log.warning("%s: [%s] %s", place, problem.rule, problem.message)


def run(folder: str) -> None:
    """Be that process."""
    _detach()
    _note(Path(folder))
