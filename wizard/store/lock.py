"""The queue of SQLite's writers, over threads and processes: its own waiting sleeps and lets some starve."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Final

from wizard.store.errors import StoreBusy

# Seconds that a thread waits behind others of its process.
PATIENCE: Final = 30.0

if sys.platform == "win32":
    import msvcrt
    import time

    def _seize(descriptor: int) -> None:
        while True:
            os.lseek(descriptor, 0, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except PermissionError:
                time.sleep(0.002)
            else:
                return

    def _free(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _free(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class WriteLock:
    """Held by one thread of one process at a time, never twice. The kernel frees it when its process dies.

    Raises OSError when the lock file cannot be opened, StoreBusy when the queue in this process stands still.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)

    def start_afresh(self) -> None:
        """Open the file anew and forget the threads: else a forked child shares its parent's hold."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._threads = threading.Lock()
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)

    def __enter__(self) -> None:
        if not self._threads.acquire(timeout=PATIENCE):
            raise StoreBusy(where=self._path)
        try:
            _seize(self._descriptor)
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        try:
            _free(self._descriptor)
        finally:
            self._threads.release()

    def close(self) -> None:
        """Give the file back to the system; the lock is of no use afterwards."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1
