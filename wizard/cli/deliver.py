"""`wizard deliver`: a worker of its own, which hands requests over to helpdesks and letters to customers."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from wizard.cli.context import Setting
from wizard.errors import BadSetting
from wizard.settings import Settings
from wizard.store import State, open_store

if TYPE_CHECKING:
    from wizard.delivery.running import Delivering

# When told to stop, a delivery that has begun gets so many seconds. One that takes longer is left to its lease.
GRACE: Final = 8.0
_TOLD: Final = {
    State.DELIVERED: "delivered",
    State.WAITING: "put off",
    State.STUCK: "stuck",
    State.UNKNOWN: "unknown",
}


@click.command("deliver")
@click.option("--once", is_flag=True, help="Deliver what is due now, and end.")
@click.option(
    "--pause",
    type=click.FloatRange(0.05, 3600),
    default=30.0,
    show_default=True,
    help="Seconds until a delivery that failed is tried again; longer each time, up to 120 times as much.",
)
@click.pass_obj
def deliver(setting: Setting, once: bool, pause: float) -> None:
    """Hand requests over to the helpdesks that WIZARD_HELPDESKS names, and e-mails to customers.

    As many as wanted may run at once, on one machine or several.

    Example: wizard deliver --once
    """
    from wizard.delivery.running import delivering  # with all it needs for calls over the network

    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses with what is looked for
    settings = replace(Settings.from_environment(), trees=setting.folder)
    if settings.helpdesks is None:
        raise BadSetting(
            name="WIZARD_HELPDESKS", value="", expected="the file that says which helpdesks there are"
        )
    stop = threading.Event()
    with open_store(settings.database_url) as store:
        store.upgrade()
        found = delivering(settings, store, stop.wait, timedelta(seconds=pause))
        if once:
            _once(found)
        else:
            _until_told(found, stop)


def _once(found: Delivering) -> None:
    """Deliver what is due; exit status 1 when something needs attention now."""
    while found.worker.deliver_one():
        pass
    counted = found.worker.counted
    told = ", ".join(f"{counted[state]} {word}" for state, word in _TOLD.items() if counted[state])
    click.echo(told or "nothing was due")
    if counted[State.STUCK] or counted[State.UNKNOWN]:
        raise SystemExit(1)


def _until_told(found: Delivering, stop: threading.Event) -> None:
    """Deliver until a signal, or the end of who started it, says to stop; then give what has begun a little time."""
    worker = threading.Thread(target=found.run, name="deliver", daemon=True)
    with _signals(stop):
        worker.start()
        while not stop.wait(3600):
            pass
        worker.join(GRACE)


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """Have SIGTERM and SIGINT say to stop."""
    before = {one: signal.signal(one, lambda *_: stop.set()) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
