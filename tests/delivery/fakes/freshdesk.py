"""Freshdesk as the reference of its API v2 describes it: tickets from forms, notes, a search that lags behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NoReturn

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Request, Response

from tests.delivery.fakes.serving import Fake, Rejected, body_of, told

FIELDS = {
    *("name", "email", "phone", "subject", "type", "status", "priority", "description", "responder_id"),
    *("cc_emails", "custom_fields", "due_by", "group_id", "product_id", "source", "tags", "requester_id"),
}
NUMBERS = {"status", "priority", "source", "group_id", "product_id", "responder_id", "requester_id"}
QUERY = re.compile(r'"(\w+):\'([^\']*)\'"')
TIMES = {"created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"}
MOST_BYTES = 20_000_000


@dataclass
class FakeFreshdesk(Fake):
    """An account with the custom field `cf_idempotency_key`; `indexed`: the search has taken up what is there."""

    api_key: str = "freshdesk-key"
    indexed: bool = True
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    notes: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)

    def handle(self, asked: Request) -> Response:
        who = asked.authorization
        if who is None or who.type != "basic" or who.username != self.api_key:
            words = "You have to be logged in to perform this action."
            raise Rejected(401, {"code": "invalid_credentials", "message": words})
        match asked.method, asked.path.removeprefix("/api/v2/").split("/"):
            case "GET", ["agents", "me"]:
                return told({"id": 5, "contact": {"name": "Agent", "email": "agent@example.org"}})
            case "POST", ["tickets"]:
                return told(self._opened(*self._said(asked)), 201)
            case "GET", ["tickets"]:
                return told(self._listed(asked))
            case "GET", ["search", "tickets"]:
                return told(self._found(asked.args.get("query", "")))
            case "GET", ["tickets", number]:
                return told(self._ticket(number))
            case "PUT", ["tickets", number]:
                said, _ = self._said(asked)
                self._ticket(number).update({"status": int(said["status"])})
                return told(self._ticket(number))
            case "POST", ["tickets", number, "notes"]:
                return told(self._noted(self._ticket(number)["id"], *self._said(asked)), 201)
            case "GET", ["tickets", number, "conversations"]:
                return told(self._slice(asked, self.notes[self._ticket(number)["id"]]))
            case "GET", ["files", number]:
                return Response(self.files[int(number)], mimetype="application/octet-stream")
        raise Rejected(404, "")

    def _said(self, asked: Request) -> tuple[dict[str, Any], list[FileStorage]]:
        """The fields and files of a call: JSON, or a form as it must be when there are files."""
        if asked.mimetype != "multipart/form-data":
            problem = {"code": "invalid_json", "message": "Request body has invalid json format"}
            return body_of(asked, 400, problem), []
        said: dict[str, Any] = {"custom_fields": {}}
        for name, values in asked.form.lists():
            custom = re.fullmatch(r"custom_fields\[(\w+)\]", name)
            if custom:
                said["custom_fields"][custom[1]] = values[-1]
            elif name.endswith("[]"):
                said[name[:-2]] = values
            else:
                said[name] = values[-1]
        if set(asked.files) - {"attachments[]"}:
            self._invalid("attachments", "It should be a/an Array", "datatype_mismatch")
        return said, asked.files.getlist("attachments[]")

    def _ticket(self, number: str) -> dict[str, Any]:
        if not number.isdecimal() or int(number) not in self.tickets:
            raise Rejected(404, "")
        return self.tickets[int(number)]

    def _opened(self, said: dict[str, Any], files: list[FileStorage]) -> dict[str, Any]:
        for name in set(said) - FIELDS:
            self._invalid(name, "Unexpected/invalid field in request", "invalid_field")
        for name in set(said.get("custom_fields", {})) - {"cf_idempotency_key"}:
            self._invalid(name, "Unexpected/invalid field in request", "invalid_field")
        for name in ("subject", "description", "status", "priority"):
            if said.get(name) in (None, ""):
                self._invalid(name, "It should be a/an String", "missing_field")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", said.get("email", "")):
            self._invalid("email", "It should be in the 'valid email address' format", "invalid_value")
        for name in NUMBERS & set(said):
            if not str(said[name]).isdecimal():
                self._invalid(name, "It should be a/an Positive Integer", "datatype_mismatch")
        if len(said["subject"]) > 255:
            self._invalid("subject", "Has 0 characters, it can have maximum of 255", "invalid_value")
        number = len(self.tickets) + 1
        ticket = {
            "id": number,
            "subject": said["subject"],
            "description": said["description"],
            "description_text": plain(said["description"]),
            "status": int(said["status"]),
            "priority": int(said["priority"]),
            "source": int(said.get("source", 2)),
            "group_id": int(said["group_id"]) if said.get("group_id") else None,
            "tags": said.get("tags", []),
            "custom_fields": {"cf_idempotency_key": None, **said.get("custom_fields", {})},
            "attachments": self._kept(files),
            **TIMES,
        }
        self.tickets[number] = ticket
        self.notes[number] = []
        return ticket

    def _noted(self, ticket: int, said: dict[str, Any], files: list[FileStorage]) -> dict[str, Any]:
        said.pop("custom_fields", None)
        for name in set(said) - {"body", "private", "incoming", "notify_emails", "user_id"}:
            self._invalid(name, "Unexpected/invalid field in request", "invalid_field")
        if not said.get("body"):
            self._invalid("body", "It should be a/an String", "missing_field")
        note = {
            "id": 1 + sum(len(notes) for notes in self.notes.values()),
            "ticket_id": ticket,
            "body": said["body"],
            "body_text": plain(said["body"]),
            "private": said.get("private", "true") in (True, "true"),
            **TIMES,
            "attachments": self._kept(files),
        }
        self.notes[ticket].append(note)
        return note

    def _kept(self, files: list[FileStorage]) -> list[dict[str, Any]]:
        contents = [(file, file.read()) for file in files]
        if sum(len(content) for _, content in contents) > MOST_BYTES:
            self._invalid("attachments", "The total size of attachments is too large", "invalid_size")
        kept = []
        for file, content in contents:
            number = len(self.files) + 1
            self.files[number] = content
            kept.append(
                {
                    "id": number,
                    "name": file.filename,
                    "content_type": file.content_type,
                    "size": len(content),
                    "attachment_url": f"/api/v2/files/{number}",
                }
            )
        return kept

    def _listed(self, asked: Request) -> list[dict[str, Any]]:
        known = {"per_page", "page", "order_by", "order_type", "filter", "include", "updated_since"}
        for name in set(asked.args) - known:
            self._invalid(name, "Unexpected/invalid field in request", "invalid_field")
        newest_first = asked.args.get("order_type", "desc") == "desc"
        ordered = sorted(self.tickets.values(), key=lambda one: one["id"], reverse=newest_first)
        return self._slice(asked, ordered)

    def _slice(self, asked: Request, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        page, size = int(asked.args.get("page", 1)), int(asked.args.get("per_page", 30))
        if not 0 < size <= 100:
            self._invalid(
                "per_page", "It should be a Positive Integer less than or equal to 100", "invalid_value"
            )
        return items[(page - 1) * size : page * size]

    def _found(self, query: str) -> dict[str, Any]:
        asked = QUERY.fullmatch(query)
        if asked is None:
            self._invalid("query", "Given query is invalid", "invalid_value")
        if asked[1] not in ("cf_idempotency_key", "tag"):
            self._invalid(asked[1], "Unexpected/invalid field in request", "invalid_field")
        found = [
            one
            for one in self.tickets.values()
            if self.indexed and one["custom_fields"].get(asked[1]) == asked[2]
        ]
        return {"total": len(found), "results": found}

    def _invalid(self, name: str, words: str, code: str) -> NoReturn:
        errors = [{"field": name, "message": words, "code": code}]
        raise Rejected(400, {"description": "Validation failed", "errors": errors})


def plain(html: str) -> str:
    """The text of simple HTML."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"(<br>)?</div>|<br>", "\n", html))).strip()
