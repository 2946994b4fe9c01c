"""The player's own words, in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from wizard.words import word

_FOLDER: Final = Path(__file__).parents[1] / "locale"

PLAYER_WORDS: Final[Mapping[str, str]] = {
    "skip": "Skip to the content",
    "language": "Language",
    "person": "Talk to a person",
    "before": "The page before",
    "back": "Back",
    "all-guides": "All problems that we can help with",
    "offline": "This file works without a network.",
    "made": "Made on %(day)s",
    "home": "What is the trouble?",
    "describe": "Describe it in your own words, or type the number of the error",
    "search": "Search",
    "lead": "Choose what looks most like it. You get short questions and are shown, one step at a time, what to do. "
    "If nothing helps, a person takes over and sees what you have tried.",
    "fits": "What fits best",
    "nothing": "We found nothing that fits",
    "fewer": "Write fewer or other words: what you see on the screen, or the number of the error. Or look among the "
    "guides by what you were doing.",
    "stages": "What were you doing?",
    "all": "All",
    "other": "Other",
    "channels": "Other ways to reach us",
    "clock": "Times are by this clock: %(place)s",
    "hours": "%(days)s from %(opens)s to %(closes)s",
    "step": "Step %(num)s",
    "risk.setting": "This changes a setting of Windows.",
    "risk.security": "This touches the protection of your computer.",
    "risk.data": "This can delete data.",
    "restart": "The computer will restart",
    "restart-file": "Copy the address of this step first, or print the page, so that you can go on here afterwards.",
    "copy-address": "Copy the address of this step",
    "copied": "It is copied.",
    "not-copied": "That did not work here. The text is marked now: copy it with Ctrl and C.",
    "print": "Print this page",
    "warning": "Before you begin",
    "what-to-do": "What to do",
    "undo": "If you want to undo it",
    "why": "Why this can help",
    "check": "You will see it worked when",
    "did-it-help": "Did it help?",
    "does-that-answer": "Does that answer it?",
    "have-you-done": "Have you done it?",
    "tick": "Tick everything that fits.",
    "or": "or",
    "continue": "Continue",
    "earlier": "Your earlier answer",
    "problem": "There is a problem",
    "error": "Error:",
    "choose": "Choose an answer",
    "choose-one": "Choose at least one answer",
    "type-text": "Type the answer as the question describes it",
    "type-range": "Type a number from %(least)s to %(most)s",
    "type-version": "Type numbers with dots between them, such as 2.0.1",
    "type-number": "Type a number",
    "answers": "Your answers",
    "start-again": "Start again",
    "change": "Change",
    "off-path": "Your answer to “%(question)s” is not needed any more.",
    "not-offered": "The answer to “%(question)s” is not one of the choices any more, so it is asked again.",
    "twice": "There were two answers to “%(question)s”, so it is asked again.",
    "enough": "You have tried enough on your own.",
    "takes-over": "If you like, a person takes over now. Everything you have tried goes along, so you need not explain "
    "it again.",
    "end.solved": "Good, it is solved",
    "end.referred": "Somebody else can help you here",
    "end.ticket": "A person will look at this",
    "prevent": "So that it does not come back",
    "still-not": "It is still not right: write to us",
    "send": "Choose how to send it",
    "send-hint": "This file sends nothing by itself. What stands under “What we need to know” goes along, so you need "
    "not explain it again.",
    "scan": "With a phone that has a network",
    "scan-hint": "Point its camera at this square. It opens our request form with everything you have answered.",
    "scan-plain": "Point its camera at this square. It opens our request form. Your answers are too many for the "
    "square: read them out, or copy them.",
    "qr": "A square code that opens the request form",
    "online": "Open the request form here, if this computer has a network",
    "write": "Write an e-mail",
    "write-hint": "Your mail program opens with the text filled in.",
    "transcript": "What we need to know",
    "copy-text": "Copy the text",
    "no-channel": "Show this page to the person who looks after your computer, or take it along when you get help.",
    "nothing-found": "Nothing found",
    "no-guide": "There is no such guide in this file",
    "no-guide-hint": "The address may be from another file. Look among the guides here.",
    "revision": "Guide %(tree)s, edition %(revision)s",
    "day.sat": "Saturday",
    "day.sun": "Sunday",
    "day.mon": "Monday",
    "day.tue": "Tuesday",
    "day.wed": "Wednesday",
    "day.thu": "Thursday",
    "day.fri": "Friday",
    "needs-script": "This file needs JavaScript. Open it in a browser where that is switched on, or reach us like "
    "this:",
}
# What is said of a number: of one, of several.
PLAYER_PLURALS: Final[Mapping[str, tuple[str, str]]] = {
    "left": ("about %(num)s more", "about %(num)s more"),
    "minutes": ("about %(num)s minute", "about %(num)s minutes"),
    "found": ("%(num)s guide found", "%(num)s guides found"),
}
_COUNTED: Final = 103  # numbers whose form is told; larger ones take the form of their last two digits
# Words of the program that the player says too.
_SHARED: Final = ("solved", "source.host", "source.probe", "source.verified", "source.answered", "unsure")
_NAMES: Final = {"fa": "فارسی", "ar": "العربية", "en": "English", "ur": "اردو"}


@dataclass(frozen=True, slots=True)
class PlayerWords:
    """The words of one language by key, the forms of those with a number, and which form each number takes."""

    words: Mapping[str, str]
    plurals: Mapping[str, Sequence[str]]
    forms: Sequence[int]


def player_words(locale: str) -> PlayerWords:
    """Return the player's words in `locale`; what that lacks stays English."""
    file = _FOLDER / locale / "player.po"
    catalog = Catalog(locale="en")
    if locale.isalnum() and file.is_file():
        with file.open("rb") as content:
            catalog = read_po(content, locale=locale, charset="utf-8", abort_invalid=True)
    words = {key: _words(catalog, english) or english for key, english in PLAYER_WORDS.items()}
    plurals = {
        key: _forms(catalog, one) or several for key, several in PLAYER_PLURALS.items() for one in several[:1]
    }
    form = c2py(catalog.plural_expr)
    shared = {key: word(locale, key) for key in _SHARED}
    return PlayerWords(words | shared, plurals, [form(number) for number in range(_COUNTED)])


def _words(catalog: Catalog, english: str) -> str:
    message = catalog.get(english)
    return message.string if message and isinstance(message.string, str) else ""


def _forms(catalog: Catalog, english: str) -> Sequence[str]:
    message = catalog.get(english)
    found = message.string if message else None
    return () if found is None or isinstance(found, str) or not all(found) else found


def language_name(locale: str) -> str:
    """Return what a language calls itself, its code where that is not known."""
    return _NAMES.get(locale, locale)
