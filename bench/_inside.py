"""The application called directly, in a process of its own: what a step takes without a server around it."""

from __future__ import annotations

import io
import secrets
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import app
from bench._trees import write_trees
from bench._walks import FORM_TYPE, ID, Post, UnexpectedPage, posts
from webui.pages import Pages
from webui.services import KEY, Services
from wizard.settings import Settings
from wizard.stands import Stands
from wizard.store import open_store

_COLUMNS = "walk, tree, step, at, revision, locale, channel, audience, value, reached, superseded"


class Site:
    """An application over made-up trees and events of its own, and walks through some of the trees.

    It keeps no pages and no stands, so that each step is the whole work.
    """

    def __init__(self, folder: Path, trees: int, events: int) -> None:
        write_trees(folder / "trees", trees)
        file = folder / "wizard.db"
        url = f"sqlite:///{file.as_posix()}"
        with open_store(url) as store:
            store.upgrade()
        if events:
            _fill(file, events)
        self._app = app.create_app(Settings(folder / "trees", url, secrets.token_bytes(32)))
        found: Services = self._app.extensions[KEY]
        stands = Stands(found.library.customers, found.revisions.since, room=0)
        self._app.extensions[KEY] = replace(found, pages=Pages(0), stands=stands)
        walks = posts(lambda *asked: self._answer(*asked), ("en",), 2, trees=10)
        self._steps: Iterator[Post | None] = cycle([post for walk in walks for post in (None, *walk)])
        self._walk = b""

    def microseconds(self, seconds: float) -> float:
        """Return what half of the steps take at most, over so many seconds of them."""
        taken: list[int] = []
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            post = next(self._steps)
            if post is None:
                self._walk = secrets.token_hex(11).encode()
                continue
            form = post.form.replace(ID.encode(), self._walk)
            begun = time.perf_counter_ns()
            page = self._answer("POST", post.path, form)
            taken.append(time.perf_counter_ns() - begun)
            if post.heading not in page:
                raise UnexpectedPage(post.path)
        return statistics.median(taken) / 1e3

    def _answer(self, method: str, path: str, body: bytes) -> bytes:
        def start(status: str, *_: object) -> Callable[[bytes], object]:
            if not status.startswith("200"):
                raise UnexpectedPage(f"{method} {path}: {status}")
            return bytes

        return b"".join(self._app.wsgi_app(_environ(method, path, body), start))


def _environ(method: str, path: str, body: bytes) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_HX_REQUEST": "true",
        "CONTENT_TYPE": FORM_TYPE,
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _fill(file: Path, events: int) -> None:
    """Put so many events of walks of ten steps into the database, as its own driver would."""
    begun = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(events):
            at = (begun + timedelta(seconds=number)).isoformat(" ", "microseconds")
            walk = f"{(number // 10 * 2654435761) % 2**32:022x}"
            yield (
                walk,
                "message-1000",
                f"s{number % 10}",
                at,
                "abcdef0123",
                "en",
                "web",
                "customer",
                "x",
                "y",
                0,
            )

    connection = sqlite3.connect(file)
    with connection:
        connection.executemany(f"INSERT INTO event ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows())
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


_sites: dict[str, Site] = {}


def start(name: str, folder: str, trees: int, events: int) -> float:
    """Make the site of that name in this process; return how long that took, in seconds."""
    begun = time.monotonic()
    _sites[name] = Site(Path(folder), trees, events)
    return time.monotonic() - begun


def measure(name: str, seconds: float) -> float:
    """Return the microseconds of a step of that site."""
    return _sites[name].microseconds(seconds)
