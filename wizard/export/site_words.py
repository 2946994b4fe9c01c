"""The words of the static pages in each language: those of the player, and some of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from wizard.export.words import player_words
from wizard.translation.catalogs import po_messages

SITE_WORDS: Final[Mapping[str, str]] = {
    "whole": "This is the whole guide. The guided version asks what fits, and shows you only what you need.",
    "start": "Start the guided version",
    "go-on-step": "go on with step %(num)s",
    "go-on-guide": "go on with this guide:",
    "then-solved": "then it is solved",
    "then-referred": "somebody else can help you here",
    "then-ticket": "a person will look at this",
    "afterwards": "Afterwards",
    "nothing-helped": "If nothing has helped",
    "missing": "This page is not here",
    "if-answer": "If the answer to “%(question)s” is: %(answers)s",
    "unless-answer": "Not if the answer to “%(question)s” is: %(answers)s",
    "if-no-help": "If “%(question)s” did not help",
    "some-cases": "Only in some cases; the guided version knows in which.",
    "mistyped": "The address may be mistyped, or the page has moved.",
}
_FOLDER: Final = Path(__file__).parents[1] / "locale"


@cache
def site_words(locale: str) -> Mapping[str, str]:
    """Return the words by key; those that a language lacks are English."""
    file = _FOLDER / locale / "site.po"
    messages = po_messages(file) if locale.isalnum() and file.is_file() else {}
    own = {key: messages.get(english) or english for key, english in SITE_WORDS.items()}
    return {**player_words(locale).words, **own}
