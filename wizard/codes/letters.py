"""The letters of codes: which there are, how a code is made, read however it is written, shown, and kept."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Final

# Each of a look-alike pair once (8 B, D O 0 Q, 6 G, 5 S, V U, 2 Z), none of I L 1; no vowel and no F, so no word.
LETTERS: Final = "23456789CDHJKMNPRTVWXY"
LENGTH: Final = 6
_GROUP: Final = 3
_LOOK_ALIKES: Final = str.maketrans("BGOQ0SUZ", "86DDD5V2")
# Longer than any code with whatever stands between its letters; what is longer is none.
_MOST: Final = 40

Choose = Callable[[str], str]


class Purpose(StrEnum):
    """What a code is for. One made for the one opens nothing of the other."""

    RESUME = "resume"
    TOGETHER = "together"


def new_code(choose: Choose = secrets.choice) -> str:
    """Return a new code; `choose` picks a letter, so that nobody can foresee it."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def read(typed: str) -> str | None:
    """Return the code that was typed, None when it cannot be one.

    Small and wide letters, Persian and Arabic digits, look-alikes and what stands between the letters make no
    difference.
    """
    if len(typed) > _MOST:
        return None
    letters = (_plain(sign) for sign in unicodedata.normalize("NFKC", typed).upper())
    code = "".join(letters).translate(_LOOK_ALIKES)
    return code if len(code) == LENGTH and all(letter in LETTERS for letter in code) else None


def _plain(sign: str) -> str:
    """Return a sign as codes have it: a digit of any script as 0-9, nothing for what only parts or steers."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    apart = unicodedata.category(sign)[0] in "ZPC" or sign == "\N{MINUS SIGN}"
    return "" if apart else sign


def grouped(code: str) -> str:
    """Return a code as it is shown and read aloud: `ABC DEF`."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def code_hash(secret: bytes, purpose: Purpose, code: str) -> str:
    """Return the form in which the store keeps a code: without the key nobody can try out all codes on it."""
    return hmac.digest(secret, f"code:{purpose}:{code}".encode(), "sha256").hex()
