"""Zendesk over its Support API: the key is both the Idempotency-Key of the call and the ticket's external id."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from wizard.delivery.helpdesk import Parcel, Receipt, Refused, Unclear
from wizard.delivery.keys import ADDRESS, BASE, HTTP, NUMBER, TOKEN, Given, Key, web
from wizard.delivery.packing import Bounds, Packed, one_line
from wizard.delivery.ticketed import Ticketed
from wizard.delivery.web import json_of, list_of, number_of

_STATUS: Final = {
    "new": "open",
    "open": "open",
    "pending": "pending",
    "hold": "pending",
    "solved": "solved",
    "closed": "closed",
}


class Zendesk(Ticketed):
    """Routing's queue is the number of a group there."""

    kind: ClassVar[str] = "zendesk"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where Zendesk is: `https://example.zendesk.com`.", BASE),
        Key("email", "The address of the agent to whom the token belongs.", ADDRESS),
        Key("token", "An API token.", TOKEN, secret=True),
        Key("group", "The number of the group for tickets that routing gives none.", NUMBER, optional=True),
        *HTTP,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=150, text=60_000, file=50_000_000, files=200_000_000)

    def __init__(self, given: Given) -> None:
        self._url = given["url"].rstrip("/")
        self._web = web(given, "/api/v2", auth=(f"{given['email']}/token", given["token"]))
        self._group = given["group"]

    def ticket(self, key: str) -> Receipt | None:
        """Return the ticket that bears exactly this key as its external id."""
        answer = self._web.call("GET", "/tickets.json", params={"external_id": key})
        for found in list_of(answer, "tickets"):
            if found.get("external_id") == key:
                return self._receipt(str(found["id"]))
        return None

    def has_joined(self, external_id: str, key: str) -> bool:
        """Tell whether a comment ends with the key."""
        path: str | None = f"/tickets/{external_id}/comments.json"
        query: dict[str, Any] = {"page[size]": 100}
        while path:
            answer = self._web.call("GET", path, params=query)
            comments = list_of(answer, "comments")
            if any(str(comment.get("body", "")).endswith(f"[{key}]") for comment in comments):
                return True
            meta = json_of(answer).get("meta") or {}
            query = {"page[size]": 100, "page[after]": meta.get("after_cursor")}
            path = path if meta.get("has_more") else None
        return False

    def open(self, parcel: Parcel, packed: Packed) -> Receipt:
        """Make the ticket with its files; without an address its requester is the agent of the token."""
        group = parcel.queue or self._group
        ticket: dict[str, Any] = {
            "subject": packed.subject,
            "external_id": parcel.key,
            "comment": {"body": packed.text, "uploads": self._uploads(packed)},
            "tags": [tag.replace(" ", "_") for tag in parcel.tags],
        }
        if group:
            ticket["group_id"] = _group(group)
        if parcel.email:
            name = one_line(parcel.name or parcel.email, 100)
            ticket["requester"] = {"name": name, "email": parcel.email}
        headers = {"Idempotency-Key": parcel.key}
        try:
            answer = self._web.call(
                "POST", "/tickets.json", creates=True, json={"ticket": ticket}, headers=headers
            )
        except Refused as error:
            if "IdempotentRequestError" in error.reason:
                raise Unclear("Zendesk has had this key before, with other content") from error
            raise
        return self._receipt(number_of(answer, "ticket", "id"))

    def join(self, external_id: str, key: str, packed: Packed) -> None:
        """Add a comment that only staff see."""
        comment = {
            "body": f"{packed.text}\n\n[{key}]",
            "public": False,
            "uploads": self._uploads(packed),
        }
        ticket = {"ticket": {"comment": comment}}
        self._web.call("PUT", f"/tickets/{external_id}.json", creates=True, json=ticket)

    def status(self, external_id: str) -> str | None:
        """Return the ticket's status in our words."""
        found = json_of(self._web.call("GET", f"/tickets/{external_id}.json")).get("ticket", {})
        return _STATUS.get(str(found.get("status")))

    def check(self) -> str:
        """Look who we are there; Zendesk answers a wrong token with nobody."""
        who = json_of(self._web.call("GET", "/users/me.json")).get("user") or {}
        if not who.get("id"):
            raise Refused("the address and the token belong to nobody there")
        return f"Zendesk, as {who.get('email', '?')}"

    def _uploads(self, packed: Packed) -> list[str]:
        tokens = []
        for file in packed.files:
            answer = self._web.call(
                "POST",
                "/uploads.json",
                params={"filename": file.name},
                content=file.content,
                headers={"Content-Type": file.media_type},
            )
            tokens.append(number_of(answer, "upload", "token"))
        return tokens

    def _receipt(self, number: str) -> Receipt:
        return Receipt(number, f"{self._url}/agent/tickets/{number}")


def _group(named: str | int) -> int:
    if not str(named).isdecimal():
        raise Refused(f"the queue {named} is no number of a group in Zendesk")
    return int(named)
