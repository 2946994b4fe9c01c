"""Passwords: judged, kept as Argon2id hashes, compared. The one module that imports argon2."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wizard.errors import WizardError

SHORTEST: Final = 12
LONGEST: Final = 200
# The low-memory choice of RFC 9106, section 4: 64 MiB, three passes.
_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)


class WeakPassword(WizardError):
    """This password cannot be used: it must have {shortest} to {longest} characters, and not be the e-mail address."""


def hashed(password: str, email: str) -> str:
    """Return the hash under which the password of `email` is kept. Raises WeakPassword."""
    plain = _normal(password)
    if not SHORTEST <= len(plain) <= LONGEST or plain.casefold() == email.casefold():
        raise WeakPassword(shortest=SHORTEST, longest=LONGEST)
    return _HASHER.hash(plain)


def fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one kept as that hash.

    None (nobody has that address) takes as long as a wrong password, so that no clock tells who has an account.
    """
    try:
        _HASHER.verify(kept or _nobody(), _normal(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_old(kept: str) -> bool:
    """Tell whether a hash was made with weaker settings than those of today."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    """Return the hash that stands in for an account that is not there."""
    return _HASHER.hash("nobody has this password")


def _normal(password: str) -> str:
    """Return the password as every keyboard comes to it (NFKC, RFC 8265), without what cannot be encoded."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
