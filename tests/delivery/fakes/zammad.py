"""Zammad as its REST documentation describes it: tickets, articles, attachments, search."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.delivery.fakes.serving import Fake, Rejected, body_of, told

STATES = {1: "new", 2: "open", 3: "pending reminder", 4: "closed", 5: "merged", 7: "pending close"}
GROUPS = {1: "Users", 2: "Support", 3: "هسته پشتیبانی"}
QUERY = re.compile(r'(\w+):"((?:[^"\\]|\\.)*)"')


@dataclass
class FakeZammad(Fake):
    """An instance with the attribute `idempotency_key` on tickets."""

    token: str = "zammad-token"
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    articles: dict[int, dict[str, Any]] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)

    def handle(self, asked: Request) -> Response:
        if asked.headers.get("Authorization") != f"Token token={self.token}":
            raise Rejected(401, {"error": "Authentication required"})
        rest = asked.path.removeprefix("/api/v1/").split("/")
        match asked.method, rest:
            case "GET", ["users", "me"]:
                return told({"id": 3, "login": "wizard@example.org", "email": "wizard@example.org"})
            case "GET", ["tickets", "search"]:
                return told([self._shown(one, True) for one in self._found(asked.args.get("query", ""))])
            case "GET", ["tickets"]:
                page, size = int(asked.args.get("page", 1)), int(asked.args.get("per_page", 50))
                ordered = sorted(self.tickets)[(page - 1) * size : page * size]
                return told([self._shown(self.tickets[one], False) for one in ordered])
            case "POST", ["tickets"]:
                return told(self._shown(self._opened(self._json(asked)), False), 201)
            case "GET", ["tickets", number]:
                return told(self._shown(self._ticket(number), asked.args.get("expand") == "true"))
            case "PUT", ["tickets", number]:
                return told(self._changed(self._ticket(number), self._json(asked)))
            case "GET", ["ticket_articles", "by_ticket", number]:
                ticket = self._ticket(number)["id"]
                return told([one for one in self.articles.values() if one["ticket_id"] == ticket])
            case "POST", ["ticket_articles"]:
                said = self._json(asked)
                return told(self._article(self._ticket(said.get("ticket_id"))["id"], said), 201)
            case "GET", ["ticket_attachment", number, article, file]:
                known = self.articles.get(int(article))
                if known is None or known["ticket_id"] != int(number) or int(file) not in self.files:
                    raise Rejected(404, {"error": "not found"})
                return Response(self.files[int(file)], mimetype="application/octet-stream")
        raise Rejected(404, {"error": "No route matches"})

    def _json(self, asked: Request) -> dict[str, Any]:
        return body_of(asked, 400, {"error": "Invalid JSON"})

    def _ticket(self, number: Any) -> dict[str, Any]:
        try:
            return self.tickets[int(number)]
        except (KeyError, TypeError, ValueError):
            raise Rejected(404, {"error": f"Couldn't find Ticket with 'id'={number}"}) from None

    def _opened(self, said: dict[str, Any]) -> dict[str, Any]:
        if not said.get("title"):
            raise Rejected(422, {"error": "Missing required value for field 'title'!"})
        if len(said["title"]) > 250:
            raise Rejected(422, {"error": "Title is too long"})
        if said.get("group") not in GROUPS.values():
            raise Rejected(422, {"error": f"No lookup value found for 'group': {said.get('group')!r}"})
        if not isinstance(said.get("article"), dict):
            raise Rejected(422, {"error": "Need at least an 'article body'!"})
        number = len(self.tickets) + 1
        ticket = {
            "id": number,
            "number": str(22000 + number),
            "title": said["title"],
            "group_id": next(key for key, name in GROUPS.items() if name == said["group"]),
            "customer_id": self._customer(said),
            "state_id": 1,
            "tags": said.get("tags", ""),
            "idempotency_key": said.get("idempotency_key", ""),
        }
        self._article(number, said["article"])
        self.tickets[number] = ticket
        return ticket

    def _customer(self, said: dict[str, Any]) -> int:
        address = said.get("customer")
        if address is None:
            guessed = str(said.get("customer_id", ""))
            if not re.fullmatch(r"guess:[^@\s]+@[^@\s]+", guessed):
                raise Rejected(422, {"error": "Missing required value for field 'customer_id'!"})
            address = guessed.removeprefix("guess:")
            self.customers.setdefault(address, len(self.customers) + 100)
        if address not in self.customers:
            raise Rejected(422, {"error": f"No lookup value found for 'customer': {address!r}"})
        return self.customers[address]

    def _article(self, ticket: int, said: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(said.get("body"), str) or not said["body"]:
            raise Rejected(422, {"error": "Need at least an 'article body'!"})
        if said.get("content_type", "text/plain") not in ("text/plain", "text/html"):
            raise Rejected(422, {"error": "Invalid content_type"})
        if "\0" in said["body"] or "\0" in said.get("subject", ""):
            raise Rejected(500, {"error": "string contains null byte"})
        kept = []
        for file in said.get("attachments", []):
            try:
                content = b64decode(file["data"], validate=True)
                name, media_type = file["filename"], file["mime-type"]
            except (KeyError, TypeError, binascii.Error):
                raise Rejected(422, {"error": "Invalid attachment"}) from None
            number = len(self.files) + 1
            self.files[number] = content
            kept.append(
                {
                    "id": number,
                    "filename": name,
                    "size": str(len(content)),
                    "preferences": {"Content-Type": media_type},
                }
            )
        article = {
            "id": len(self.articles) + 1,
            "ticket_id": ticket,
            "subject": said.get("subject"),
            "body": said["body"],
            "content_type": said.get("content_type", "text/plain"),
            "type": said.get("type", "note"),
            "internal": bool(said.get("internal", False)),
            "attachments": kept,
        }
        self.articles[article["id"]] = article
        return article

    def _found(self, query: str) -> list[dict[str, Any]]:
        asked = QUERY.fullmatch(query)
        if asked is None:
            raise Rejected(422, {"error": 'The fake understands field:"value" alone'})
        wanted = re.sub(r"\\(.)", r"\1", asked[2]).lower()
        # As a full-text index does: the words must be there, other words may be there too.
        return [one for one in self.tickets.values() if wanted in str(one.get(asked[1], "")).lower()]

    def _changed(self, ticket: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        if "state" in said:
            states = {name: number for number, name in STATES.items()}
            if said["state"] not in states:
                raise Rejected(422, {"error": f"No lookup value found for 'state': {said['state']!r}"})
            ticket["state_id"] = states[said["state"]]
        return self._shown(ticket, False)

    def _shown(self, ticket: dict[str, Any], expanded: bool) -> dict[str, Any]:
        if not expanded:
            return dict(ticket)
        return {**ticket, "state": STATES[ticket["state_id"]], "group": GROUPS[ticket["group_id"]]}
