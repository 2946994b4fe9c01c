"""A receiver of webhooks, written from docs/helpdesks.md alone: verifies, keeps each key once."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.delivery.fakes.serving import Fake, Rejected, told


@dataclass
class Receiver(Fake):
    """`kept` holds each parcel once; `calls` what came with it."""

    secret: str = "0123456789abcdef0123456789abcdef"
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def handle(self, asked: Request) -> Response:
        body = asked.get_data()
        timestamp = asked.headers.get("X-Wizard-Timestamp", "")
        signed = hmac.new(self.secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"v1={signed}", asked.headers.get("X-Wizard-Signature", "")):
            raise Rejected(401, {"error": "the signature is wrong"})
        if abs(time.time() - int(timestamp)) > 300:
            raise Rejected(401, {"error": "too old"})
        said = json.loads(body)
        key = asked.headers["Idempotency-Key"]
        assert said["key"] == key
        self.calls.append((dict(asked.headers), body))
        self.kept.setdefault(key, said)
        number = list(self.kept).index(key) + 1
        return told({"id": number, "url": f"https://tickets.example.org/{number}"}, 201)
