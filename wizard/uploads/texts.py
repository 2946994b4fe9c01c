"""Text files: read in the encodings that logs have, told apart from what only looks like text."""

from __future__ import annotations

import codecs
import re
from typing import Final

# Markup is a program for browsers; what begins with it or has it near its beginning is no log.
_MARKUP: Final = re.compile(
    r"\A\s*<\s*[!?a-z]|<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE
)
_MARKUP_WITHIN: Final = 4_096
_KEPT_CONTROLS: Final = frozenset("\t\n\r\f")
# Of a hundred characters so many controls may be there: logs have a few.
_CONTROLS_PER_HUNDRED: Final = 1
# What no Unicode is may be the old encoding of Persian and Arabic Windows, when most of it is plain.
_OLD: Final = "cp1256"
_PLAIN_SHARE: Final = 0.5
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(content: bytes) -> str | None:
    """Return the text without its stray control characters, None when it is no text or is markup."""
    text = _decoded(content)
    if text is None or not text.strip() or _MARKUP.search(text[:_MARKUP_WITHIN]):
        return None
    kept = "".join(letter for letter in text if _is_kept(letter))
    strays = len(text) - len(kept)
    return kept if strays * 100 <= len(text) * _CONTROLS_PER_HUNDRED else None


def _is_kept(letter: str) -> bool:
    return letter in _KEPT_CONTROLS or (letter >= " " and not "\x7f" <= letter <= "\x9f")


def _decoded(content: bytes) -> str | None:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    """Return the encodings to try, best first."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    if b"\0" in content:  # of UTF-16 without a mark every other byte of plain letters is nothing
        return (
            ("utf-16-le",) if not any(content[1:64:2]) else ("utf-16-be",) if not any(content[:64:2]) else ()
        )
    plain = sum(byte < 0x80 for byte in content)
    return ("utf-8", _OLD) if plain >= len(content) * _PLAIN_SHARE else ("utf-8",)
