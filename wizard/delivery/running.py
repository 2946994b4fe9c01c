"""What a process needs to deliver, put together from the settings."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from wizard.delivery.parcels import Packer
from wizard.delivery.settings import Desks, helpdesks_of
from wizard.delivery.statuses import StatusReader
from wizard.delivery.wording import Wording
from wizard.delivery.worker import Pace, Worker
from wizard.filed import Reader
from wizard.library import Library, load
from wizard.publishing import Revisions, last_good, with_last_good_files
from wizard.settings import Settings
from wizard.store import Store


@dataclass(frozen=True, slots=True)
class Delivering:
    """A worker and what it does when nothing is due."""

    worker: Worker
    statuses: StatusReader

    def run(self) -> None:
        """Work until told to stop."""
        self.worker.run(self.statuses.read_one)


def delivering(
    settings: Settings, store: Store, wait: Callable[[float], bool], first_pause: timedelta | None = None
) -> Delivering:
    """Return a worker for the helpdesks of the settings, with a name of its own; `wait` tells when to stop.

    Raises BadSetting, NoTreesFolder and StoreError.
    """
    desks = helpdesks_of(settings.helpdesks)
    pace = Pace(seconds=desks.seconds)
    if first_pause is not None:
        pace = replace(pace, first=first_pause, longest=120 * first_pause)
    worker = Worker(_name(), store, desks.helpdesks, packer(settings, store, desks), _now, wait, pace=pace)
    return Delivering(worker, StatusReader(store, desks.helpdesks, _now))


def packer(settings: Settings, store: Store, desks: Desks) -> Packer:
    """Return what makes parcels of the store's tickets, in the words of the trees as they are now, or were then.

    Raises NoTreesFolder and StoreError.
    """
    library, revisions = _read(settings, store)
    wording = Wording(Reader(library, revisions.tree), settings.public_url)
    return Packer(store, wording, settings.secret_key, settings.public_url, desks.wishes)


def _read(settings: Settings, store: Store) -> tuple[Library, Revisions]:
    """Return the trees as they are served, and those that were, without noting that they are served now."""
    loaded, _ = with_last_good_files(load(settings.trees), store)
    earlier = {name: tree for name, (tree, _) in last_good(loaded, store).items()}
    library = loaded.library.with_trees({**loaded.library.trees, **earlier})
    return library, Revisions(loaded.shelf, store)


def _now() -> datetime:
    return datetime.now(UTC)


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
