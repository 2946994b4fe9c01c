"""osTicket as setup/doc/api of its source describes it: a call that creates, and nothing else."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.delivery.fakes.serving import Fake, Rejected, body_of, told

FIELDS = {
    *("email", "name", "subject", "message", "alert", "autorespond", "ip", "phone", "phone_ext"),
    *("priorityId", "source", "topicId", "attachments"),
}


@dataclass
class FakeOsTicket(Fake):
    """An installation with the help topics 1 and 2."""

    api_key: str = "0123456789ABCDEF0123456789ABCDEF"
    tickets: list[dict[str, Any]] = field(default_factory=list)

    def handle(self, asked: Request) -> Response:
        if asked.headers.get("X-API-Key") != self.api_key:
            raise Rejected(401, "Valid API key required")
        if (asked.method, asked.path) != ("POST", "/api/tickets.json"):
            raise Rejected(404, "URL not supported")
        said = body_of(asked, 400, "Error parsing JSON")
        for name in set(said) - FIELDS:
            raise Rejected(400, f"{name}: Unexpected data received in API request")
        for name in ("email", "name", "subject", "message"):
            if not said.get(name):
                raise Rejected(400, f"Unable to create new ticket: validation errors:\n{name} is required")
        if str(said.get("topicId", "1")) not in ("1", "2"):
            raise Rejected(400, "Unable to create new ticket: validation errors:\nInvalid help topic")
        media_type, message = rfc2397(said["message"])
        if media_type not in ("text/plain", "text/html"):
            raise Rejected(400, "message: Unexpected type")
        files = [
            (name, *rfc2397(value)) for entry in said.get("attachments", []) for name, value in entry.items()
        ]
        self.tickets.append({**said, "message": message.decode(), "files": files})
        return told(str(100_000 + len(self.tickets)), 201)


def rfc2397(value: str) -> tuple[str, bytes]:
    """The media type and content of a `data:` address; other text is plain text."""
    if not value.startswith("data:"):
        return "text/plain", value.encode()
    about, comma, content = value[5:].partition(",")
    if not comma:
        raise Rejected(400, "Bad data: URL")
    media_type, *options = about.split(";")
    if "base64" not in options:
        return media_type or "text/plain", content.encode()
    try:
        return media_type or "text/plain", b64decode(content, validate=True)
    except binascii.Error:
        raise Rejected(400, "Unable to decode base64") from None
