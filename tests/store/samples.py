"""Records with something in every field, for tests to change what matters to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from wizard.store import Event, Ticket

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
