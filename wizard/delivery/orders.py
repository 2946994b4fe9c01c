"""Which deliveries a request needs: to the helpdesk that routing names, and letters to the customer."""

from __future__ import annotations

import hmac
import tomllib
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from wizard.errors import BadSetting
from wizard.library import Library
from wizard.routing import Destination, destination
from wizard.settings import Settings
from wizard.store import Author, Order, Store, Ticket

# The helpdesk that letters to customers go out by.
MAIL: Final = "mail"
# What a delivery is for. Those about a message get its number behind: `reply:12`.
TICKET, COPY, REPLY, SAID = "ticket", "copy", "reply", "said"


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be reached by deliveries.

    `home` tells this site's keys from those of another that delivers to the same helpdesk. `default` takes what no rule
    of routing sends elsewhere; None: that stays in our inbox. `mail`: letters can be sent.
    """

    home: str
    default: str | None = None
    mail: bool = False


def reach(settings: Settings) -> Reach:
    """Return what the settings let deliveries reach. Raises BadSetting when the file of helpdesks cannot be read.

    Only names are read of that file: whoever takes requests needs no secret of any helpdesk.
    """
    home = _home(settings)
    if settings.helpdesks is None:
        return Reach(home)
    try:
        tables = tomllib.loads(settings.helpdesks.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        expected = f"a TOML file that can be read ({error})"
        raise BadSetting(name="WIZARD_HELPDESKS", value=str(settings.helpdesks), expected=expected) from error
    default = tables.get("default")
    return Reach(home, default if isinstance(default, str) else None, MAIL in tables)


def _home(settings: Settings) -> str:
    """Return what keys of this site begin with: its host, or a name that follows from its secret key."""
    host = urlsplit(settings.public_url).netloc
    return host or hmac.digest(settings.secret_key, b"home", "sha256").hex()[:12]


def destination_of(library: Library, tree_id: str | None, product: str | None) -> Destination:
    """Return where a request from that tree about that product goes."""
    tree = library.staff.get(tree_id) if tree_id else None
    return destination(library.site, tree.stage if tree else None, tree_id, product)


def at_filing(reach: Reach, library: Library, ticket: Ticket) -> tuple[Order, ...]:
    """Return the deliveries of a ticket that is filed now: none while it is held.

    One to the helpdesk of its route, else to the default one; one to the customer, when letters can reach them.
    """
    if ticket.held is not None:
        return ()
    found = []
    helpdesk = destination_of(library, ticket.tree, ticket.product).helpdesk or reach.default
    if helpdesk is not None:
        found.append(_order(reach, ticket, helpdesk, TICKET))
    if reach.mail and ticket.contact_email:
        found.append(_order(reach, ticket, MAIL, COPY))
    return tuple(found)


def at_reply(reach: Reach, ticket: Ticket) -> tuple[Order, ...]:
    """Return the deliveries of a reply of staff: a letter, when one can reach the customer."""
    if not (reach.mail and ticket.contact_email):
        return ()
    return (_order(reach, ticket, MAIL, REPLY),)


def when_said(reach: Reach, store: Store, ticket: Ticket) -> tuple[Order, ...]:
    """Return the deliveries of something more that the customer says: to wherever the ticket went.

    Raises StoreError.
    """
    went = [one for one in store.outbox.deliveries_of(ticket.id) if one.purpose == TICKET]
    return tuple(_order(reach, ticket, one.helpdesk, SAID) for one in went)


def at_release(reach: Reach, library: Library, store: Store, ticket: Ticket) -> tuple[Order, ...]:
    """Return the deliveries of a held ticket that staff find to be a real one, what was said meanwhile included.

    They go into `store.inbox.change` together with `held: None`. Raises StoreError.
    """
    if ticket.held is None or store.outbox.deliveries_of(ticket.id):
        return ()
    released = at_filing(reach, library, replace(ticket, held=None))
    went = [one.helpdesk for one in released if one.purpose == TICKET]
    said = [one.id for one in store.messages_of(ticket.id) if one.author is Author.CUSTOMER]
    return released + tuple(
        _order(reach, ticket, helpdesk, SAID).about(number) for helpdesk in went for number in said
    )


def _order(reach: Reach, ticket: Ticket, helpdesk: str, purpose: str) -> Order:
    return Order(helpdesk, purpose, f"{reach.home}/{ticket.reference}/{purpose}")
