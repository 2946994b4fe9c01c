"""A helpdesk on this machine that fails as often as it is told to, before or after it has made the ticket.

It answers what is asked of Zendesk's tickets: looked up by external id, made, with files.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, urlsplit

HOST: Final = "127.0.0.1"
# What happens to a call that makes a ticket: as the issue of failures has it, half of them fail, half of those late.
FAILS: Final = 0.5
LATE: Final = 0.5
# How it fails: with a status, by closing the connection, with half an answer.
_EARLY_WAYS: Final = ("500", "503", "429", "closed")
_LATE_WAYS: Final = ("500", "closed", "half")
# So often looking up a ticket fails.
LOOKS_FAIL: Final = 0.1


class Desk:
    """What the helpdesk holds: how often each key was made, and what happened. Calls come from several threads.

    `on_create` is told of each call that makes a ticket, before (False) and after (True) it is made.
    """

    def __init__(self, chance: Random, on_create: Callable[[bool], None]) -> None:
        self.made: Counter[str] = Counter()
        self.happened: Counter[str] = Counter()
        self._chance = chance
        self._on_create = on_create
        self._lock = threading.Lock()

    def create(self, key: str) -> tuple[str, int]:
        """Make a ticket, or fail to; return how it went (`well`, a status, `closed`, `half`) and its number."""
        with self._lock:
            fails, late = self._chance.random() < FAILS, self._chance.random() < LATE
            way = self._chance.choice(_LATE_WAYS if late else _EARLY_WAYS)
        self._on_create(False)
        with self._lock:
            if fails and not late:
                self.happened[f"call failed before the ticket was made: {way}"] += 1
                return way, 0
            self.made[key] += 1
            number = sum(self.made.values())
            self.happened[f"ticket made, then the call failed: {way}" if fails else "ticket made"] += 1
        self._on_create(True)
        return (way if fails else "well"), number

    def look(self, key: str) -> tuple[bool, list[dict[str, Any]]]:
        """Return whether the look-up works, and the tickets of that key."""
        with self._lock:
            if self._chance.random() < LOOKS_FAIL:
                self.happened["look-up failed"] += 1
                return False, []
            self.happened[
                "look-up that found the ticket" if self.made[key] else "look-up that found none"
            ] += 1
            return True, [{"id": 1, "external_id": key}] * min(self.made[key], 1)


def serve(desk: Desk) -> ThreadingHTTPServer:
    """Serve the helpdesk on a free port of this machine, in a thread of its own; returns the server."""
    server = ThreadingHTTPServer((HOST, 0), type("Calls", (_Calls,), {"desk": desk}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Calls(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    desk: ClassVar[Desk]

    def do_GET(self) -> None:
        key = parse_qs(urlsplit(self.path).query).get("external_id", [""])[0]
        works, found = self.desk.look(key)
        self._answer(200 if works else 503, {"tickets": found})

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if urlsplit(self.path).path.endswith("/uploads.json"):
            self._answer(201, {"upload": {"token": "token"}})
            return
        way, number = self.desk.create(json.loads(content)["ticket"]["external_id"])
        if way == "closed":
            self.close_connection = True
        elif way == "half":
            self._answer(201, {"ticket": {"id": number}}, most=9)
        else:
            self._answer(201 if way == "well" else int(way), {"ticket": {"id": number}})

    def _answer(self, status: int, told: dict[str, Any], most: int | None = None) -> None:
        body = json.dumps(told).encode()
        self.close_connection = True
        try:
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "1")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body[:most])
        except OSError:
            pass  # whoever asked was killed meanwhile

    def log_message(self, *_: Any) -> None: ...
