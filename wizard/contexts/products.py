"""The settings file of products: which may vouch for what, and by which keys. Secrets stand in the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from wizard.errors import BadSetting
from wizard.names import is_id
from wizard.settings import tables_of

# What HS256 wants of a key at least (RFC 7518, 3.2).
SECRET_BYTES: Final = 32
# The keys of the file: outside of tables, of a product, of one of its keys.
AUDIENCE: Final = "audience"
PRODUCT_KEYS: Final = frozenset({"keys", "facts"})
KEY_KEYS: Final = frozenset({"id", "secret_env", "until"})


class BadProducts(BadSetting):
    """The settings of products in {file} cannot be used:
    {slips}
    """


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a product. `until`: from this moment on it counts no more, None: for ever."""

    product: str
    secret: bytes = field(repr=False)
    until: datetime | None = None
    facts: frozenset[str] | None = None  # what its product may vouch for; None: every declared fact


@dataclass(frozen=True, slots=True)
class Products:
    """The keys of all products by their ids, and the audience that their tokens name: this site."""

    audience: str = ""
    keys: Mapping[str, Key] = field(default_factory=dict)


def products_of(
    file: Path | None, public_url: str = "", environment: Mapping[str, str] = os.environ
) -> Products:
    """Return the products that the file (of WIZARD_PRODUCTS) describes, none without a file.

    Without an `audience` in it, the public address of the site is meant. Raises BadProducts, which names everything
    that is wrong, and no secret.
    """
    if file is None:
        return Products()
    tables = tables_of(file, BadProducts)
    audience = tables.pop(AUDIENCE, public_url)
    slips = []
    if not isinstance(audience, str) or not audience:
        slips.append("audience is missing: the address of this site, or set WIZARD_PUBLIC_URL")
    keys: dict[str, Key] = {}
    for name, table in tables.items():
        slips += [f"[{name}] {slip}" for slip in _product(name, table, environment, keys)]
    if slips:
        raise BadProducts(file=file, slips="\n".join(slips))
    return Products(audience, keys)


def _product(name: str, table: Any, environment: Mapping[str, str], keys: dict[str, Key]) -> Iterator[str]:
    """Add the keys of one product to `keys`, or yield what is wrong with it."""
    if not isinstance(table, dict):
        yield f"must be a table; outside of tables stands only `{AUDIENCE}`"
        return
    if not is_id(name):
        yield "is no name: small letters, digits and single hyphens"
    yield from (f"{key} is no key of a product" for key in table if key not in PRODUCT_KEYS)
    facts, listed = table.get("facts"), table.get("keys")
    if facts is not None and not (isinstance(facts, list) and all(isinstance(one, str) for one in facts)):
        yield "facts must be a list of ids"
        facts = None
    if not (isinstance(listed, list) and listed and all(isinstance(one, dict) for one in listed)):
        yield f"needs a key: a table [[{name}.keys]] with id and secret_env"
        return
    for number, one in enumerate(listed, 1):
        allowed = None if facts is None else frozenset(facts)
        yield from (f"key {number}: {slip}" for slip in _key(name, one, allowed, environment, keys))


def _key(
    product: str,
    table: Mapping[str, Any],
    facts: frozenset[str] | None,
    environment: Mapping[str, str],
    keys: dict[str, Key],
) -> Iterator[str]:
    if "secret" in table:
        yield "secrets do not stand in this file; name an environment variable that holds it: secret_env"
    yield from (f"{name} is no key of a key" for name in table if name not in KEY_KEYS | {"secret"})
    number, until = table.get("id"), _moment(table.get("until"))
    if not isinstance(number, str) or not is_id(number):
        yield "id must be small letters, digits and single hyphens"
    elif number in keys:
        yield f"there is another key {number}; tokens name a key by its id, so each has its own"
    if "until" in table and until is None:
        yield "until must be a day or a moment, such as 2027-01-31"
    secret, slip = _secret(table.get("secret_env"), environment)
    if slip:
        yield slip
    elif isinstance(number, str) and number not in keys:
        keys[number] = Key(product, secret, until, facts)


def _secret(variable: Any, environment: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the secret, or what is wrong."""
    if not isinstance(variable, str) or not variable:
        return b"", "secret_env must be the name of an environment variable"
    secret = environment.get(variable, "").strip().encode()
    if not secret:
        return b"", f"secret_env names the environment variable {variable}, which is not set"
    if len(secret) < SECRET_BYTES:
        return b"", f"the secret in {variable} is shorter than {SECRET_BYTES} bytes"
    return secret, ""


def _moment(value: Any) -> datetime | None:
    """Return the moment from which a key counts no more: of a day its end, without a zone in UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time.max, UTC)
    return None
