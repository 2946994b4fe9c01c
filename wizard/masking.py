"""A serial number as it is shown again: its last four characters. Pages, letters and staff pages all ask here."""

from __future__ import annotations

import re
from typing import Final

SHOWN: Final = 4
_COVER: Final = "••••"
# One word of letters and digits, long enough and with a digit in it: a serial rather than prose or an option.
_SERIAL: Final = re.compile(r"(?=\S*[0-9])[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*", re.ASCII)
_SERIAL_LETTERS: Final = 8


def masked(serial: str) -> str:
    """Return `••••` and the last four letters or digits, however the serial is written; empty stays empty."""
    letters = "".join(letter for letter in serial if letter.isalnum())
    return _COVER + letters[-SHOWN:] if letters else ""


def looks_like_serial(value: str) -> bool:
    """Tell whether a value may be a serial: asked of one whose field is not declared any more."""
    return len(value) >= _SERIAL_LETTERS and _SERIAL.fullmatch(value) is not None
