"""Requests while server and workers are killed at random and the helpdesk fails half the time: is any lost, any twice?

Prints a table of what happened; its last line is `lost: 0 duplicated: 0`. docs/benchmarks.md says how to read it.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bench._customer import PICTURE, Browser, Form, NoThanks
from bench._desk import HOST, Desk, serve
from bench._victims import Victim, wait_until_ready, wizard
from wizard import limits, resources
from wizard.store import State, Store, Wanted, open_store

SUBMISSIONS: Final = 200
MOST: Final = limits.UNHELD_PER_HOUR - 50
CUSTOMERS: Final = 4
# One in so many sends the same form from two tabs at once; one in so many sends a picture along.
TWO_TABS: Final = 5
PICTURES: Final = 4
# So many kills for a hundred submissions, each of the server and of workers.
SERVER_KILLS: Final = 6
WORKER_KILLS: Final = 12
# Seconds that one call to the helpdesk may take: the lease of a worker that was killed follows from it.
CALL_SECONDS: Final = 0.5
DRAIN_SECONDS: Final = 240.0
_FORMS: Final = (
    "/en/ticket",
    "/fa/digits-instead-of-letters/ticket?where=everywhere&keys=all&windows~host=win10",
    "/ar/digits-instead-of-letters/ticket?where=program&keys=right-side",
)


@dataclass(slots=True)
class Course:
    """What is going on: the processes, the kills to come, what has happened so far."""

    seed: int
    submissions: int
    happened: Counter[str] = field(default_factory=Counter)
    kills: dict[int, Callable[[], None]] = field(default_factory=dict)
    late_kills: dict[int, Callable[[], None]] = field(default_factory=dict)
    begun: int = 0
    calls: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Count a submission that begins, and kill what is to be killed then."""
        with self.lock:
            self.begun += 1
            kill = self.kills.pop(self.begun, None)
        if kill:
            threading.Thread(target=kill, daemon=True).start()

    def on_create(self, made: bool) -> None:
        """Count a call to the helpdesk before and after it makes a ticket; kill what is to be killed right there."""
        with self.lock:
            self.calls += 1
            kill = self.late_kills.pop(self.calls, None)
        if kill:
            kill()
            self.happened[
                "… of them right after the ticket was made" if made else "… of them right before it"
            ] += 1


def main() -> int:
    """Run and print; return 1 when a request was lost or came twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if not 1 <= given.submissions <= MOST:
        parser.error(f"between 1 and {MOST} submissions: more in an hour are held as a flood")
    begun = time.monotonic()
    course = Course(given.seed, given.submissions)
    with TemporaryDirectory(prefix="crash-") as name:
        lost, duplicated = _run(course, Path(name))
    _print(course, time.monotonic() - begun)
    print(f"lost: {lost} duplicated: {duplicated}")
    return 1 if lost or duplicated else 0


def _run(course: Course, folder: Path) -> tuple[int, int]:
    desk = Desk(Random(course.seed), course.on_create)
    server = serve(desk)
    try:
        with _running(course, folder, server.server_port) as base:
            forms = _opened(course, base)
            time.sleep(limits.FORM_SECONDS + 1)  # what is sent sooner is held: no person types so fast
            seen = _submitted(course, base, forms)
            with open_store(_database(folder)) as store:
                _drained(store)
                course.happened.update(desk.happened)
                return _counted(course, store, desk, forms, seen)
    finally:
        server.shutdown()


@contextmanager
def _running(course: Course, folder: Path, desk_port: int) -> Iterator[str]:
    """Run the server and two workers, with the kills to come; yields the server's address."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    environment = _environment(folder, desk_port)
    trees = ("--trees", str(resources.demonstration_trees()))
    serve_it = wizard(*trees, "serve", "--port", str(port), "--workers", "2", "--no-deliver")
    deliver_it = wizard(*trees, "deliver", "--pause", "0.1")
    victims = [Victim("server", serve_it, environment, folder / "server.log", course.happened)]
    base = f"http://{HOST}:{port}"
    try:
        wait_until_ready(base)
        for number in (1, 2):
            log = folder / f"worker-{number}.log"
            victims.append(Victim(f"worker {number}", deliver_it, environment, log, course.happened))
        _plan(course, victims)
        yield base
    finally:
        for victim in victims:
            victim.end()


def _environment(folder: Path, desk_port: int) -> Mapping[str, str]:
    """Return what server and workers are told: the database, and the helpdesk with its deadline."""
    settings = folder / "helpdesks.toml"
    settings.write_text(
        'default = "desk"\n[desk]\nkind = "zendesk"\nemail = "agent@example.org"\ntoken_env = "DESK_TOKEN"\n'
        f'url = "http://{HOST}:{desk_port}"\nseconds = {CALL_SECONDS}\nlocales = ["en", "fa"]\n',
        encoding="utf-8",
    )
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        "WIZARD_DATA": str(folder),
        "DATABASE_URL": _database(folder),
        "WIZARD_PROXIES": "1",
        "WIZARD_HELPDESKS": str(settings),
        "DESK_TOKEN": "secret",
    }


def _database(folder: Path) -> str:
    return f"sqlite:///{(folder / 'wizard.db').as_posix()}"


def _plan(course: Course, victims: list[Victim]) -> None:
    """Draw when what is killed: the server by submissions, workers while they speak to the helpdesk."""
    chance = Random(course.seed + 1)
    server, *workers = victims
    hundreds = course.submissions / 100
    for at in chance.sample(range(1, course.submissions + 1), round(SERVER_KILLS * hundreds)):
        course.kills[at] = _server_kill(server, chance)
    # Each ticket takes four such moments or so.
    for at in chance.sample(range(1, 3 * course.submissions), round(WORKER_KILLS * hundreds)):
        course.late_kills[at] = chance.choice(workers).kill


def _server_kill(server: Victim, chance: Random) -> Callable[[], None]:
    """Return what kills the whole server, or one of its processes, a moment later."""
    pause, draw, whole = chance.random() * 0.05, chance.randrange(100), chance.random() < 0.5

    def kill() -> None:
        time.sleep(pause)
        if whole:
            server.kill()
        else:
            server.kill_child(draw)

    return kill


def _opened(course: Course, base: str) -> list[tuple[Browser, Form]]:
    """Open all forms; each customer has a network of their own."""
    found = []
    for number in range(course.submissions):
        browser = Browser(base, f"10.{number // 250}.{number % 250}.1", course.happened)
        found.append((browser, browser.open(_FORMS[number % len(_FORMS)])))
    return found


def _submitted(course: Course, base: str, forms: list[tuple[Browser, Form]]) -> dict[str, set[str]]:
    """Send all forms while things are killed; return the references that thank-you pages showed, by form."""
    seen: dict[str, set[str]] = {}

    def send(number: int) -> None:
        browser, form = forms[number]
        course.begin()
        picture = PICTURE if number % PICTURES == 0 else None
        tabs = 2 if number % TWO_TABS == 0 else 1
        with ThreadPoolExecutor(tabs) as pool:
            sendings = [pool.submit(browser.send, form, f"Request {number}", picture) for _ in range(tabs)]
        for sending in sendings:
            try:
                reference = sending.result()
                seen.setdefault(form.key, set()).add(reference)
                course.happened["thank-you pages seen"] += 1
            except NoThanks:
                course.happened["customers who gave up"] += 1

    with ThreadPoolExecutor(CUSTOMERS) as pool:
        list(pool.map(send, range(course.submissions)))
    return seen


def _drained(store: Store) -> None:
    """Wait until every delivery has arrived or waits for a person."""
    over = time.monotonic() + DRAIN_SECONDS
    while store.outbox.waiting().keys() & {State.WAITING, State.SENDING} and time.monotonic() < over:
        time.sleep(0.5)


def _counted(
    course: Course, store: Store, desk: Desk, forms: list[tuple[Browser, Form]], seen: Mapping[str, set[str]]
) -> tuple[int, int]:
    """Return how many thanked requests are not in our store and in the helpdesk, and how many are there twice."""
    lost = 0
    for key, references in seen.items():
        ticket = store.ticket_by_form_key(key)
        if ticket is None or references != {ticket.reference}:
            lost += 1
            continue
        (delivery,) = store.outbox.deliveries_of(ticket.id)
        course.happened["tries of deliveries"] += len(store.outbox.attempts_of(delivery.id))
        course.happened["tickets marked as delivered"] += delivery.state is State.DELIVERED
        lost += not desk.made[delivery.key]
    filed = store.inbox.tickets(Wanted(held=None, limit=10 * len(forms)))
    course.happened["requests in our store"] = len(filed)
    course.happened["tickets in the helpdesk"] = sum(desk.made.values())
    sent = {form.key for _, form in forms}
    duplicated = sum(count - 1 for count in desk.made.values() if count > 1)
    duplicated += sum(ticket.form_key not in sent for ticket in filed)
    return lost, duplicated


def _print(course: Course, seconds: float) -> None:
    print(f"{course.submissions} submissions, seed {course.seed}, {seconds:.0f} s")
    for what, count in sorted(course.happened.items()):
        print(f"  {what:60} {count:6}")


if __name__ == "__main__":
    sys.exit(main())
