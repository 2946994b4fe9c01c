"""A walk goes on on another device: a code is made for it, and opened there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wizard.codes.letters import Choose, Purpose, code_hash, new_code
from wizard.errors import WizardError
from wizard.store import ResumeCode, Store

LASTS: Final = timedelta(minutes=30)
# Programs that look at links for somebody open them, too; a person needs few.
OPENINGS: Final = 10
TRIES: Final = 5


class NoCodeLeft(WizardError):
    """No code was free after several tries. Delete old ones: wizard db purge --code-days 1."""


@dataclass(frozen=True, slots=True)
class Made:
    """A code that was made, and until when it can be opened."""

    code: str
    expires: datetime


def make(
    store: Store,
    secret: bytes,
    *,
    locale: str,
    tree: str,
    query: str,
    now: datetime,
    choose: Choose | None = None,
) -> Made:
    """Keep a walk under a new code. `query` holds nothing of whose it is (`wizard.codes.shared`). Raises NoCodeLeft."""
    for _ in range(TRIES):
        code = new_code(choose) if choose else new_code()
        kept = ResumeCode(
            code_hash=code_hash(secret, Purpose.RESUME, code),
            at=now,
            expires=now + LASTS,
            openings=0,
            locale=locale,
            tree=tree,
            query=query,
        )
        if store.resume_codes.keep(kept):
            return Made(code, kept.expires)
    raise NoCodeLeft()


def opened(
    store: Store, secret: bytes, code: str, now: datetime, *, counts: bool = True
) -> ResumeCode | None:
    """Return the walk of a code that still opens, counting the opening unless it `counts` not; else None."""
    kept_as = code_hash(secret, Purpose.RESUME, code)
    if counts:
        return store.resume_codes.open(kept_as, now, OPENINGS)
    found = store.resume_codes.find(kept_as)
    return found if found and found.expires > now and found.openings < OPENINGS else None


def closed(store: Store, secret: bytes, code: str) -> ResumeCode | None:
    """Return the walk of a code that opens no more, None when there was none or it is forgotten."""
    return store.resume_codes.find(code_hash(secret, Purpose.RESUME, code))
