"""Zendesk as the reference of its Support API describes it: tickets, comments, uploads, idempotency keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, NoReturn

from werkzeug.wrappers import Request, Response

from tests.delivery.fakes.serving import Fake, Rejected, body_of, told

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")


@dataclass
class FakeZendesk(Fake):
    """An account with one agent and one group."""

    email: str = "agent@example.org"
    token: str = "zendesk-token"
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    uploads: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def handle(self, asked: Request) -> Response:
        rest = asked.path.removeprefix("/api/v2/").removesuffix(".json").split("/")
        who = asked.authorization
        known = (
            who is not None
            and who.type == "basic"
            and (who.username, who.password) == (f"{self.email}/token", self.token)
        )
        if not known:
            raise Rejected(401, {"error": "Couldn't authenticate you"})
        match asked.method, rest:
            case "GET", ["users", "me"]:
                return told({"user": {"id": 11, "email": self.email, "role": "agent", "name": "Agent"}})
            case "POST", ["uploads"]:
                return told({"upload": self._uploaded(asked)}, 201)
            case "POST", ["tickets"]:
                return self._posted(asked)
            case "GET", ["tickets"]:
                wanted = asked.args.get("external_id")
                found = [
                    one for one in self.tickets.values() if wanted is None or one["external_id"] == wanted
                ]
                return told({"tickets": found, "count": len(found), "next_page": None, "previous_page": None})
            case "GET", ["tickets", number]:
                return told({"ticket": self._ticket(number)})
            case "PUT", ["tickets", number]:
                return told(self._updated(self._ticket(number), self._said(asked)))
            case "GET", ["tickets", number, "comments"]:
                return told(self._page(asked, self.comments[self._ticket(number)["id"]]))
            case "GET", ["attachments", "content", number]:
                return Response(self.files[int(number)], mimetype="application/octet-stream")
        raise Rejected(404, {"error": "InvalidEndpoint", "description": "Not found"})

    def _said(self, asked: Request) -> dict[str, Any]:
        problem = {"error": "Unprocessable Entity", "message": "Server could not parse JSON"}
        ticket = body_of(asked, 422, problem).get("ticket")
        if not isinstance(ticket, dict):
            raise Rejected(400, {"error": "Parameter ticket is required"})
        return ticket

    def _ticket(self, number: str) -> dict[str, Any]:
        if not number.isdecimal() or int(number) not in self.tickets:
            raise Rejected(404, {"error": "RecordNotFound", "description": "Not found"})
        return self.tickets[int(number)]

    def _uploaded(self, asked: Request) -> dict[str, Any]:
        name = asked.args.get("filename")
        if not name or not asked.content_type:
            raise Rejected(400, {"error": "AttachmentUnprocessable"})
        number = len(self.files) + 1
        self.files[number] = asked.get_data()
        attachment = {
            "id": number,
            "file_name": name,
            "content_type": asked.content_type,
            "content_url": f"{asked.host_url}api/v2/attachments/content/{number}",
            "size": len(self.files[number]),
        }
        token = asked.args.get("token") or hashlib.sha256(str(number).encode()).hexdigest()[:20]
        upload = self.uploads.setdefault(token, {"token": token, "attachments": []})
        upload["attachments"].append(attachment)
        return {**upload, "attachment": attachment}

    def _posted(self, asked: Request) -> Response:
        key = asked.headers.get("Idempotency-Key")
        digest = hashlib.sha256(asked.get_data()).hexdigest()
        if key is not None and len(key) > 255:
            raise Rejected(400, {"error": "IdempotentRequestError", "description": "the key is too long"})
        if key in self.seen:
            before, number = self.seen[key]
            if before != digest:
                words = "Request parameters don't match the given idempotency key"
                raise Rejected(400, {"error": "IdempotentRequestError", "description": words})
            answer = told(self._answer(self.tickets[number]), 201)
            answer.headers["x-idempotency-lookup"] = "hit"
            return answer
        ticket = self._opened(self._said(asked))
        answer = told(self._answer(ticket), 201)
        if key is not None:
            self.seen[key] = (digest, ticket["id"])
            answer.headers["x-idempotency-lookup"] = "miss"
        return answer

    def _answer(self, ticket: dict[str, Any]) -> dict[str, Any]:
        return {
            "ticket": ticket,
            "audit": {"id": 1000 + ticket["id"], "ticket_id": ticket["id"], "events": []},
        }

    def _opened(self, said: dict[str, Any]) -> dict[str, Any]:
        if "requester" in said and not (said["requester"].get("name") and said["requester"].get("email")):
            self._invalid("requester", "Requester: Name and e-mail are needed")
        if not isinstance(said.get("tags", []), list):
            self._invalid("tags", "Tags must be a list")
        if said.get("group_id") not in (None, 7):
            self._invalid("group_id", "Group is invalid")
        number = len(self.tickets) + 1
        ticket = {
            "id": number,
            "url": f"/api/v2/tickets/{number}.json",
            "subject": said.get("subject"),
            "external_id": said.get("external_id"),
            "status": "new",
            "group_id": said.get("group_id"),
            "tags": said.get("tags", []),
            "requester_id": 12 if "requester" in said else 11,
        }
        self.comments[number] = [self._comment(said.get("comment"))]
        self.tickets[number] = ticket
        return ticket

    def _comment(self, said: Any) -> dict[str, Any]:
        if not isinstance(said, dict) or not said.get("body"):
            self._invalid("description", "Description: cannot be blank")
        if len(said["body"]) > 65_535:
            self._invalid("description", "Description: is too long")
        files = []
        for token in said.get("uploads", []):
            if token not in self.uploads:
                self._invalid("uploads", f"Upload token {token} is unknown or has been used")
            files += self.uploads.pop(token)["attachments"]
        number = 1 + sum(len(comments) for comments in self.comments.values())
        return {
            "id": number,
            "type": "Comment",
            "body": said["body"],
            "plain_body": said["body"],
            "public": said.get("public", True),
            "author_id": 11,
            "attachments": files,
        }

    def _updated(self, ticket: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        if "status" in said:
            if said["status"] not in STATUSES:
                self._invalid("status", "Status is invalid")
            ticket["status"] = said["status"]
        if "comment" in said:
            self.comments[ticket["id"]].append(self._comment(said["comment"]))
        return self._answer(ticket)

    def _page(self, asked: Request, comments: list[dict[str, Any]]) -> dict[str, Any]:
        size = asked.args.get("page[size]")
        if size is None:
            return {"comments": comments, "count": len(comments), "next_page": None, "previous_page": None}
        if not size.isdecimal() or not 0 < int(size) <= 100:
            raise Rejected(400, {"error": "InvalidPaginationParameter"})
        begin = int(asked.args.get("page[after]") or 0)
        end = begin + int(size)
        more = end < len(comments)
        return {
            "comments": comments[begin:end],
            "meta": {"has_more": more, "after_cursor": str(end) if more else None},
            "links": {"next": None, "prev": None},
        }

    def _invalid(self, name: str, words: str) -> NoReturn:
        details = {name: [{"description": words, "error": "InvalidValue"}]}
        raise Rejected(
            422, {"error": "RecordInvalid", "description": "Record validation errors", "details": details}
        )
