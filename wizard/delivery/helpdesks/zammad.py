"""Zammad over its REST API: the key stands in an attribute that an administrator adds to tickets."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, ClassVar, Final

from wizard.delivery.helpdesk import Parcel, Receipt, Refused
from wizard.delivery.keys import ADDRESS, BASE, FIELD, HTTP, TEXT, TOKEN, Given, Key, web
from wizard.delivery.packing import Bounds, Packed
from wizard.delivery.ticketed import Ticketed
from wizard.delivery.web import json_of, list_of, number_of

_STATUS: Final = {
    "new": "open",
    "open": "open",
    "pending reminder": "pending",
    "pending close": "pending",
    "closed": "closed",
    "merged": "closed",
}


class Zammad(Ticketed):
    """One group is the usual one; routing may name others as queues. Its search needs Elasticsearch."""

    kind: ClassVar[str] = "zammad"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where Zammad is.", BASE),
        Key("token", "An access token with the permission `ticket.agent`.", TOKEN, secret=True),
        Key("group", "The group for tickets that routing gives none.", TEXT),
        Key("customer", "The customer's address of a request that came without one.", ADDRESS),
        Key(
            "key_field",
            'The attribute of tickets for the key. `""`: the key stands behind the title.',
            FIELD,
            "idempotency_key",
        ),
        *HTTP,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=250, text=100_000, file=10_000_000, files=30_000_000)

    def __init__(self, given: Given) -> None:
        self._url = given["url"].rstrip("/")
        self._web = web(given, "/api/v1", {"Authorization": f"Token token={given['token']}"})
        self._group = given["group"]
        self._customer = given["customer"]
        self._field = given["key_field"]
        self.tagged = not self._field

    def ticket(self, key: str) -> Receipt | None:
        """Return the ticket that bears exactly this key."""
        quoted = key.replace("\\", "\\\\").replace('"', '\\"')
        query = {"query": f'{self._field or "title"}:"{quoted}"', "limit": 50, "expand": "true"}
        for found in list_of(self._web.call("GET", "/tickets/search", params=query)):
            if self._bears(found, key):
                return self._receipt(str(found["id"]))
        return None

    def _bears(self, found: dict[str, Any], key: str) -> bool:
        if self._field:
            return found.get(self._field) == key
        return str(found.get("title", "")).endswith(f"[{key}]")

    def has_joined(self, external_id: str, key: str) -> bool:
        """Tell whether an article bears the key as its subject."""
        articles = list_of(self._web.call("GET", f"/ticket_articles/by_ticket/{external_id}"))
        return any(article.get("subject") == f"[{key}]" for article in articles)

    def open(self, parcel: Parcel, packed: Packed) -> Receipt:
        """Make the ticket with its first article; a customer whom Zammad does not know yet is made too."""
        ticket: dict[str, Any] = {
            "title": packed.subject,
            "group": parcel.queue or self._group,
            "customer_id": f"guess:{parcel.email or self._customer}",
            "article": _article(packed.subject, packed, internal=False),
        }
        if parcel.tags:
            ticket["tags"] = ",".join(tag.replace(",", " ") for tag in parcel.tags)
        if self._field:
            ticket[self._field] = parcel.key
        answer = self._web.call("POST", "/tickets", creates=True, json=ticket)
        return self._receipt(number_of(answer, "id"))

    def join(self, external_id: str, key: str, packed: Packed) -> None:
        """Add an article that only staff see."""
        article = {"ticket_id": int(external_id), **_article(f"[{key}]", packed, internal=True)}
        self._web.call("POST", "/ticket_articles", creates=True, json=article)

    def status(self, external_id: str) -> str | None:
        """Return the ticket's state in our words, None for one of their own making."""
        found = json_of(self._web.call("GET", f"/tickets/{external_id}", params={"expand": "true"}))
        return _STATUS.get(str(found.get("state")))

    def check(self) -> str:
        """Look who we are there, and whether tickets have the attribute, if there are any."""
        who = json_of(self._web.call("GET", "/users/me"))
        tickets = list_of(self._web.call("GET", "/tickets", params={"page": 1, "per_page": 1}))
        if self._field and any(self._field not in ticket for ticket in tickets):
            raise Refused(f"tickets have no attribute {self._field}")
        return f"Zammad, as {who.get('login', '?')}"

    def _receipt(self, number: str) -> Receipt:
        return Receipt(number, f"{self._url}/#ticket/zoom/{number}")


def _article(subject: str, packed: Packed, *, internal: bool) -> dict[str, Any]:
    files = [
        {"filename": file.name, "data": b64encode(file.content).decode(), "mime-type": file.media_type}
        for file in packed.files
    ]
    return {
        "subject": subject,
        "body": packed.text,
        "content_type": "text/plain",
        "type": "note",
        "internal": internal,
        "attachments": files,
    }
