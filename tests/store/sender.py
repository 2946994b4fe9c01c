"""A process that writes to a store once told to: `-m tests.store.sender URL NAME THREADS TIMES WHAT`."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from tests.store import samples
from wizard.store import open_store


def events(store, name, thread, times):
    for number in range(times):
        store.record_event(samples.event(f"step-{number}", walk=f"{name}-{thread}"), [])
        store.hit("everybody", samples.NOON, 10_000)


def tickets(store, name, thread, times):
    sent = []
    for number in range(times):
        filed = store.file_ticket(
            samples.ticket(
                form_key=f"form-{number}", reference=(own := f"{name}-{thread}-{number}"), token_hash=own
            )
        )
        sent.append(f"{filed.outcome} {filed.ticket.form_key} {filed.ticket.reference}")
    return sent


def upgrades(store, name, thread, times):
    store.upgrade()
    store.check()


def main(url, name, threads, times, what):
    with open_store(url) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        with ThreadPoolExecutor(int(threads)) as pool:
            work = [
                pool.submit(WORK[what], store, name, thread, int(times)) for thread in range(int(threads))
            ]
            for one in work:
                print(*(one.result() or []), sep="\n")


WORK = {"events": events, "tickets": tickets, "upgrades": upgrades}

if __name__ == "__main__":
    main(*sys.argv[1:])
