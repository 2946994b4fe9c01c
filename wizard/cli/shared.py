"""The application, made once by the process that starts the workers: its forks share the memory it takes.

Where workers are no forks (Windows, macOS, Python 3.14 on), each makes its own.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
from collections.abc import Callable
from typing import Any

from wizard.garbage import settle

# What makes the application: granian calls it in a worker.
Loader = Callable[..., Callable[..., Any]]
_log = logging.getLogger("wizard")


class Shared:
    """What `load` makes, made at once, and the same for each worker forked from here on.

    `load` must leave no thread and no connection behind: a fork takes neither along. What it raises comes through.
    """

    def __init__(self, load: Loader) -> None:
        self._load = load
        self._made = load()

    def __call__(self, *_: Any) -> Callable[..., Any]:
        """Return it. Called in a worker."""
        return self._made

    def again(self) -> None:
        """Make it anew for the workers to come; when that fails they get the one before, and the log says why."""
        gc.unfreeze()  # or the one before would stay for good
        try:
            self._made = self._load()
        except Exception:  # whatever it is, those who are being served go on being served
            _log.exception("the trees were not read again: what was served goes on being served")
        settle()


def forking() -> bool:
    """Tell whether workers are forks of the process that starts them."""
    return multiprocessing.get_start_method() == "fork"
