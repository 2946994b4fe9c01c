"""A translation that lost what the text has, or has what the text has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from wizard.lint.rule import Example, Found
from wizard.lint.rules import translation_missing
from wizard.lint.survey import Survey
from wizard.model.text import PLACEHOLDER
from wizard.problem import Level

name = "placeholder-lost"
level = Level.ERROR
summary = "A translation lost, or added, a {placeholder}, a `code`, a **bold** run or a link."
why = (
    "What stands in braces is filled in, what stands in `code` is typed or found on the screen as it is, "
    "and a bold run is a button: without it customers of that language cannot follow."
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
    "_locale/fa/lamp.po": _PO + 'msgstr "**On** را بزنید و بنویسید on."\n',
}

_CODE: Final = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_BOLD: Final = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*|__(?=\S).+?(?<=\S)__", re.DOTALL)
_LINK: Final = re.compile(r"\]\(\s*<?([^)\s>]+)")


def check(survey: Survey) -> Iterator[Found]:
    """Yield each shown translation that does not hold what its text holds."""
    source = survey.loaded.library.site.source_locale
    for words, place, locale, text in survey.wordings:
        if locale == source or not (_MARKS.search(text.source) or _MARKS.search(words)):
            continue
        there, here = marks(text.source), marks(words)
        told = [*(f"{mark} is lost" for mark in there - here), *(f"{mark} is added" for mark in here - there)]
        if told:
            hint = "write it just as in the source text"
            yield Found(place, f"in `{text.context}` {', '.join(sorted(told))}", hint)


_MARKS: Final = re.compile(r"[{`]|\*\*|__|\]\(")


def marks(words: str) -> Counter[str]:
    """Return what a translation must keep, as messages name it; of bold runs only the number counts."""
    rest = _CODE.sub(" ", words)
    found = Counter(f"`{match[2]}`" for match in _CODE.finditer(words))
    found.update(f"the placeholder {match[0]}" for match in PLACEHOLDER.finditer(rest))
    found.update(f"the link to {match[1]}" for match in _LINK.finditer(rest))
    found.update("a **bold** run" for _ in _BOLD.finditer(rest))
    return found
