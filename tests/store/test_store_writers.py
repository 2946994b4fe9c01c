"""Many writers at once, in threads, processes and forks: nothing lost, nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store import samples
from wizard.store import Outcome, open_store
from wizard.store.sqlite import SqliteDatabase

ROOT = Path(__file__).resolve().parents[2]


def send(url, threads, times, what):
    """Run two sender processes at once; return the lines that they print."""
    senders = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.sender", url, name, str(threads), str(times), what],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("left", "right")
    ]
    for sender in senders:
        assert sender.stdout is not None
        assert sender.stdout.readline() == "ready\n"
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write("go\n")
        sender.stdin.flush()
    printed = [sender.communicate(timeout=120)[0] for sender in senders]
    assert [sender.returncode for sender in senders] == [0, 0]
    return [line for lines in printed for line in lines.split("\n") if line]


def test_two_processes_of_four_threads_lose_no_event_and_no_count(store, url):
    send(url, threads=4, times=50, what="events")
    steps = [f"step-{number}" for number in range(50)]
    for name in ("left", "right"):
        for thread in range(4):
            assert [event.step for event in store.events_of(f"{name}-{thread}")] == steps
    assert store.hit("everybody", samples.NOON, 401)
    assert not store.hit("everybody", samples.NOON, 401)


def test_two_processes_that_send_the_same_forms_make_one_ticket_of_each(store, url):
    sent = [line.split() for line in send(url, threads=2, times=25, what="tickets")]
    assert len(sent) == 100
    for number in range(25):
        answers = [(outcome, reference) for outcome, form, reference in sent if form == f"form-{number}"]
        assert Counter(outcome for outcome, _ in answers) == {"new": 1, "same": 3}
        assert {reference for _, reference in answers} == {
            store.ticket_by_form_key(f"form-{number}").reference
        }


@pytest.mark.parametrize("numbers", [(1, 2), (1, 1)], ids=["own references", "the same reference"])
def test_two_threads_that_send_the_same_form_make_one_ticket(store, numbers):
    together = threading.Barrier(2)

    def send_it(round_number, number):
        together.wait()
        ticket = samples.ticket(10 * round_number + number, form_key=f"form-{round_number}", body_hash="body")
        return store.file_ticket(ticket).outcome

    with ThreadPoolExecutor(2) as pool:
        for round_number in range(20):
            outcomes = pool.map(send_it, [round_number] * 2, numbers)
            assert sorted(outcomes) == [Outcome.NEW, Outcome.SAME]


def test_processes_that_start_at_once_make_the_tables_once(url):
    send(url, threads=2, times=1, what="upgrades")
    with open_store(url) as store:
        store.check()


@pytest.mark.skipif(sys.platform == "win32", reason="this system locks files otherwise")
def test_a_writer_keeps_every_other_process_out_until_it_is_done(sqlite_url):
    import fcntl

    file = Path(sqlite_url.removeprefix("sqlite:///"))
    database = SqliteDatabase(file)
    with file.with_name("wizard.db.lock").open() as others:
        for write in (database.write, database.write_bare):
            with write(), pytest.raises(BlockingIOError):
                fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(others, fcntl.LOCK_UN)
    database.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_and_its_parent_both_go_on_writing(store):
    store.record_event(samples.event("before", walk="parent"), [])
    child = os.fork()
    if child == 0:
        try:
            for number in range(50):
                store.record_event(samples.event(f"step-{number}", walk="child"), [])
            store.file_ticket(samples.ticket(1))
        finally:
            os._exit(0)
    for number in range(50):
        store.record_event(samples.event(f"step-{number}", walk="parent"), ["before"])
    os.waitpid(child, 0)
    assert len(store.events_of("parent")) == 51
    assert len(store.events_of("child")) == 50
    assert store.ticket_by_form_key("form-1") is not None
