"""Records with something in every field, for tests to change what matters to them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from wizard.store import Attachment, Audited, Author, Event, Message, Order, Staff, Ticket
from wizard.store.handoffs import Role

NOON = datetime(2026, 3, 21, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)


def event(step: str, value: str = "yes", **changes) -> Event:
    given: dict[str, Any] = {
        "walk": "walk-1",
        "at": NOON,
        "tree": "question-marks",
        "revision": "5f0c1d",
        "locale": "fa",
        "channel": "web",
        "audience": "customer",
        "reached": "next-step",
    }
    return Event(step=step, value=value, **(given | changes))


def ticket(number: int = 1, **changes) -> Ticket:
    given: dict[str, Any] = {
        "reference": f"RG-{number:04}",
        "form_key": f"form-{number}",
        "body_hash": f"body-{number}",
        "token_hash": f"token-{number}",
        "at": NOON,
        "tree": "question-marks",
        "revision": "5f0c1d",
        "locale": "fa",
        "audience": "customer",
        "contact_email": "someone@example.org",
        "contact_phone": "+98 21 0000 0000",
        "name": "سارا",
        "description": "به جای حروف علامت سؤال می‌بینم",
        "trail": {"steps": [{"step": "where", "value": "program"}], "removed": [2]},
        "facts": {"windows": {"value": "win10", "source": "host"}},
        "fields": {},
    }
    return Ticket(**(given | changes))


def order(number: int = 1, helpdesk: str = "desk", purpose: str = "ticket") -> Order:
    return Order(helpdesk, purpose, f"help.example.org/RG-{number:04}/{purpose}")


def attachment(name: str = "screen.png", content: bytes = b"picture", **changes) -> Attachment:
    given: dict[str, Any] = {
        "form_key": "form-1",
        "at": NOON,
        "media_type": "image/png",
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
    }
    return Attachment(name=name, content=content, **(given | changes))


def audited(what: str = "status", ticket_id: int | None = None, **changes) -> Audited:
    given: dict[str, Any] = {"at": NOON, "who": "Sara", "details": {"status": "solved"}}
    return Audited(what=what, ticket_id=ticket_id, **(given | changes))


def staff(email: str = "sara@example.org", **changes) -> Staff:
    given: dict[str, Any] = {
        "name": "سارا",
        "role": Role.AGENT,
        "locale": "fa",
        "password": "hash",
        "at": NOON,
        "login": "login-1",
    }
    return Staff(email=email, **(given | changes))


def message(ticket_id: int, body: str = "درود", **changes) -> Message:
    given: dict[str, Any] = {"at": NOON, "author": Author.STAFF, "form_key": "m1", "staff": 7}
    return Message(ticket_id=ticket_id, body=body, **(given | changes))
