"""A request to a person: drafted from the walk, filed once under its form key, found again by its link."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from wizard.delivery import orders
from wizard.delivery.links import token as token
from wizard.delivery.orders import Reach
from wizard.journey import Stand
from wizard.known import Source
from wizard.library import Library
from wizard.store import Filed, ReferenceTaken, Store, Ticket
from wizard.transcript import besides

# Letters and digits that cannot be taken for one another, by eye or on the phone.
_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_LETTERS: Final = 7
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Sent:
    """What the customer sent: the words, the contact, the fields of the form, and the lines taken out.

    Without a `product` the walk's own counts. `held` says why it may be spam. What staff file for a customer has
    their `audience`, its `channel` and the number of who `filed_by`.
    """

    form_key: str
    description: str
    email: str = ""
    phone: str = ""
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    removed: Collection[str] = ()
    product: str = ""
    version: str = ""
    held: str | None = None
    audience: str = "customer"
    channel: str = "web"
    filed_by: int | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Where requests are filed: the store, the key of links, and what says where they go from there."""

    store: Store
    secret: bytes
    library: Library
    reach: Reach


def file(office: Office, sent: Sent, stand: Stand | None, locale: str, now: datetime) -> Filed:
    """Keep the request and return how it stands filed; sending the same form again files nothing new.

    `stand` is the walk it comes from, None for a request without one. Its deliveries are kept with it.
    """
    for attempt in range(_TRIES):
        ticket = _ticket(office, sent, stand, locale, now, attempt)
        try:
            return office.store.file_ticket(ticket, orders.at_filing(office.reach, office.library, ticket))
        except ReferenceTaken:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def token_hash(token: str) -> str:
    """Return the form in which the store keeps a token: reading the store opens no request."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def find(store: Store, token: str) -> Ticket | None:
    """Return the ticket a customer's link opens, None when it opens none."""
    return store.ticket_by_token_hash(token_hash(token))


def message_key(form_key: str, text: str) -> str:
    """Return the key under which a reply is kept: the same words from the same form have the same one."""
    return hashlib.sha256(f"{form_key}\0{text}".encode("utf-8", "replace")).hexdigest()


def _ticket(
    office: Office, sent: Sent, stand: Stand | None, locale: str, now: datetime, attempt: int
) -> Ticket:
    secret, product = office.secret, sent.product or _product(stand)
    where = orders.destination_of(office.library, stand.tree.id if stand else None, product)
    return Ticket(
        reference=_reference(secret, sent.form_key, attempt),
        form_key=sent.form_key,
        body_hash=_body_hash(sent, stand),
        token_hash=token_hash(token(secret, sent.form_key)),
        at=now,
        tree=stand.tree.id if stand else None,
        revision=stand.tree.revision if stand else None,
        locale=locale,
        audience=sent.audience,
        contact_email=sent.email or None,
        contact_phone=sent.phone or None,
        name=sent.name or None,
        description=sent.description,
        trail=_trail(stand, sent.removed) if stand else [],
        facts=_facts(stand, sent.removed) if stand else {},
        fields=dict(sent.fields),
        channel=sent.channel,
        product=product,
        version=sent.version or None,
        held=sent.held,
        department=where.department,
        queue=where.queue,
        filed_by=sent.filed_by,
    )


def _product(stand: Stand | None) -> str | None:
    """Return the product that the walk is about, as far as that is known."""
    return stand.position.values.get("product") if stand else None


def _reference(secret: bytes, form_key: str, attempt: int) -> str:
    digest = hmac.digest(secret, f"reference:{attempt}:{form_key}".encode(), "sha256")
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(_REFERENCE_LETTERS):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    return "".join(letters[:3]) + "-" + "".join(letters[3:])


def _body_hash(sent: Sent, stand: Stand | None) -> str:
    body: list[Any] = [sent.description, sent.email, sent.phone, sent.name, sorted(sent.fields.items())]
    body += [
        sent.product,
        sent.version,
        sorted(sent.removed),
        stand.tree.id if stand else None,
        _trail(stand, ()) if stand else None,
    ]
    return hashlib.sha256(json.dumps(body, ensure_ascii=True).encode()).hexdigest()


def _trail(stand: Stand, removed: Collection[str]) -> list[dict[str, Any]]:
    """Return the walk's answers as plain data: earlier trees first, lines the customer took out left out."""
    earlier = [
        {"tree": tree, "step": step, "value": value, "source": Source.ANSWERED.value}
        for (tree, step), value in stand.walk.known.earlier.items()
        if f"{tree}:{step}" not in removed
    ]
    own = [
        {
            "tree": stand.tree.id,
            "step": given.step,
            "value": given.value,
            "source": given.source.value,
            **({"by": list(given.by)} if given.by else {}),
        }
        for given in stand.position.trail
        if given.step not in removed
    ]
    return earlier + own


def _facts(stand: Stand, removed: Collection[str]) -> dict[str, Any]:
    """Return what each fact of the transcript was told to be, by source, and nothing else."""
    known = stand.walk.known
    on_path = [given.step for given in stand.position.trail if given.step in stand.tree.facts]
    found: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys((*besides(stand), *on_path)):
        if name in removed:
            continue
        found[name] = {source.value: value for source, value in sorted(known.told.get(name, {}).items())}
        if name in known.answers:
            found[name][Source.ANSWERED.value] = known.answers[name]
    return found
