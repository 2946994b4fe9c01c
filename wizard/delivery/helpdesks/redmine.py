"""Redmine over its REST API: files are uploaded first; the key stands in a custom field, or behind the subject."""

from __future__ import annotations

import textwrap
from typing import Any, ClassVar

from wizard.delivery.helpdesk import Parcel, Receipt, Refused
from wizard.delivery.keys import BASE, HTTP, NUMBER, TEXT, TOKEN, Given, Key, choice, web
from wizard.delivery.packing import Bounds, Packed
from wizard.delivery.ticketed import Ticketed
from wizard.delivery.web import json_of, list_of, number_of


class Redmine(Ticketed):
    """One project is the usual one; routing may name others as queues."""

    kind: ClassVar[str] = "redmine"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where Redmine is.", BASE),
        Key("api_key", "The API access key of a user who may see, add and edit issues.", TOKEN, secret=True),
        Key("project", "The identifier of the project for requests that routing gives none.", TEXT),
        Key("tracker", "The number of the tracker for them.", NUMBER, optional=True),
        Key(
            "key_field",
            "The number of the custom field of issues for the key. Without it the key stands behind the subject.",
            NUMBER,
            optional=True,
        ),
        Key(
            "markup",
            "How Redmine formats texts (Administration, Settings, General): what customers type is shown as typed.",
            choice("textile", "markdown", "none"),
            "textile",
        ),
        *HTTP,
    )
    # Redmine's own limit for a file is 5 MB unless its administrator sets another.
    bounds: ClassVar[Bounds] = Bounds(subject=255, text=50_000, file=5_000_000, files=40_000_000)

    def __init__(self, given: Given) -> None:
        self._url = given["url"].rstrip("/")
        self._web = web(given, headers={"X-Redmine-API-Key": given["api_key"]})
        self._project = given["project"]
        self._tracker = given["tracker"]
        self._field = given["key_field"]
        self._markup = given["markup"]
        self._fit: set[str] = set()
        self.tagged = self._field is None

    def ticket(self, key: str) -> Receipt | None:
        """Return the issue that bears exactly this key. Redmine drops unknown filters, so each is looked at."""
        asked = {"subject": f"~[{key}]"} if self._field is None else {f"cf_{self._field}": key}
        query = {**asked, "status_id": "*", "sort": "id"}
        for found in list_of(self._web.call("GET", "/issues.json", params=query), "issues"):
            if self._bears(found, key):
                return self._receipt(str(found["id"]))
        return None

    def _bears(self, found: dict[str, Any], key: str) -> bool:
        if self._field is None:
            return str(found.get("subject", "")).endswith(f"[{key}]")
        fields = found.get("custom_fields") or []
        return any(field.get("id") == self._field and field.get("value") == key for field in fields)

    def has_joined(self, external_id: str, key: str) -> bool:
        """Tell whether a note of the issue ends with the key."""
        answer = self._web.call("GET", f"/issues/{external_id}.json", params={"include": "journals"})
        notes = list_of(answer, "issue", "journals")
        return any(str(note.get("notes", "")).endswith(f"[{key}]") for note in notes)

    def open(self, parcel: Parcel, packed: Packed) -> Receipt:
        """Make the issue with its files."""
        project = parcel.queue or self._project
        self._check_field(project)
        issue: dict[str, Any] = {
            "project_id": project,
            "subject": packed.subject,
            "description": self._as_typed(packed.text),
            "uploads": self._uploads(packed),
        }
        if self._tracker is not None:
            issue["tracker_id"] = self._tracker
        if self._field is not None:
            issue["custom_fields"] = [{"id": self._field, "value": parcel.key}]
        answer = self._web.call("POST", "/issues.json", creates=True, json={"issue": issue})
        return self._receipt(number_of(answer, "issue", "id"))

    def join(self, external_id: str, key: str, packed: Packed) -> None:
        """Add a note, private where the user may write such."""
        notes = f"{self._as_typed(packed.text)}\n\n[{key}]"
        issue = {"notes": notes, "private_notes": True, "uploads": self._uploads(packed)}
        self._web.call("PUT", f"/issues/{external_id}.json", creates=True, json={"issue": issue})

    def status(self, external_id: str) -> str | None:
        """Return `closed` or `open`: what Redmine itself knows of a status, whatever its name."""
        issue = json_of(self._web.call("GET", f"/issues/{external_id}.json")).get("issue", {})
        statuses = list_of(self._web.call("GET", "/issue_statuses.json"), "issue_statuses")
        closed = {one.get("id"): bool(one.get("is_closed")) for one in statuses}
        known = closed.get((issue.get("status") or {}).get("id"))
        return None if known is None else "closed" if known else "open"

    def check(self) -> str:
        """Look whether the project is there for us, and has the custom field."""
        self._check_field(self._project)
        return f"Redmine, project {self._project}"

    def _check_field(self, project: str) -> None:
        """Refuse a project without the custom field: Redmine would drop the key without a word."""
        if project in self._fit:
            return
        answer = self._web.call("GET", f"/projects/{project}.json", params={"include": "issue_custom_fields"})
        found = json_of(answer).get("project", {})
        fields = [field.get("id") for field in found.get("issue_custom_fields") or []]
        if self._field is not None and self._field not in fields:
            raise Refused(f"the project {project} has no custom field {self._field} for issues")
        self._fit.add(project)

    def _uploads(self, packed: Packed) -> list[dict[str, str]]:
        uploads = []
        for file in packed.files:
            answer = self._web.call(
                "POST",
                "/uploads.json",
                params={"filename": file.name},
                content=file.content,
                headers={"Content-Type": "application/octet-stream"},
            )
            token = number_of(answer, "upload", "token")
            uploads.append({"token": token, "filename": file.name, "content_type": file.media_type})
        return uploads

    def _as_typed(self, text: str) -> str:
        """Return the text so that nothing in it is taken for markup: pictures and links would call home."""
        if self._markup == "none":
            return text
        narrow = "\n".join(textwrap.fill(line, 100, break_long_words=False) for line in text.split("\n"))
        if self._markup == "textile":
            return f"<pre>\n{narrow.replace('</', '< /')}\n</pre>"
        return f"~~~~\n{narrow.replace('~~~~', '~~~ ~')}\n~~~~"

    def _receipt(self, number: str) -> Receipt:
        return Receipt(number, f"{self._url}/issues/{number}")
