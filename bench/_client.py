"""The load: keep-alive connections in one process; each sends its next request when the last is answered.

It speaks just enough HTTP over plain sockets: http.client would use more processor time than the server does.
"""

from __future__ import annotations

import secrets
import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bench._server import HOST, cpu_seconds
from bench._walks import Prepared, Walk

_LENGTH: Final = b"content-length: "
_ATTEMPTS: Final = 400  # to reach every worker
_BLOCK: Final = 1 << 16
_BARE: Final = b"GET /-/bare HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class WrongAnswer(Exception):
    """An answer that is not the one expected; no figure is worth anything then."""


@dataclass(slots=True)
class Measured:
    """What one case took: requests, seconds of the clock and of both sides' processors, latencies."""

    count: int = 0
    seconds: float = 0.0
    server: float = 0.0
    client: float = 0.0
    latencies: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """One connection and what it is waiting for."""

    socket: socket.socket
    jobs: Iterator[tuple[bytes, bytes]]
    expected: bytes = b""
    since: float = 0.0
    answer: bytes = b""
    missing: int = 0


def measured(
    port: int,
    workers: tuple[int, ...],
    cases: Mapping[str, Sequence[Walk]],
    connections: int,
    slices: int,
    seconds: float,
    seed: int,
) -> dict[str, Measured]:
    """Return each case's figures over one round: `slices` times `seconds` of each, in turn.

    All cases use the same connections, shared out evenly to the workers, and draw the same walks by `seed`.
    Raises WrongAnswer.
    """
    sockets = _connected(port, len(workers), connections)
    found = {name: Measured() for name in cases}
    jobs = {
        name: [_jobs(walks, Random(seed + one)) for one in range(connections)]
        for name, walks in cases.items()
    }
    try:
        for _ in range(slices):
            for name, measure in found.items():
                lines = [_Line(one, job) for one, job in zip(sockets, jobs[name], strict=True)]
                server, client = cpu_seconds(workers), time.process_time()
                _run(lines, seconds, measure)
                measure.server += cpu_seconds(workers) - server
                measure.client += time.process_time() - client
    finally:
        for one in sockets:
            one.close()
    return found


def _jobs(walks: Sequence[Walk], chance: Random) -> Iterator[tuple[bytes, bytes]]:
    """Yield what to send and what to expect, for ever: walk after walk, each under an id of its own.

    As in real support some walks are far more common than others: the n-th as common as 1/n.
    """
    weights = [1 / number for number in range(1, len(walks) + 1)]
    while True:
        walk: Sequence[Prepared] = chance.choices(walks, weights)[0]
        walk_id = secrets.token_hex(11).encode()
        for prepared in walk:
            yield prepared.sent(walk_id), prepared.expected


def _run(lines: Sequence[_Line], seconds: float, measure: Measured) -> None:
    clock = time.perf_counter
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
        begun = clock()
        for line in lines:
            _send(line, clock())
        busy = len(lines)
        while busy:
            events = ready.select(10)
            if not events:
                raise WrongAnswer("none within 10 seconds")
            for key, _ in events:
                line = key.data
                if not _received(line):
                    continue
                now = clock()
                measure.latencies.append(now - line.since)
                if now - begun < seconds:
                    _send(line, now)
                else:
                    busy -= 1
        measure.seconds += clock() - begun
    measure.count = len(measure.latencies)


def _send(line: _Line, now: float) -> None:
    message, line.expected = next(line.jobs)
    line.answer, line.missing, line.since = b"", -1, now
    line.socket.sendall(message)


def _received(line: _Line) -> bool:
    """Read what has come; tell whether the answer is whole. Raises WrongAnswer when it is another one."""
    block = line.socket.recv(_BLOCK)
    line.answer = line.answer + block if line.answer else block
    if line.missing < 0:
        end = line.answer.find(b"\r\n\r\n")
        if end < 0:
            return False
        at = line.answer.find(_LENGTH, 0, end) + len(_LENGTH)
        line.missing = end + 4 + int(line.answer[at : line.answer.find(b"\r", at)])
    if len(line.answer) < line.missing and block:
        return False
    if not line.answer.startswith(b"HTTP/1.1 200") or line.expected not in line.answer:
        raise WrongAnswer(line.answer[:2_000].decode(errors="replace"))
    return True


def _connected(port: int, workers: int, connections: int) -> list[socket.socket]:
    """Return that many connections, as many to each worker."""
    share = connections // workers
    by_worker: dict[bytes, list[socket.socket]] = {}
    for _ in range(_ATTEMPTS):
        one = socket.create_connection((HOST, port), timeout=10)
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        mine = by_worker.setdefault(_worker(one), [])
        if len(mine) < share:
            mine.append(one)
        else:
            one.close()
        if sum(map(len, by_worker.values())) == connections:
            return [one for each in by_worker.values() for one in each]
    raise WrongAnswer(f"only {len(by_worker)} of {workers} workers answer")


def _worker(one: socket.socket) -> bytes:
    """Return the name of the worker behind a connection, which the bare page tells."""
    one.sendall(_BARE)
    answer = b""
    while not answer.endswith(b"</p>"):
        answer += one.recv(_BLOCK)
    return answer.rpartition(b"process ")[2]
