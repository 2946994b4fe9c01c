"""A small sum for browsers, in place of puzzles for people: cheap once, dear for whoever sends thousands of forms.

The sum follows from the form's key, so nothing of it is kept and no answer serves a second form. The browser's side is
the ALTCHA widget (https://altcha.org, version 3 of its challenges), vendored.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any, Final

# The form field in which the widget puts the answer.
PROOF: Final = "altcha"
_ALGORITHM: Final = "PBKDF2/SHA-256"
# Rounds of one try, and how its outcome has to begin: 256 tries on average, half a second on a usual computer.
_ROUNDS: Final = 2_000
_BEGINNING: Final = "00"
_BYTES: Final = 32
_PROOF_LETTERS: Final = 4_000
_LAST: Final = 2**32 - 1


def challenge(secret: bytes, form_key: str) -> str:
    """Return the sum of a form, as the widget reads it."""
    nonce, salt = _numbers(secret, form_key)
    parameters = {
        "algorithm": _ALGORITHM,
        "cost": _ROUNDS,
        "keyLength": _BYTES,
        "keyPrefix": _BEGINNING,
        "nonce": nonce.hex(),
        "salt": salt.hex(),
    }
    signature = hmac.new(secret, json.dumps(parameters).encode(), "sha256").hexdigest()
    return json.dumps({"parameters": parameters, "signature": signature})


def is_proved(secret: bytes, form_key: str, proof: str) -> bool:
    """Tell whether `proof` answers the sum of that form."""
    number = _number(proof)
    if number is None:
        return False
    nonce, salt = _numbers(secret, form_key)
    tried = nonce + number.to_bytes(4, "big")
    return hashlib.pbkdf2_hmac("sha256", tried, salt, _ROUNDS, _BYTES).hex().startswith(_BEGINNING)


def _number(proof: str) -> int | None:
    """Return the number that the browser found, None when there is none."""
    if len(proof) > _PROOF_LETTERS:
        return None
    try:
        found: Any = json.loads(base64.b64decode(proof, validate=True))
        number = found["solution"]["counter"]
    except (binascii.Error, ValueError, LookupError, TypeError, RecursionError):
        return None
    return number if type(number) is int and 0 <= number <= _LAST else None


def _numbers(secret: bytes, form_key: str) -> tuple[bytes, bytes]:
    digest = hmac.digest(secret, b"proof:" + form_key.encode("utf-8", "replace"), "sha256")
    return digest[:16], digest[16:]
