"""What the fakes share: a WSGI application on a real socket of 127.0.0.1, and the shape of its answers."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log(self, *_: object) -> None: ...


class Rejected(Exception):
    """The answer that a call gets which the real system would not take."""

    def __init__(self, status: int, told: Any, **headers: str) -> None:
        super().__init__(status, told)
        self.status, self.told, self.headers = status, told, headers


@dataclass
class Fake:
    """A helpdesk in memory. `handle` answers; what it has is there for tests to look at."""

    lock: threading.Lock = field(default_factory=threading.Lock)

    def handle(self, asked: Request) -> Response:
        raise NotImplementedError

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        asked = Request(environ)
        asked.get_data(parse_form_data=False) if asked.mimetype != "multipart/form-data" else asked.form
        try:
            with self.lock:
                answer = self.handle(asked)
        except Rejected as found:
            answer = told(found.told, found.status)
            answer.headers.extend({name.replace("_", "-"): value for name, value in found.headers.items()})
        except HTTPException as found:
            answer = told({"error": found.name}, found.code or 500)
        finally:
            asked.close()
        return answer(environ, start)


def told(said: Any, status: int = 200) -> Response:
    """An answer in JSON; text stays text."""
    if isinstance(said, str):
        return Response(said, status, mimetype="text/plain")
    return Response(json.dumps(said), status, mimetype="application/json")


def body_of(asked: Request, status: int, problem: Any) -> dict[str, Any]:
    """The JSON object of a call that must have one."""
    if asked.mimetype != "application/json":
        raise Rejected(415, "Unsupported Media Type")
    try:
        value = json.loads(asked.get_data().decode("utf-8"))
    except ValueError:
        raise Rejected(status, problem) from None
    if not isinstance(value, dict):
        raise Rejected(status, problem)
    return value


@contextmanager
def served(application: Any, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve a WSGI application on a free port; its address, without a slash."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet, ssl_context=tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
