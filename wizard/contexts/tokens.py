"""A signed token of a product, checked: JSON Web Token (RFC 7519), HS256 and nothing else."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import jwt

from wizard import limits
from wizard.contexts.identity import Identity, identity_of
from wizard.contexts.products import Key, Products
from wizard.model.fact import Fact

ALGORITHM: Final = "HS256"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_NONCE: Final = re.compile(rf"[A-Za-z0-9._~-]{{8,{limits.NONCE}}}")
# A header may say no more than this; above all nothing that names a key or an algorithm of its own.
_HEADER: Final = frozenset({"alg", "kid", "typ"})


class Why(StrEnum):
    """Why a token was not taken, in words for the log."""

    SIZE = "it is too long"
    SHAPE = "it is no signed token"
    ALGORITHM = "its algorithm is not HS256, or its header says more than alg, kid and typ"
    KEY = "its key (kid) is none of ours"
    RETIRED = "its key is out of date"
    SIGNATURE = "its signature is wrong"
    AUDIENCE = "its audience (aud) is not this site"
    ISSUER = "its issuer (iss) is not the product whose key signed it"
    TIME = "it has no expiry (exp), or a time in it is no number"
    EXPIRED = "it has expired"
    AHEAD = "it expires more than ten minutes from now, or is not valid yet"
    NONCE = "its id (jti) is missing, or not 8 to 64 letters, digits, dots, hyphens or underscores"
    USED = "it was used before"


class Refused(Exception):
    """A token that is not taken. It says why, and never what stood in it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says that was found to be right. `left_out` are facts that are not declared or cannot be so."""

    product: str
    nonce: str
    facts: Mapping[str, str]
    identity: Identity
    locale: str
    left_out: tuple[str, ...] = ()


def claims(token: str, products: Products, facts: Mapping[str, Fact], now: datetime) -> Claims:
    """Return what `token` says, once signature, audience, issuer and times are right. Raises Refused.

    Whether it was used before only the store knows.
    """
    key = _key(token, products, now)
    said = _verified(token, key, products.audience)
    _in_time(said, now.timestamp())
    nonce = said.get("jti")
    if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
        raise Refused(Why.NONCE)
    given = said.get("facts")
    listed = given if isinstance(given, dict) else {}
    allowed = {name: one for name, one in facts.items() if key.facts is None or name in key.facts}
    taken = dict(_facts(listed, allowed))
    locale = said.get("locale")
    return Claims(
        product=key.product,
        nonce=nonce,
        facts=taken,
        identity=identity_of(said.get("identity")),
        locale=locale if isinstance(locale, str) else "",
        left_out=tuple(sorted(listed.keys() - taken.keys())),
    )


def _key(token: str, products: Products, now: datetime) -> Key:
    """Return the key that the token names; only what we have ourselves says whose it is and how it signs."""
    if len(token) > limits.TOKEN:
        raise Refused(Why.SIZE)
    if not _TOKEN.fullmatch(token):
        raise Refused(Why.SHAPE)
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise Refused(Why.SHAPE) from None
    if header.get("alg") != ALGORITHM or not header.keys() <= _HEADER:
        raise Refused(Why.ALGORITHM)
    number = header.get("kid")
    key = products.keys.get(number) if isinstance(number, str) else None
    if key is None:
        raise Refused(Why.KEY)
    if key.until is not None and now >= key.until:
        raise Refused(Why.RETIRED)
    return key


# Times are judged here, by the clock of the caller.
_OPTIONS: Final[Any] = {
    "strict_aud": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_jti": False,
    "require": ["aud", "iss"],
}


def _verified(token: str, key: Key, audience: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = jwt.decode(
            token,
            key.secret,
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=key.product,
            options=_OPTIONS,
        )
    except (jwt.InvalidAudienceError, jwt.InvalidIssuerError, jwt.MissingRequiredClaimError) as error:
        missing = isinstance(error, jwt.MissingRequiredClaimError) and error.claim == "iss"
        issuer = missing or isinstance(error, jwt.InvalidIssuerError)
        raise Refused(Why.ISSUER if issuer else Why.AUDIENCE) from None
    except jwt.InvalidSignatureError:
        raise Refused(Why.SIGNATURE) from None
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise Refused(Why.SHAPE) from None
    return found


def _in_time(said: Mapping[str, Any], now: float) -> None:
    expires = _seconds(said.get("exp"))
    if now >= expires + limits.CLOCK_SECONDS:
        raise Refused(Why.EXPIRED)
    if expires > now + limits.TOKEN_SECONDS + limits.CLOCK_SECONDS:
        raise Refused(Why.AHEAD)
    for name in ("nbf", "iat"):
        if name in said and _seconds(said[name]) > now + limits.CLOCK_SECONDS:
            raise Refused(Why.AHEAD)


def _seconds(value: object) -> float:
    """Return a time as seconds since 1970; what is no number, or none that there is, is refused."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(Why.TIME)
    try:
        found = float(value)
    except OverflowError:
        raise Refused(Why.TIME) from None
    if not math.isfinite(found):
        raise Refused(Why.TIME)
    return found


def _facts(given: Mapping[str, object], declared: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    """Yield the facts that are declared and have a value that they can have."""
    for name, said in given.items():
        plain = _plain(said)
        value = declared[name].value(plain) if name in declared and plain is not None else None
        if value is not None:
            yield name, value


def _plain(said: object) -> str | None:
    """Return a value as it stands in an address: a text, or a number as text."""
    if isinstance(said, str):
        return said if len(said) <= limits.FIELD else None
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        return str(said)
    except ValueError:  # more digits than Python writes
        return None
