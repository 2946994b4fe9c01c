"""Request Tracker 5 over REST2: the key stands in a custom field of the ticket, or behind its subject."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Final
from urllib.parse import quote

from wizard.delivery.helpdesk import Parcel, Receipt, Refused
from wizard.delivery.keys import BASE, HTTP, TEXT, TOKEN, Given, Key, Shape, web
from wizard.delivery.packing import Bounds, Packed
from wizard.delivery.ticketed import Ticketed
from wizard.delivery.web import json_of, list_of, number_of

_STATUS: Final = {
    "new": "open",
    "open": "open",
    "stalled": "pending",
    "resolved": "solved",
    "rejected": "closed",
    "deleted": "closed",
}
# What can be written between the braces of CF.{…} in a query of Request Tracker.
_FIELD_NAME: Final = Shape(
    'the name of a custom field, or ""',
    lambda value: isinstance(value, str) and value.isprintable() and not set(value) & set("{}'\"\\"),
)


class RequestTracker(Ticketed):
    """One queue is the usual one; routing may name others."""

    kind: ClassVar[str] = "rt"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where Request Tracker is, without `/REST/2.0`.", BASE),
        Key(
            "token", "An authentication token of a user who may see, create and comment.", TOKEN, secret=True
        ),
        Key("queue", "The queue for tickets that routing gives none.", TEXT, "General"),
        Key(
            "key_field",
            'The custom field of tickets for the key. `""`: it stands behind the subject.',
            _FIELD_NAME,
            "Idempotency-Key",
        ),
        *HTTP,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=200, text=100_000, file=10_000_000, files=40_000_000)

    def __init__(self, given: Given) -> None:
        self._url = given["url"].rstrip("/")
        self._web = web(given, "/REST/2.0", {"Authorization": f"token {given['token']}"})
        self._queue = given["queue"]
        self._field = given["key_field"]
        self._fit: set[str] = set()
        self.tagged = not self._field

    def ticket(self, key: str) -> Receipt | None:
        """Return the ticket that bears exactly this key."""
        quoted = key.replace("\\", "\\\\").replace("'", "\\'")
        field = f"CF.{{{self._field}}} = '{quoted}'" if self._field else f"Subject LIKE '[{quoted}]'"
        query = {"query": field, "fields": "Subject,CustomFields", "orderby": "id"}
        for found in list_of(self._web.call("GET", "/tickets", params=query), "items"):
            if self._bears(found, key):
                return self._receipt(str(found["id"]))
        return None

    def _bears(self, found: dict[str, Any], key: str) -> bool:
        if not self._field:
            return str(found.get("Subject", "")).endswith(f"[{key}]")
        fields = found.get("CustomFields") or []
        return any(field.get("name") == self._field and key in field.get("values", []) for field in fields)

    def has_joined(self, external_id: str, key: str) -> bool:
        """Tell whether a comment bears the key as its subject."""
        page, pages = 1, 1
        while page <= pages:
            query = {"fields": "Subject", "per_page": 100, "page": page}
            answer = self._web.call("GET", f"/ticket/{external_id}/attachments", params=query)
            if any(item.get("Subject") == f"[{key}]" for item in list_of(answer, "items")):
                return True
            pages = int(json_of(answer).get("pages") or 1)
            page += 1
        return False

    def open(self, parcel: Parcel, packed: Packed) -> Receipt:
        """Make the ticket with its files."""
        queue = parcel.queue or self._queue
        self._check_field(queue)
        said = {"Queue": queue, "Subject": packed.subject, **_content(packed)}
        if parcel.email:
            said["Requestor"] = parcel.email
        if self._field:
            said["CustomFields"] = {self._field: parcel.key}
        answer = self._web.call("POST", "/ticket", creates=True, files=_parts(said, packed))
        return self._receipt(number_of(answer, "id"))

    def join(self, external_id: str, key: str, packed: Packed) -> None:
        """Add a comment, which goes to staff alone."""
        said = {"Subject": f"[{key}]", **_content(packed)}
        self._web.call("POST", f"/ticket/{external_id}/comment", creates=True, files=_parts(said, packed))

    def status(self, external_id: str) -> str | None:
        """Return the ticket's status in our words, None for one of their own making."""
        found = json_of(self._web.call("GET", f"/ticket/{external_id}"))
        return _STATUS.get(str(found.get("Status")))

    def check(self) -> str:
        """Look whether the queue is there for us, and has the custom field."""
        self._check_field(self._queue)
        version = json_of(self._web.call("GET", "/rt")).get("Version", "?")
        return f"Request Tracker {version}, queue {self._queue}"

    def _check_field(self, queue: str) -> None:
        """Refuse a queue without the custom field: Request Tracker would drop the key without a word."""
        if queue in self._fit:
            return
        found = json_of(self._web.call("GET", f"/queue/{quote(queue, safe='')}"))
        names = [field.get("name") for field in found.get("TicketCustomFields") or []]
        if self._field and self._field not in names:
            raise Refused(f"the queue {queue} has no custom field {self._field} that its user may see")
        self._fit.add(queue)

    def _receipt(self, number: str) -> Receipt:
        return Receipt(number, f"{self._url}/Ticket/Display.html?id={number}")


def _content(packed: Packed) -> dict[str, Any]:
    return {"ContentType": "text/plain", "Content": packed.text}


def _parts(said: dict[str, Any], packed: Packed) -> list[tuple[str, Any]]:
    """Return the parts of a form: in JSON alone, Request Tracker fails at file names that are not ASCII."""
    told = ("JSON", (None, json.dumps(said), "application/json"))
    files = [("Attachments", (file.name, file.content, file.media_type)) for file in packed.files]
    return [told, *files]
