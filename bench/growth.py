"""What a step takes when trees and events have become many, and what memory the server takes.

Prints a table; its last line is `trees: N.NN events: N.NN memory: N`. docs/benchmarks.md says how to read it.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench._inside import measure, start
from bench._server import HOST, Server, cpu_seconds, memory_mib, serving
from bench._walks import over, posts
from wizard import resources

# Name -> trees, events.
SITES: Final = {"few": (10, 0), "10,000 trees": (10_000, 0), "1,000,000 events": (10, 1_000_000)}
ROUNDS: Final = 9
SECONDS: Final = 0.7
WALKED: Final = 3  # times through all trees in each worker before the memory is looked at
TURNS: Final = 60  # at most: which worker gets a connection is up to the system
START: Final = 300.0  # seconds; with 10,000 trees about 40 on an idle machine
GROWTH: Final = 1.2
MEMORY: Final = 160


def main() -> None:
    """Measure and print."""
    found = _growth()
    print(f"{ROUNDS} rounds of {SECONDS} s by turns; us a step in the process, median of the medians [range]")
    for name, column in found.items():
        print(f"  {name:18} {statistics.median(column):6.0f} [{min(column):.0f}-{max(column):.0f}]")
    few, trees, events = found.values()
    ratios = [
        statistics.median(many / one for many, one in zip(column, few, strict=True))
        for column in (trees, events)
    ]
    print(f"bar of both ratios <= {GROWTH}\n")
    workers, parent = _memory()
    print(f"memory (PSS): 2 workers {workers:.0f} MiB, bar <= {MEMORY}")
    print(f"the process that starts them {parent:.0f} MiB, all three {workers + parent:.0f} MiB")
    print(f"trees: {ratios[0]:.2f} events: {ratios[1]:.2f} memory: {workers:.0f}")


def _growth() -> dict[str, list[float]]:
    """Return the microseconds of a step by site, round by round; each site has a process of its own."""
    with ExitStack() as stack:
        processes, starting = {}, {}
        for name, (trees, events) in SITES.items():
            folder = stack.enter_context(TemporaryDirectory())
            processes[name] = stack.enter_context(ProcessPoolExecutor(1, get_context("spawn")))
            starting[name] = processes[name].submit(start, name, folder, trees, events)
        for name, started in starting.items():
            print(f"{name}: ready after {started.result(START):.0f} s")
        for name, process in processes.items():
            process.submit(measure, name, SECONDS).result(60)  # to warm up
        rounds: dict[str, list[float]] = {name: [] for name in SITES}
        for _ in range(ROUNDS):
            for name, process in processes.items():
                rounds[name].append(process.submit(measure, name, SECONDS).result(60))
        return rounds


def _memory() -> tuple[float, float]:
    """Return the memory of the workers and of the process above them, all shipped trees walked in each worker."""
    command = Path(sys.executable).with_name("wizard")
    with (
        TemporaryDirectory() as data,
        serving(command, resources.demonstration_trees(), Path(data)) as server,
    ):
        turns = Counter(dict.fromkeys(server.workers, 0))
        while min(turns.values()) < WALKED and turns.total() < TURNS:
            turns[_walked(server)] += 1
        if min(turns.values()) < WALKED:
            raise LookupError(f"one worker got all connections: {turns}")
        return memory_mib(server.workers), memory_mib((server.process,))


def _walked(server: Server) -> int:
    """Walk all trees over one connection; return the worker that answered it: the one that was busy."""
    before = {worker: cpu_seconds((worker,)) for worker in server.workers}
    with closing(HTTPConnection(HOST, server.port, timeout=30)) as connection:
        posts(over(connection), ("fa", "en", "ar"), 3)
    return max(server.workers, key=lambda worker: cpu_seconds((worker,)) - before[worker])


if __name__ == "__main__":
    main()
