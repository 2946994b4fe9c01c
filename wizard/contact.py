"""E-mail addresses and telephone numbers: what looks like one, and how one is shown again without telling it."""

from __future__ import annotations

import re
from typing import Final

from wizard import limits

_EMAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]]{1,64}@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]{2,63}")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()./-]{4,28}[0-9]", re.ASCII)
_COVER: Final = "••••"
# Of a number so many digits are shown, of a short one half as many.
_SHOWN: Final = 4
_SHORT: Final = 8


def is_email(text: str) -> bool:
    """Tell whether a text looks like an e-mail address. Whether letters arrive there only a letter tells."""
    return len(text) <= limits.CONTACT and _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Tell whether a text looks like a telephone number, its digits as 0-9."""
    return _PHONE.fullmatch(text) is not None


def masked_email(address: str) -> str:
    """Return `a***@example.org`: enough for its owner to know it again. Empty stays empty."""
    name, at, host = address.rpartition("@")
    return f"{name[0] if len(name) > 1 else ''}***@{host}" if at else ""


def masked_phone(number: str) -> str:
    """Return `••••` and the last digits. Empty stays empty."""
    digits = "".join(sign for sign in number if sign.isdigit())
    shown = _SHOWN if len(digits) >= _SHORT else _SHOWN // 2
    return _COVER + digits[-shown:] if digits else ""


def masked_name(name: str) -> str:
    """Return the first letter of a name and three stars. Empty stays empty."""
    return f"{name[0]}***" if name else ""
