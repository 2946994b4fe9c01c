"""Keys with which programs call the API: made once, shown once, kept as a hash, held to their scopes, revoked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from wizard.errors import WizardError
from wizard.store import Audited, Store
from wizard.store.api_keys import ApiKey

# Scanners for secrets in code find keys by it.
PREFIX: Final = "rahgosha_"
_LONGEST: Final = 200
_NAME: Final = 80


class Scope(StrEnum):
    """What a key may do; a key does what its scopes say and nothing else."""

    WALKS_READ = "walks:read"
    WALKS_WRITE = "walks:write"
    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"


ABOUT: Final[Mapping[Scope, str]] = {
    Scope.WALKS_READ: "read trees, where walks stand, and search",
    Scope.WALKS_WRITE: "answer steps, which is recorded",
    Scope.TICKETS_READ: "read a request by its token",
    Scope.TICKETS_WRITE: "file requests, which then are not held for a look by staff",
}


class BadKeyName(WizardError):
    """A key needs a name of 1 to {most} letters that says which program has it, not {name!r}."""


class KeyTaken(WizardError):
    """There is or was a key called {name}. Choose another name; see all with: wizard keys list."""


class NoKey(WizardError):
    """There is no key called {name}. See all with: wizard keys list."""


def add(
    store: Store,
    name: str,
    scopes: Collection[Scope],
    *,
    by: str,
    now: datetime,
    new_secret: Callable[[], str],
) -> str:
    """Keep a new key and return it; nobody can read it again. `new_secret` makes 256 bits, URL-safe.

    Raises BadKeyName, KeyTaken.
    """
    name = " ".join(name.split())
    if not name or len(name) > _NAME or not name.isprintable():
        raise BadKeyName(name=name, most=_NAME)
    key = PREFIX + new_secret()
    wanted = [scope.value for scope in Scope if scope in scopes]
    if not store.api_keys.add(ApiKey(name, key_hash(key), wanted, now)):
        raise KeyTaken(name=name)
    _note(store, by, now, "api-key-added", {"name": name, "scopes": wanted})
    return key


def find(store: Store, key: str) -> ApiKey | None:
    """Return what is known of a key that opens still; None for all others."""
    if not key.startswith(PREFIX) or len(key) > _LONGEST:
        return None
    found = store.api_keys.by_hash(key_hash(key))
    return None if found is None or found.revoked_at is not None else found


def revoke(store: Store, name: str, *, by: str, now: datetime) -> ApiKey:
    """Let a key open nothing any more, from this moment on; return it. Raises NoKey."""
    found = store.api_keys.by_name(" ".join(name.split()))
    if found is None:
        raise NoKey(name=name)
    if store.api_keys.revoke(found.id, now):
        _note(store, by, now, "api-key-revoked", {"name": found.name})
    return found


def key_hash(key: str) -> str:
    """Return the form in which the store has a key. It is 256 random bits, so one round of SHA-256 hides it."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _note(store: Store, who: str, now: datetime, what: str, details: dict[str, Any]) -> None:
    store.inbox.note(Audited(now, who, what, None, details))
