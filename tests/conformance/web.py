"""The web application called as a server calls it, without a server: one request after the other."""

from __future__ import annotations

import io
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Flask

import app
from webui.services import KEY, Services
from wizard.settings import Settings

_FORM_TYPE: Final = "application/x-www-form-urlencoded"
_BEGUN: Final = datetime(2026, 3, 21, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    content: str


class Web:
    """Asks one application; the database is its own."""

    def __init__(self, application: Flask) -> None:
        self._application = application

    def get(self, address: str) -> Answer:
        """Return what a browser gets at an address, as far as it is sent on; at most three times."""
        answer = self._asked("GET", address, b"", {})
        for _ in range(3):
            if answer.status in (302, 303):
                answer = self._asked("GET", answer.headers["location"], b"", {})
        return answer

    def post(self, path: str, fields: Sequence[tuple[str, str]], *, htmx: bool) -> Answer:
        """Return the answer to a form; where it sends on is not followed."""
        return self._asked(
            "POST", path, urlencode(fields).encode(), {"HTTP_HX_REQUEST": "true"} if htmx else {}
        )

    def _asked(self, method: str, address: str, body: bytes, more: Mapping[str, str]) -> Answer:
        said: list[tuple[int, Mapping[str, str]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            said.append((int(status[:3]), {name.lower(): value for name, value in headers}))
            return bytes

        environ = {**_environ(method, address, body), **more}
        content = b"".join(self._application.wsgi_app(environ, start))
        return Answer(*said[0], content.decode())


@contextmanager
def web(trees: Path, folder: Path) -> Iterator[Web]:
    """Run the application over a folder of trees, with a database in `folder`.

    By its clock every request comes a minute after the one before: nobody calls too often.
    """
    url = f"sqlite:///{(folder / 'wizard.db').as_posix()}"
    application = app.create_app(Settings(trees, url, secrets.token_bytes(32)))
    found: Services = application.extensions[KEY]
    moments = (_BEGUN + timedelta(minutes=number) for number in count())
    application.extensions[KEY] = replace(found, clock=lambda: next(moments))
    yield Web(application)
    found.store.close()


def _environ(method: str, address: str, body: bytes) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": _FORM_TYPE if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
