"""Answering a step over HTTP, against the least it could be: two plain routes of the same server.

Prints a table; its last line is `ratio: N.NN bare: N.NN p99: N.NN`. docs/benchmarks.md says how to read it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bench._client import Measured, measured
from bench._server import HOST, Server, memory_mib, serving
from bench._walks import Post, Walk, bare, over, posts
from wizard import resources

ROUNDS: Final = 5
SLICES: Final = 7
SLICE: Final = 0.24  # seconds: a case has about two a round, in short turns, since the machine's pace wanders
CONNECTIONS: Final = (2, 8)
LOCALES: Final = ("fa", "en")
VARIANTS: Final = 3

Cases = Mapping[str, Sequence[Walk]]
Round = Mapping[str, Measured]
Figure = Callable[[Measured], float]


def main() -> None:
    """Measure and print."""
    begun = time.monotonic()
    with TemporaryDirectory() as data:
        script = Path(__file__).with_name("_reference.py")
        with serving(script, resources.demonstration_trees(), Path(data)) as server:
            walks = _walks(server)
            rounds, zipped = _rounds(server, walks)
            memory = memory_mib((server.process, *server.workers))
    for count, found in rounds.items():
        _print_table(count, found)
    dearer = _median(zipped, lambda one: _cpu(one["zipped"]) / _cpu(one["step"]))
    print(f"for information: gzip takes a step's processor time to {dearer:.2f} times")
    took = time.monotonic() - begun
    print(f"for information: the server with 2 workers has {memory:.0f} MiB, the bench took {took:.0f} s\n")
    _print_verdict(rounds)


def _walks(server: Server) -> list[list[Post]]:
    connection = HTTPConnection(HOST, server.port, timeout=30)
    walks = posts(over(connection), LOCALES, VARIANTS)
    connection.close()
    Random(1).shuffle(walks)  # the first will be the most common one
    steps = [post for walk in walks for post in walk]
    size = statistics.mean(post.size for post in steps)
    trees = len({post.path for post in steps})
    print(
        f"{len(walks)} walks over {trees} trees' pages, {len(steps)} answers, a page has {size:,.0f} bytes;"
    )
    print("the n-th walk is drawn 1/n times as often as the first")
    print(f"{ROUNDS} rounds of {SLICES} x {SLICE} s for each case and number of connections\n")
    return walks


def _rounds(server: Server, walks: Sequence[Sequence[Post]]) -> tuple[dict[int, list[Round]], list[Round]]:
    """Return the rounds by number of connections, and the rounds with gzip."""
    step = [tuple(post.step() for post in walk) for walk in walks]
    reference = [tuple(post.reference() for post in walk) for walk in walks]
    fresh = [tuple(post.fresh() for post in walk) for walk in walks]
    cases: Cases = {"step": step, "fresh step": fresh, "reference": reference, "bare": [bare()]}
    zipping: Cases = {"step": step, "zipped": [tuple(post.zipped() for post in walk) for walk in walks]}
    rounds: dict[int, list[Round]] = {count: [] for count in CONNECTIONS}
    zipped: list[Round] = []
    with ProcessPoolExecutor(1, get_context("spawn")) as client:

        def one_round(chosen: Cases, count: int, slices: int, seed: int) -> Round:
            return client.submit(
                measured, server.port, server.workers, chosen, count, slices, SLICE, seed
            ).result(120)

        one_round(cases, max(CONNECTIONS), 2 * SLICES, 0)  # to warm up
        for number in range(1, ROUNDS + 1):
            for count in CONNECTIONS:
                rounds[count].append(one_round(cases, count, SLICES, 100 * number))
            zipped.append(one_round(zipping, max(CONNECTIONS), 2, 100 * number))
    return rounds, zipped


def _rate(one: Measured) -> float:
    return one.count / one.seconds


def _cpu(one: Measured) -> float:
    return one.server / one.count * 1e6


def _client(one: Measured) -> float:
    return one.client / one.seconds


def _percentile(part: float) -> Figure:
    return lambda one: sorted(one.latencies)[int(len(one.latencies) * part)] * 1e3


_p50, _p99 = _percentile(0.5), _percentile(0.99)

# What the last line says: how it comes out of a round, and the bar of DESIGN.
VERDICT: Final[Mapping[str, tuple[Callable[[Round], float], str, float]]] = {
    "ratio": (lambda one: _rate(one["step"]) / _rate(one["reference"]), ">=", 0.7),
    "bare": (lambda one: _rate(one["step"]) / _rate(one["bare"]), ">=", 0.3),
    "p99": (lambda one: _p99(one["step"]) / _p99(one["bare"]), "<=", 3.0),
}
BESIDES: Final[Mapping[str, Callable[[Round], float]]] = {
    "ratio of fresh steps": lambda one: _rate(one["fresh step"]) / _rate(one["reference"]),
    "bare of fresh steps": lambda one: _rate(one["fresh step"]) / _rate(one["bare"]),
    "p99 to reference": lambda one: _p99(one["step"]) / _p99(one["reference"]),
    "CPU of reference to step": lambda one: _cpu(one["reference"]) / _cpu(one["step"]),
    "CPU of bare to step": lambda one: _cpu(one["bare"]) / _cpu(one["step"]),
}


def _median(rounds: Sequence[Round], figure: Callable[[Round], float]) -> float:
    return statistics.median(map(figure, rounds))


def _range(rounds: Sequence[Round], figure: Callable[[Round], float]) -> str:
    found = sorted(map(figure, rounds))
    return f"{statistics.median(found):.2f} [{found[0]:.2f}-{found[-1]:.2f}]"


def _print_table(connections: int, rounds: Sequence[Round]) -> None:
    """Print the medians of the rounds, and the ratios, each taken inside a round."""
    print(f"{connections} connections   req/s   p50 ms   p99 ms   server us/req   client CPU")
    for name in rounds[0]:
        rate, p50, p99, cpu, client = (
            statistics.median(figure(one[name]) for one in rounds)
            for figure in (_rate, _p50, _p99, _cpu, _client)
        )
        print(f"  {name:12} {rate:7,.0f}  {p50:7.2f}  {p99:7.2f}  {cpu:14.0f}  {client:10.0%}")
    for name, (figure, _, _) in VERDICT.items():
        print(f"  {name:26} {_range(rounds, figure)}")
    for name, figure in BESIDES.items():
        print(f"  {name:26} {_range(rounds, figure)}")
    print()


def _print_verdict(rounds: Mapping[int, Sequence[Round]]) -> None:
    """Print each bar and the worst of the medians, over the numbers of connections."""
    worst = {}
    for name, (figure, sign, bar) in VERDICT.items():
        medians = [_median(found, figure) for found in rounds.values()]
        worst[name] = min(medians) if sign == ">=" else max(medians)
        met = worst[name] >= bar if sign == ">=" else worst[name] <= bar
        print(f"{name}: bar {sign} {bar}, {'met' if met else 'NOT MET'}")
    print("p99 is taken against the bare page, the stricter reading of the design")
    print(" ".join(f"{name}: {value:.2f}" for name, value in worst.items()))


if __name__ == "__main__":
    main()
