"""Freshdesk over its API v2: forms with files; the key stands in a custom field of tickets."""

from __future__ import annotations

from html import escape
from typing import Any, ClassVar, Final

from wizard.delivery.helpdesk import Parcel, Receipt, Refused
from wizard.delivery.keys import ADDRESS, BASE, FIELD, HTTP, NUMBER, TOKEN, Given, Key, web
from wizard.delivery.packing import Bounds, Packed, one_line
from wizard.delivery.ticketed import Ticketed
from wizard.delivery.web import json_of, list_of, number_of

_STATUS: Final = {2: "open", 3: "pending", 4: "solved", 5: "closed"}
_OPEN, _LOW, _PORTAL = "2", "1", "2"


class Freshdesk(Ticketed):
    """Routing's queue is the number of a group there."""

    kind: ClassVar[str] = "freshdesk"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where Freshdesk is: `https://example.freshdesk.com`.", BASE),
        Key("api_key", "The API key of an agent.", TOKEN, secret=True),
        Key("group", "The number of the group for tickets that routing gives none.", NUMBER, optional=True),
        Key("customer", "The customer's address of a request that came without one.", ADDRESS),
        Key("key_field", "The custom field of tickets (text) for the key.", FIELD, "cf_idempotency_key"),
        *HTTP,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=255, text=60_000, file=15_000_000, files=15_000_000)

    def __init__(self, given: Given) -> None:
        self._url = given["url"].rstrip("/")
        self._web = web(given, "/api/v2", auth=(given["api_key"], "X"))
        self._group = given["group"]
        self._customer = given["customer"]
        self._field = given["key_field"]

    def ticket(self, key: str) -> Receipt | None:
        """Return the ticket that bears exactly this key; what its search has not taken up yet is among the newest."""
        plain = key.translate(dict.fromkeys(map(ord, "'\"\\")))
        query = {"query": f"\"{self._field}:'{plain}'\""}
        newest = {"per_page": 100, "order_by": "created_at", "order_type": "desc"}
        found = list_of(self._web.call("GET", "/search/tickets", params=query), "results")
        found += list_of(self._web.call("GET", "/tickets", params=newest))
        for one in found:
            if (one.get("custom_fields") or {}).get(self._field) == key:
                return self._receipt(str(one["id"]))
        return None

    def has_joined(self, external_id: str, key: str) -> bool:
        """Tell whether a note ends with the key."""
        page = 1
        while True:
            query = {"per_page": 100, "page": page}
            notes = list_of(self._web.call("GET", f"/tickets/{external_id}/conversations", params=query))
            if any(str(note.get("body_text", "")).rstrip().endswith(f"[{key}]") for note in notes):
                return True
            if len(notes) < 100:
                return False
            page += 1

    def open(self, parcel: Parcel, packed: Packed) -> Receipt:
        """Make the ticket with its files."""
        said = [
            ("email", parcel.email or self._customer),
            ("subject", packed.subject),
            ("description", _html(packed.text)),
            ("status", _OPEN),
            ("priority", _LOW),
            ("source", _PORTAL),
            (f"custom_fields[{self._field}]", parcel.key),
            *(("tags[]", one_line(tag, 32)) for tag in parcel.tags),
        ]
        if parcel.name:
            said.append(("name", one_line(parcel.name, 200)))
        group = parcel.queue or self._group
        if group:
            said.append(("group_id", _group(group)))
        answer = self._web.call("POST", "/tickets", creates=True, files=_form(said, packed))
        return self._receipt(number_of(answer, "id"))

    def join(self, external_id: str, key: str, packed: Packed) -> None:
        """Add a private note."""
        said = [("body", _html(f"{packed.text}\n\n[{key}]")), ("private", "true")]
        self._web.call("POST", f"/tickets/{external_id}/notes", creates=True, files=_form(said, packed))

    def status(self, external_id: str) -> str | None:
        """Return the ticket's status in our words, None for one of their own making."""
        found = json_of(self._web.call("GET", f"/tickets/{external_id}"))
        return _STATUS.get(found.get("status"))

    def check(self) -> str:
        """Look who we are there, and whether tickets have the custom field, if there are any."""
        who = json_of(self._web.call("GET", "/agents/me")).get("contact") or {}
        for ticket in list_of(self._web.call("GET", "/tickets", params={"per_page": 1})):
            if self._field not in (ticket.get("custom_fields") or {}):
                raise Refused(f"tickets have no custom field {self._field}")
        return f"Freshdesk, as {who.get('email', '?')}"

    def _receipt(self, number: str) -> Receipt:
        return Receipt(number, f"{self._url}/a/tickets/{number}")


def _form(said: list[tuple[str, str]], packed: Packed) -> list[tuple[str, Any]]:
    files = [("attachments[]", (file.name, file.content, file.media_type)) for file in packed.files]
    return [*((name, (None, value)) for name, value in said), *files]


def _html(text: str) -> str:
    """Return the text as HTML in which nothing is markup and each line has its own direction."""
    return "".join(f'<div dir="auto">{escape(line) or "<br>"}</div>' for line in text.split("\n"))


def _group(named: str | int) -> str:
    if not str(named).isdecimal():
        raise Refused(f"the queue {named} is no number of a group in Freshdesk")
    return str(named)
