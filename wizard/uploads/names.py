"""The name of a file that a stranger chose, made safe for every disk and screen; letters of all scripts stay."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from wizard import limits

# Endings that are taken off before the right one is put on.
_ENDING: Final = re.compile(r"\.(?:png|jpe?g|gif|webp|bmp|pdf|txt|log|html?|svg|zip|exe)$", re.IGNORECASE)
# What Windows does not allow, besides the separators of folders.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_JOINERS: Final = frozenset("\u200c\u200d")
_WITHOUT_NAME: Final = "file"


def clean_name(name: str, ending: str = "") -> str:
    """Return the last part of a path, without what steers a screen, at most 80 characters.

    With an `ending` that one stands in place of its own.
    """
    own = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in own if _is_seen(letter))
    stem = _FORBIDDEN.sub("_", " ".join((_ENDING.sub("", seen) if ending else seen).split())).strip(
        ". \u200c\u200d"
    )
    stem = stem[: limits.FILE_NAME - len(ending)].rstrip(". \u200c\u200d") or _WITHOUT_NAME
    return ("_" if _DEVICES.fullmatch(stem) else "") + stem + ending


def _is_seen(letter: str) -> bool:
    """Tell whether a character may stay: no control, direction mark, lone surrogate or private letter."""
    return letter in _JOINERS or letter.isspace() or unicodedata.category(letter)[0] != "C"
