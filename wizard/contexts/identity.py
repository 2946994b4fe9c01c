"""Who the customer is, as their product says: for the request form, where it is shown masked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from unicodedata import category

from wizard import limits
from wizard.contact import is_email, is_phone
from wizard.model.step import TO_ASCII
from wizard.names import ID_PATTERN
from wizard.store import Json

_FIELD: Final = re.compile(ID_PATTERN)
_SERIAL: Final = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*", re.ASCII)
_SERIALS: Final = 8
# Control characters, halves of characters, and what has no meaning for everybody.
_UNSEEN: Final = frozenset({"Cc", "Cs", "Cn", "Co"})
_TURNING: Final = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


@dataclass(frozen=True, slots=True)
class Identity:
    """How to reach a customer, and serial numbers by the id of their field in the request form; empty: not said."""

    email: str = ""
    phone: str = ""
    name: str = ""
    serials: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.email or self.phone or self.name or self.serials)

    @property
    def reaches(self) -> bool:
        """Whether an answer could be sent."""
        return bool(self.email or self.phone)

    def row(self) -> dict[str, Json]:
        """Return what the store keeps: what was said, and nothing more."""
        found: dict[str, Json] = {"email": self.email, "phone": self.phone, "name": self.name}
        return {name: value for name, value in {**found, "serials": dict(self.serials)}.items() if value}


def identity_of(given: object) -> Identity:
    """Return the identity that a token or the store holds; what cannot be one is left out."""
    if not isinstance(given, dict):
        return Identity()
    email, phone, name = (_line(given.get(part)) for part in ("email", "phone", "name"))
    phone = phone.translate(TO_ASCII)
    return Identity(
        email=email if is_email(email) else "",
        phone=phone if is_phone(phone) else "",
        name=name if len(name) <= limits.CONTACT else "",
        serials=dict(_serials(given.get("serials"))),
    )


def _line(value: object) -> str:
    """Return a text as one line that any page can show, empty when it is no text.

    Marks that join and part letters stay, those that turn the direction round go.
    """
    if not isinstance(value, str):
        return ""
    shown = value.translate(_TURNING)
    return " ".join("".join(" " if category(sign) in _UNSEEN else sign for sign in shown).split())


def _serials(given: object) -> Iterator[tuple[str, str]]:
    for name, value in list(given.items())[:_SERIALS] if isinstance(given, dict) else ():
        serial = _line(value)
        fits = limits.SERIAL_LEAST <= len(serial.replace("-", "")) <= limits.SERIAL_MOST
        if len(name) <= limits.ID and _FIELD.fullmatch(name) and fits and _SERIAL.fullmatch(serial):
            yield name, serial
