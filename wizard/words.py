"""The words that are the program's own wherever a walk is read: labels of built-in options, ends and sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from wizard.translation.catalogs import po_messages

WORDS: Final[Mapping[str, str]] = {
    "solved": "Yes, it is solved",
    "not-solved": "No, not yet",
    "unable": "I could not do this",
    "done": "Done",
    "next": "Continue",
    "unsure": "I am not sure",
    "source.host": "your program told us",
    "source.probe": "found by the check of your computer",
    "source.verified": "your program told us, signed",
    "source.answered": "follows from your answers",
}
_FOLDER: Final = Path(__file__).parent / "locale"


def word(locale: str, key: str) -> str:
    """Return the word for `key` (a key of WORDS) in `locale`, in English where that language lacks it."""
    english = WORDS[key]
    return _messages(locale).get(english) or english


@cache
def _messages(locale: str) -> Mapping[str, str]:
    file = _FOLDER / locale / "wizard.po"
    return po_messages(file) if locale.isalnum() and file.is_file() else {}
