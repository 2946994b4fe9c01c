"""Values as literals of PowerShell. Whatever stands in a text, it stays one text: nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

# PowerShell takes typographic quotes for quotes: each ends a text in single quotes, unless it stands twice.
# So does `CodeGeneration.EscapeSingleQuotedStringContent` of PowerShell itself.
_QUOTES: Final = "'\u2018\u2019\u201a\u201b"
# Signs that are not seen but belong to Persian and Arabic spelling, or keep foreign words in their place.
_KEPT: Final = "\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"


def literal(text: str) -> str:
    """Return a text as one of PowerShell, on one line: signs that cannot be seen become a space."""
    seen = "".join(sign if sign.isprintable() or sign in _KEPT else " " for sign in text)
    return "'" + "".join(sign * 2 if sign in _QUOTES else sign for sign in seen) + "'"


def array(texts: Iterable[str]) -> str:
    """Return texts as an array of PowerShell."""
    return "@(" + ", ".join(literal(text) for text in texts) + ")"


def table(entries: Mapping[str, str]) -> str:
    """Return names and texts as a hash table of PowerShell.

    Its names differ in more than capitals, or PowerShell would not read it: of those that do not, the first stays.
    """
    kept: dict[str, tuple[str, str]] = {}
    for name, text in entries.items():
        kept.setdefault(literal(name).casefold(), (name, text))
    return "@{ " + "; ".join(f"{literal(name)} = {literal(text)}" for name, text in kept.values()) + " }"
