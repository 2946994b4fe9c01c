"""A translation that lost what the text has, or has what the text has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from wizard.lint.rule import Example, Found
from wizard.lint.rules import translation_missing
from wizard.lint.rules.markup_lost import CODE
from wizard.lint.survey import Survey
from wizard.model.text import PLACEHOLDER
from wizard.problem import Level

name = "placeholder-lost"
level = Level.ERROR
summary = "A translation lost, or added, a {placeholder} or a link."
why = (
    "What stands in braces is filled in, and a link leads where the text says: without it customers of that "
    "language miss the one word, or the page, that they need."
)
_LAMP = translation_missing.good["lamp.yaml"] + '    hint: "Call {site.phone}."\n'
_SITE = translation_missing.good["_site.yaml"] + "slots: {phone: {value: 1234}}\n"
_PO = (
    translation_missing.good["_locale/fa/lamp.po"]
    + """
msgctxt "lamp/switch/hint"
msgid "Call {site.phone}."
"""
)
good: Example = {
    **translation_missing.good,
    "_site.yaml": _SITE,
    "lamp.yaml": _LAMP,
    "_locale/fa/lamp.po": _PO + 'msgstr "به {site.phone} زنگ بزنید."\n',
}
bad: Example = {
    **translation_missing.good,
    "_site.yaml": _SITE,
    "lamp.yaml": _LAMP,
    "_locale/fa/lamp.po": _PO + 'msgstr "به {site.Phone} زنگ بزنید."\n',
}

_LINK: Final = re.compile(r"\]\(\s*<?([^)\s>]+)")


def check(survey: Survey) -> Iterator[Found]:
    """Yield each shown translation that does not hold what its text holds."""
    for words, place, _, text in survey.translated.wordings():
        if not (_MARKS.search(text.source) or _MARKS.search(words)):
            continue
        there, here = marks(text.source), marks(words)
        told = [*(f"{mark} is lost" for mark in there - here), *(f"{mark} is added" for mark in here - there)]
        if told:
            hint = "write it just as in the source text"
            yield Found(place, f"in `{text.context}` {', '.join(sorted(told))}", hint)


_MARKS: Final = re.compile(r"\{|\]\(")


def marks(words: str) -> Counter[str]:
    """Return what a translation must keep, as messages name it; what stands in `code` is none of it."""
    rest = CODE.sub(" ", words)
    found = Counter(f"the placeholder {match[0]}" for match in PLACEHOLDER.finditer(rest))
    found.update(f"the link to {match[1]}" for match in _LINK.finditer(rest))
    return found
