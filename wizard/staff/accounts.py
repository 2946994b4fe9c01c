"""The accounts of staff: added, changed, logged in. What was done to them is noted with who did it."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from wizard.errors import WizardError
from wizard.staff.passwords import fits, hashed, is_old
from wizard.store import Audited, Role, Staff, Store

_EMAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]]{1,64}@[^\s@<>,;:\"()\[\]]+")
_NAME: Final = 80

# Makes a value that nobody can guess: 128 bits, URL-safe.
NewId = Callable[[], str]


class BadAccount(WizardError):
    """The account cannot be made: {what}."""


class AccountTaken(WizardError):
    """There is an account for {email} already. See it with: wizard staff list."""


class NoAccount(WizardError):
    """There is no account for {email}. See who has one with: wizard staff list."""


def add(
    store: Store,
    email: str,
    name: str,
    role: Role,
    locale: str,
    password: str,
    *,
    by: str,
    now: datetime,
    new_id: NewId,
) -> Staff:
    """Keep a new account and return it. Raises BadAccount, WeakPassword, AccountTaken."""
    email, name = email.strip().lower(), " ".join(name.split())
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise BadAccount(what=f"{email!r} is no e-mail address such as name@example.org")
    if not name or len(name) > _NAME or not name.isprintable():
        raise BadAccount(what=f"the name must have 1 to {_NAME} letters")
    one = Staff(
        email=email,
        name=name,
        role=role,
        locale=locale,
        password=hashed(password, email),
        at=now,
        login=new_id(),
    )
    if not store.staff.add(one):
        raise AccountTaken(email=email)
    _note(store, by, now, "staff-added", {"email": email, "role": role.value})
    return account(store, email)


def account(store: Store, email: str) -> Staff:
    """Return the account of that address. Raises NoAccount."""
    found = store.staff.by_email(email.strip())
    if found is None:
        raise NoAccount(email=email.strip())
    return found


def set_password(
    store: Store, member: Staff, password: str, *, by: str, now: datetime, new_id: NewId
) -> None:
    """Give an account another password; all its logins end. Raises WeakPassword."""
    store.staff.change(member.id, {"password": hashed(password, member.email), "login": new_id()})
    _note(store, by, now, "staff-password", {"email": member.email})


def end_logins(store: Store, member: Staff, *, by: str, now: datetime, new_id: NewId) -> None:
    """End all logins of an account."""
    store.staff.change(member.id, {"login": new_id()})
    _note(store, by, now, "staff-logins-ended", {"email": member.email})


def set_active(store: Store, member: Staff, *, active: bool, by: str, now: datetime, new_id: NewId) -> None:
    """Let somebody log in, or no longer; either way all logins of the account end."""
    store.staff.change(member.id, {"active": active, "login": new_id()})
    _note(store, by, now, "staff-enabled" if active else "staff-disabled", {"email": member.email})


def set_role(store: Store, member: Staff, role: Role, *, by: str, now: datetime) -> None:
    """Give an account another role."""
    store.staff.change(member.id, {"role": role.value})
    _note(store, by, now, "staff-role", {"email": member.email, "from": member.role.value, "to": role.value})


def log_in(store: Store, email: str, password: str) -> Staff | None:
    """Return the account that address and password open; None when there is none, or it may not log in.

    Takes as long for an address that nobody has. A hash of weaker settings is replaced.
    """
    found = store.staff.by_email(email.strip()) if len(email) <= 254 else None
    if not fits(found.password if found else None, password) or found is None or not found.active:
        return None
    if is_old(found.password):
        store.staff.change(found.id, {"password": hashed(password, found.email)})
    return found


def still_logged_in(store: Store, number: int, login: str) -> Staff | None:
    """Return the account whose login that is; None when it has ended."""
    found = store.staff.member(number)
    if found is None or not found.active or not hmac.compare_digest(found.login.encode(), login.encode()):
        return None
    return found


def _note(store: Store, who: str, now: datetime, what: str, details: dict[str, Any]) -> None:
    store.inbox.note(Audited(now, who, what, None, details))
