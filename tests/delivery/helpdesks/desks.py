"""The helpdesks under test: how the settings name each, and what arrived there as seen by somebody else than us."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.delivery.fakes.freshdesk import FakeFreshdesk
from tests.delivery.fakes.osticket import FakeOsTicket
from tests.delivery.fakes.zammad import FakeZammad
from tests.delivery.fakes.zendesk import FakeZendesk
from tests.delivery.helpdesks.mailbox import Mailbox
from tests.delivery.helpdesks.receiver import Receiver
from tests.delivery.systems.redmine import RedmineSystem
from tests.delivery.systems.request_tracker import RequestTrackerSystem
from wizard.delivery.helpdesk import Enclosure, Parcel
from wizard.delivery.keys import Adapter
from wizard.delivery.settings import helpdesks_of

Settable = str | int | float | bool


@dataclass(frozen=True)
class Arrived:
    """What stands in a helpdesk for one request: the first text, what was added, files by name."""

    subject: str
    text: str
    files: Mapping[str, bytes]
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """One helpdesk. `address` is where it is; `creates` tells the call that makes a ticket from the others."""

    kind: str
    address: str
    table: Mapping[str, Settable]
    arrived: Callable[[str], list[Arrived]]
    secrets: Mapping[str, str] = field(default_factory=dict)
    creates: str = ""
    close: Callable[[str], None] | None = None

    def is_creating(self, call: str) -> bool:
        """Whether a call (`METHOD path`) makes a ticket."""
        return re.fullmatch(self.creates, call) is not None

    def adapter(self, folder: Path, at: str | None = None, **changed: Settable | None) -> Adapter:
        """The adapter as the settings make it, perhaps with another address, secret or key."""
        address = at or self.address
        table: dict[str, Any] = {"kind": self.kind, "seconds": 20, **self.table}
        if self.kind == "email":
            host, _, port = address.rpartition("/")[2].rpartition(":")
            table |= {"host": host, "port": int(port), "tls": "tls" if "https" in address else "none"}
        else:
            table["url"] = address
        secrets = {**self.secrets, **{k: str(v) for k, v in changed.items() if k in self.secrets}}
        table |= {key: value for key, value in changed.items() if key not in secrets and value is not None}
        table |= {f"{name}_env": f"DESK_{name.upper()}" for name in secrets}
        for key, value in changed.items():
            if value is None:
                table.pop(key, None)
        file = folder / "helpdesks.toml"
        file.write_text("[desk]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in table.items()))
        environment = {f"DESK_{name.upper()}": value for name, value in secrets.items()}
        return helpdesks_of(file, environment).helpdesks["desk"]


def toml(value: Settable) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else f'"{value}"'


LOG = b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" + bytes(range(256)) * 3
TRANSCRIPT = '{"اینجا": "a transcript"}\n'.encode()
TEXT = """\
خلاصه: به جای حروف، علامت سؤال دیده می‌شود
Windows: Windows 11 (answered)

1. Where do you see it? — Everywhere
2. «تغییر زبان سیستم» — not solved
   a * star, _under_, <b>tags</b> & "quotes" stay as typed"""


def parcel_of(reference: str, purpose: str = "ticket", **changed: Any) -> Parcel:
    """A parcel as requests become."""
    given: dict[str, Any] = {
        "key": f"help.example.org/{reference}/{purpose}",
        "reference": reference,
        "subject": f"[{reference}] علامت سؤال به جای حروف",
        "text": TEXT,
        "email": "maryam@example.org",
        "phone": "+98 912 000 0000",
        "name": "مریم رضایی",
        "tags": ("question-marks", "windows"),
        "locale": "fa",
        "url": "https://help.example.org/staff/tickets/7",
        "enclosures": (
            Enclosure("transcript.json", "application/json", TRANSCRIPT),
            Enclosure("تصویر صفحه.png", "image/png", LOG),
        ),
    }
    return Parcel(**{**given, **changed})


def email_desk(box: Mailbox) -> Desk:
    """The mail server; each e-mail is a request of its own."""

    def arrived(reference: str) -> list[Arrived]:
        found = []
        for message in box.messages():
            if reference in message["Subject"]:
                body = message.get_body()
                assert body is not None
                files = {
                    one.get_filename() or "": one.get_payload(decode=True)
                    for one in message.iter_attachments()
                }
                found.append(Arrived(message["Subject"], body.get_content(), files))  # type: ignore[arg-type]
        return found

    table = {"from": "help@example.org", "to": "support@example.org"}
    return Desk("email", f"http://127.0.0.1:{box.port}", table, arrived)


def webhook_desk(receiver: Receiver, url: str) -> Desk:
    """The receiver of webhooks."""

    def arrived(reference: str) -> list[Arrived]:
        return [
            Arrived(
                said["subject"],
                said["text"],
                {file["name"]: b64decode(file["base64"]) for file in said["files"]},
            )
            for said in receiver.kept.values()
            if said["reference"] == reference
        ]

    return Desk("webhook", url, {}, arrived, {"secret": receiver.secret}, r"POST /.*")


def request_tracker_desk(system: RequestTrackerSystem) -> Desk:
    """Request Tracker, looked at through the client `rt`."""
    from httpx2 import BasicAuth
    from rt.rest2 import Rt

    seen = Rt(f"{system.url}/REST/2.0/", http_auth=BasicAuth("root", system.root_password))
    everything = [{"field": "id", "operator": ">", "value": "0"}]

    def arrived(reference: str) -> list[Arrived]:
        found = []
        for ticket in seen.search(raw_query=f"Subject LIKE '{reference}'", query_format="s"):
            texts: list[str] = []
            files: dict[str, bytes] = {}
            for one in seen.get_attachments(int(ticket["id"]), everything, "Filename,ContentType,Content"):
                if one.get("Filename"):
                    files[one["Filename"]] = b64decode(seen.get_attachment(one["id"])["Content"])
                elif one.get("ContentType") == "text/plain" and one["Content"]:
                    texts.append(one["Content"])
            found.append(Arrived(ticket["Subject"], texts[0], files, tuple(texts[1:])))
        return found

    def close(number: str) -> None:
        seen.edit_ticket(int(number), Status="resolved")

    return Desk(
        "rt",
        system.url,
        {"queue": "General"},
        arrived,
        {"token": system.token},
        r"POST /REST/2\.0/ticket",
        close,
    )


def redmine_desk(system: RedmineSystem) -> Desk:
    """Redmine, looked at through the client python-redmine."""
    from redminelib import Redmine  # type: ignore[import-untyped]

    seen = Redmine(system.url, key=system.admin_key)

    def arrived(reference: str) -> list[Arrived]:
        found = []
        for issue in seen.issue.filter(project_id="support", subject=f"~{reference}", status_id="*"):
            whole = seen.issue.get(issue.id, include=["attachments", "journals"])
            files = {
                one.filename: httpx.get(
                    one.content_url, headers={"X-Redmine-API-Key": system.admin_key}, trust_env=False
                ).content
                for one in whole.attachments
            }
            notes = tuple(note.notes for note in whole.journals if getattr(note, "notes", ""))
            found.append(Arrived(whole.subject, whole.description, files, notes))
        return found

    def close(number: str) -> None:
        closed = next(one for one in seen.issue_status.all() if one.is_closed)
        seen.issue.update(int(number), status_id=closed.id)

    table: dict[str, Settable] = {"project": "support", "tracker": system.tracker, "key_field": system.field}
    return Desk(
        "redmine", system.url, table, arrived, {"api_key": system.api_key}, r"POST /issues\.json", close
    )


def zammad_desk(fake: FakeZammad, url: str) -> Desk:
    """Zammad's fake."""

    def arrived(reference: str) -> list[Arrived]:
        found = []
        for ticket in fake.tickets.values():
            if reference in ticket["title"]:
                articles = [one for one in fake.articles.values() if one["ticket_id"] == ticket["id"]]
                files = {
                    file["filename"]: fake.files[file["id"]]
                    for one in articles
                    for file in one["attachments"]
                }
                texts = [one["body"] for one in articles]
                found.append(Arrived(ticket["title"], texts[0], files, tuple(texts[1:])))
        return found

    def close(number: str) -> None:
        fake.tickets[int(number)]["state_id"] = 4

    table = {"group": "Support", "customer": "nobody@example.org"}
    return Desk("zammad", url, table, arrived, {"token": fake.token}, r"POST /api/v1/tickets", close)


def zendesk_desk(fake: FakeZendesk, url: str) -> Desk:
    """Zendesk's fake."""

    def arrived(reference: str) -> list[Arrived]:
        found = []
        for number, ticket in fake.tickets.items():
            if reference in ticket["subject"]:
                comments = fake.comments[number]
                files = {
                    file["file_name"]: fake.files[file["id"]]
                    for one in comments
                    for file in one["attachments"]
                }
                texts = [one["body"] for one in comments]
                found.append(Arrived(ticket["subject"], texts[0], files, tuple(texts[1:])))
        return found

    def close(number: str) -> None:
        fake.tickets[int(number)]["status"] = "solved"

    table = {"email": fake.email}
    return Desk("zendesk", url, table, arrived, {"token": fake.token}, r"POST /api/v2/tickets\.json", close)


def freshdesk_desk(fake: FakeFreshdesk, url: str) -> Desk:
    """Freshdesk's fake."""

    def arrived(reference: str) -> list[Arrived]:
        found = []
        for number, ticket in fake.tickets.items():
            if reference in ticket["subject"]:
                notes = fake.notes[number]
                kept = [*ticket["attachments"], *(file for note in notes for file in note["attachments"])]
                files = {file["name"]: fake.files[file["id"]] for file in kept}
                added = tuple(note["body_text"] for note in notes)
                found.append(Arrived(ticket["subject"], ticket["description_text"], files, added))
        return found

    def close(number: str) -> None:
        fake.tickets[int(number)]["status"] = 5

    table = {"customer": "nobody@example.org"}
    return Desk("freshdesk", url, table, arrived, {"api_key": fake.api_key}, r"POST /api/v2/tickets", close)


def osticket_desk(fake: FakeOsTicket, url: str) -> Desk:
    """osTicket's fake."""

    def arrived(reference: str) -> list[Arrived]:
        return [
            Arrived(one["subject"], one["message"], {name: content for name, _, content in one["files"]})
            for one in fake.tickets
            if reference in one["subject"]
        ]

    table = {"customer": "nobody@example.org"}
    return Desk("osticket", url, table, arrived, {"api_key": fake.api_key}, r"POST /api/tickets\.json")
