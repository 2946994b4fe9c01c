"""What a product vouched for on a walk: its facts on every page, who the customer is on the request form alone."""

from __future__ import annotations

import logging

from flask import request

from webui.services import services
from wizard.contexts.identity import Identity
from wizard.contexts.keeping import Taken
from wizard.contexts.tokens import Refused
from wizard.query import Walk
from wizard.store import StoreError

# Where the signed token of a product stands in an address.
SIGNED = "ctx"
_log = logging.getLogger("wizard.web")


def arrived() -> Taken | None:
    """Take the signed token of the address, once; without a good one the help is anonymous, and a line is logged.

    A HEAD asks where the address leads, as programs that look at links do, and uses no token up.
    """
    token, found = request.args.get(SIGNED), services()
    if token is None or request.method == "HEAD":
        return None
    try:
        taken = found.contexts.take(token, found.library.facts, found.clock())
    except Refused as refused:
        _log.warning("a signed token was not taken: %s", refused)
        return None
    except StoreError as error:
        _log.error("a signed token was not taken: %s", error)
        return None
    if taken.claims.left_out:
        _log.warning("a token of %s vouched for facts that were left out", taken.claims.product)
    return taken


def trusted(walk: Walk) -> Walk:
    """Return the walk with the facts that its `_c` vouches for; an unknown or expired `_c` is left out.

    While the store does not answer, the walk goes on without them, and with its `_c`.
    """
    if walk.context is None:
        return walk
    found = services()
    try:
        return found.contexts.trusted(walk, found.clock())
    except StoreError as error:
        _log.error("a context was not read: %s", error)
        return walk


def identity(walk: Walk) -> Identity:
    """Return who the customer is, as their product vouched; nobody when it did not, or the store does not answer."""
    if walk.context is None:
        return Identity()
    found = services()
    try:
        return found.contexts.identity(walk, found.clock())
    except StoreError as error:
        _log.error("a context was not read: %s", error)
        return Identity()
