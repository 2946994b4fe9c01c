"""Bad weather between us and a helpdesk: a proxy that passes calls on, until a test asks for a mishap."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import urlsplit

# What came from the helpdesk: status, headers, body.
Answer = tuple[int, list[tuple[str, str]], bytes]
Mishap = Callable[["Passing", Callable[[], Answer]], None]
# Hop-by-hop, or set anew.
OWN = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


class Passing(BaseHTTPRequestHandler):
    """Passes one call on, or lets the mishap happen that waits for it."""

    protocol_version = "HTTP/1.1"
    weather: ClassVar[Weather]

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.close_connection = True
        mishap = self.weather.due(f"{self.command} {self.path}")
        if mishap is None:
            self.answer(self._answer(body))
        else:
            mishap(self, lambda: self._answer(body))

    do_GET = do_POST = do_PUT = do_DELETE = _pass

    def _answer(self, body: bytes) -> Answer:
        to = urlsplit(self.weather.behind)
        connection = http.client.HTTPConnection(to.hostname or "", to.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in OWN | {"host"}}
        try:
            connection.request(self.command, self.path, body, {**headers, "Content-Length": str(len(body))})
            came = connection.getresponse()
            return came.status, came.getheaders(), came.read()
        finally:
            connection.close()

    def answer(self, answer: Answer, most: int | None = None) -> None:
        """Send an answer, or its first `most` bytes under the length of the whole."""
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[:most])

    def log_message(self, *_: Any) -> None: ...


class Weather:
    """The proxy before the helpdesk at `behind`; `url` is its own address."""

    def __init__(self, behind: str) -> None:
        self.behind = behind
        self.url = ""
        self.over = threading.Event()
        self.done = threading.Event()
        self.calls: list[str] = []
        self._lock = threading.Lock()
        self._waiting: list[tuple[Callable[[str], bool], Mishap]] = []

    def next(self, mishap: Mishap, when: Callable[[str], bool] = lambda call: True) -> None:
        """Let the mishap happen once, at the next call (`METHOD path`) that `when` is true of."""
        with self._lock:
            self._waiting.append((when, mishap))

    def due(self, call: str) -> Mishap | None:
        """The mishap that waits for this call."""
        with self._lock:
            self.calls.append(call)
            for one in self._waiting:
                if one[0](call):
                    self._waiting.remove(one)
                    return one[1]
        return None


@contextmanager
def weather(behind: str, tls: ssl.SSLContext | None = None) -> Iterator[Weather]:
    """A proxy on a free port of 127.0.0.1."""
    above = Weather(behind)
    handler = type("PassingHere", (Passing,), {"weather": above})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hangs up does so on purpose
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    above.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield above
    finally:
        above.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answers(status: int, body: bytes = b"{}", **headers: str) -> Mishap:
    """The helpdesk never sees the call, which is answered with this."""
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return lambda passing, _: passing.answer((status, named, body))


def answers_after(status: int, body: bytes = b"oops") -> Mishap:
    """The helpdesk does what is asked, and the answer becomes another one."""

    def happen(passing: Passing, behind: Callable[[], Answer]) -> None:
        behind()
        passing.answer((status, [("Content-Type", "text/plain")], body))

    return happen


def half_an_answer(passing: Passing, behind: Callable[[], Answer]) -> None:
    """The helpdesk does what is asked, and the line breaks in the middle of its answer."""
    answer = behind()
    passing.answer(answer, max(1, len(answer[2]) // 2))


def no_answer(passing: Passing, behind: Callable[[], Answer]) -> None:
    """The helpdesk does what is asked, and the line breaks before its answer."""
    behind()


def drop_by_drop(passing: Passing, behind: Callable[[], Answer]) -> None:
    """The helpdesk does what is asked (then `done` is set), and its answer would take for ever."""
    behind()
    passing.weather.done.set()
    passing.answer((201, [], b" " * 1_000_000), 1)
    while not passing.weather.over.wait(0.02):
        try:
            passing.wfile.write(b" ")
        except OSError:
            return


@contextmanager
def silence() -> Iterator[int]:
    """A port where somebody takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listening:
        yield listening.getsockname()[1]


@contextmanager
def handshakes(tls: ssl.SSLContext) -> Iterator[int]:
    """A port where somebody shows a certificate to whoever comes, and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=16)

    def serve() -> None:
        while True:
            try:
                came, _ = listening.accept()
            except OSError:
                return
            with came:
                came.settimeout(10)
                try:
                    tls.wrap_socket(came, server_side=True).close()
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
