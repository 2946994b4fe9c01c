"""One person's data, found by e-mail address or telephone number: gathered to be handed over, or deleted."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wizard.errors import WizardError
from wizard.store import Attachment, Audited, Context, Json, Store, Ticket, Wanted
from wizard.store.inbox import digits
from wizard.store.records import Record

# What of a ticket opens it to others, or is of no meaning outside the program.
_INNER: Final = frozenset(
    {
        "id",
        "form_key",
        "body_hash",
        "token_hash",
        "content",
        "ticket_id",
        "delivery_id",
        "id_hash",
        "nonce",
    }
)
_PHONE_DIGITS: Final = 6
_MENTIONS: Final = 100


class NoPerson(WizardError):
    """{who!r} is neither an e-mail address nor a telephone number."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data it is: an e-mail address, or the digits of a telephone number."""

    who: str
    email: str | None = None
    phone: str | None = None


def person(who: str) -> Person:
    """Return whom an e-mail address or telephone number means. Raises NoPerson."""
    plain = who.strip()
    if "@" in plain and not any(sign.isspace() for sign in plain):
        return Person(plain, email=plain)
    if "@" not in plain and len(digits(plain)) >= _PHONE_DIGITS:
        return Person(plain, phone=digits(plain))
    raise NoPerson(who=who)


def tickets_of(store: Store, whose: Person) -> list[Ticket]:
    """Return the tickets that bear the person's address or number, first to last. Raises StoreError."""
    return store.inbox.of_person(whose.email, whose.phone)


def contexts_of(store: Store, whose: Person) -> list[Context]:
    """Return what products vouched for of the person within the last day. Raises StoreError."""

    def is_theirs(identity: Mapping[str, Json]) -> bool:
        email, phone = str(identity.get("email", "")), str(identity.get("phone", ""))
        if whose.email is not None:
            return email.lower() == whose.email.lower()
        return digits(phone) == whose.phone

    return store.contexts.of_person(is_theirs)


def mentions(store: Store, whose: Person) -> list[str]:
    """Return the references of other tickets in whose words the address or number stands. Raises StoreError."""
    own = {ticket.id for ticket in tickets_of(store, whose)}
    found = store.inbox.tickets(Wanted(held=None, words=whose.who, limit=_MENTIONS))
    return [ticket.reference for ticket in found if ticket.id not in own]


def gathered(store: Store, whose: Person, now: datetime) -> dict[str, Any]:
    """Return all that is kept of a person as plain data; each file has the `path` that it has in an archive."""
    return {
        "person": whose.who,
        "exported_at": now.isoformat(timespec="seconds"),
        "requests": [_gathered(store, ticket) for ticket in tickets_of(store, whose)],
        "contexts": [_row(one) for one in contexts_of(store, whose)],
    }


def as_json(store: Store, whose: Person, now: datetime) -> bytes:
    """Return a person's data as one JSON text, the content of files in Base64. Raises StoreError."""
    data = gathered(store, whose, now)
    for ticket, told in zip(tickets_of(store, whose), data["requests"], strict=True):
        contents = _files(store, ticket)
        for file, (_, content) in zip(told["files"], contents, strict=True):
            file["content"] = base64.b64encode(content).decode()
    return _json(data)


def as_archive(store: Store, whose: Person, now: datetime) -> bytes:
    """Return a person's data as a ZIP archive: `data.json`, and the files beside it. Raises StoreError."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _json(gathered(store, whose, now)))
        for ticket in tickets_of(store, whose):
            for path, content in _files(store, ticket):
                archive.writestr(path, content)
    return written.getvalue()


def delete(store: Store, whose: Person, by: str, now: datetime) -> int:
    """Delete the person's tickets with messages, files and deliveries; return how many tickets there were.

    What products vouched for loses who it was. That it was done is noted, without whose data it was. Raises StoreError.
    """
    count = store.inbox.forget([ticket.id for ticket in tickets_of(store, whose)])
    for context in contexts_of(store, whose):
        store.contexts.forget(context.id_hash)
    store.inbox.note(Audited(now, by, "privacy-deleted", None, {"tickets": count}))
    return count


def copies(store: Store, whose: Person) -> Iterator[str]:
    """Yield where copies of the person's tickets were delivered to: those are deleted there. Raises StoreError."""
    for ticket in tickets_of(store, whose):
        for one in store.outbox.deliveries_of(ticket.id):
            if one.delivered_at is not None:
                yield f"{ticket.reference}: {one.helpdesk} {one.external_id or ''}".rstrip()


def _gathered(store: Store, ticket: Ticket) -> dict[str, Any]:
    return {
        **_row(ticket),
        "messages": [_row(one) for one in store.messages_of(ticket.id)],
        "files": [{**_row(one), "path": _path(ticket, one)} for one in store.files.of_ticket(ticket.id)],
        "deliveries": [
            {**_row(one), "attempts": [_row(tried) for tried in store.outbox.attempts_of(one.id)]}
            for one in store.outbox.deliveries_of(ticket.id)
        ],
        "history": [_row(one) for one in store.inbox.audited(ticket.id)],
        "answers": [_row(one) for one in store.events_of(ticket.form_key)],
    }


def _row(one: Record) -> dict[str, Any]:
    return {name: value for name, value in one.row().items() if name not in _INNER}


def _files(store: Store, ticket: Ticket) -> list[tuple[str, bytes]]:
    """Return path and content of each file of a ticket."""
    found = []
    for one in store.files.of_ticket(ticket.id):
        whole = store.files.file(ticket.id, one.id)
        found.append((_path(ticket, one), whole.content if whole else b""))
    return found


def _path(ticket: Ticket, one: Attachment) -> str:
    """Return where a file lies in an archive: whatever its name, inside it."""
    plain = "".join(sign if sign.isprintable() and sign not in '/\\:*?"<>|' else "_" for sign in one.name)
    return f"files/{ticket.reference}/{one.id}-{plain.strip('. ') or 'file'}"


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode("utf-8", "replace")


def _plain(value: object) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
