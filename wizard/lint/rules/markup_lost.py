"""A translation whose `code` or **bold** runs are not those of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from wizard.lint.rule import Example, Found
from wizard.lint.rules import translation_missing
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "markup-lost"
level = Level.ERROR
summary = "A translation lost, added or changed a `code` or a **bold** run."
why = (
    "What stands in `code` is typed or found on the screen as it is, and a bold run is a button: without it "
    "customers of that language cannot follow. Of bold runs the number must stay, since a button that "
    "is translated on the screen is translated here; but a label left in Latin letters is one of an English "
    "Windows, and must be spelt as in the text."
)
_LAMP = translation_missing.good["lamp.yaml"] + '    hint: "Press **On** and type `on`."\n'
_PO = (
    translation_missing.good["_locale/fa/lamp.po"]
    + """
msgctxt "lamp/switch/hint"
msgid "Press **On** and type `on`."
"""
)
good: Example = {
    **translation_missing.good,
    "lamp.yaml": _LAMP,
    "_locale/fa/lamp.po": _PO + 'msgstr "**On** را بزنید و بنویسید `on`."\n',
}
bad: Example = {
    **translation_missing.good,
    "lamp.yaml": _LAMP,
    "_locale/fa/lamp.po": _PO + 'msgstr "**ON** را بزنید و بنویسید on."\n',
}

CODE: Final = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__", re.DOTALL)
# Where these are the same, nothing is lost; where they are not, it takes a closer look.
_ROUGHLY: Final = re.compile(r"`[^`]*`|\*\*.+?\*\*|__.+?__|`|\*\*|__", re.DOTALL)


def check(survey: Survey) -> Iterator[Found]:
    """Yield each shown translation whose runs are not those of its text."""
    for words, place, _, text in survey.translated.wordings():
        if sorted(_ROUGHLY.findall(words)) != sorted(_ROUGHLY.findall(text.source)):
            told = [*_lost(text.source, words)]
            if told:
                hint = "write it just as in the source text"
                yield Found(place, f"in `{text.context}` {', '.join(told)}", hint)


def _lost(source: str, words: str) -> Iterator[str]:
    """Yield what differs, in words for a message."""
    there, here = _code(source), _code(words)
    yield from (f"`{run}` is lost" for run in sorted((there - here).elements()))
    yield from (f"`{run}` is added" for run in sorted((here - there).elements()))
    bold, own = _bold(source), _bold(words)
    more = len(own) - len(bold)
    if more:
        yield f"{_counted(abs(more))} {'lost' if more < 0 else 'added'}"
    elif not _is_latin(_BOLD.sub(" ", CODE.sub(" ", words))):
        renamed = Counter(run for run in own if _is_latin(run)) - Counter(bold)
        yield from (f"**{run}** is no label of the text" for run in sorted(renamed))


def _code(words: str) -> Counter[str]:
    return Counter(match[2].strip() for match in CODE.finditer(words))


def _bold(words: str) -> list[str]:
    runs = (match[1] or match[2] for match in _BOLD.finditer(CODE.sub("`", words)))
    return [" ".join(run.split()) for run in runs]


def _counted(number: int) -> str:
    return "a **bold** run is" if number == 1 else f"{number} **bold** runs are"


def _is_latin(words: str) -> bool:
    """Tell whether all letters are Latin ones, and there are some."""
    letters = [letter for letter in words if letter.isalpha()]
    return bool(letters) and all(letter < "\u0250" for letter in letters)
