"""Advice that harms the computer it is meant to help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from wizard.lint.advice import Advised, advised, first_in_each, mentions, plain
from wizard.lint.forbidden import FORBIDDEN, Forbidden
from wizard.lint.rule import Example, Found
from wizard.lint.sheets import Wording
from wizard.lint.survey import Survey
from wizard.model.text import Text
from wizard.problem import Level, Place

name = "forbidden-advice"
level = Level.ERROR
summary = "A text advises what can spoil a computer or leaves it without protection."
why = (
    "Customers do what a help page says. So none says, in any language: edit `ACP` under `Nls\\CodePage` "
    "by hand; switch the antivirus, the firewall, DEP or UAC off for good (to pause it is allowed in a "
    "step that also says when it is switched on again); change the DCOM permissions of the whole "
    "computer; give Everyone full control; `icacls … /reset`; fetch a DLL, ISScript.msi or a repair tool "
    "from elsewhere than the disc, the publisher or Microsoft; bring secdrv.sys back; strip short (8.3) "
    "names; format a drive or run `chkdsk /f` with no word of a copy in the same step; use a crack. The "
    "rule reads sentences in English, Persian and Arabic; what a sentence denies (“Never …”) or asks is "
    "not advice."
)
good: Example = {
    "tree.yaml": """\
steps:
  antivirus:
    fix: Pause the antivirus for ten minutes
    how:
      - Pause the antivirus and run setup. Never switch it off for good.
    warning: The computer is without protection meanwhile.
    undo: Switch the protection on again.
    after: See that the protection is on again.
    check: Setup ends without a message.
    risk: security
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  antivirus:
    fix: Run setup without hindrance
    how:
      - Switch the antivirus off and run setup.
    warning: The computer is without protection then.
    undo: Nothing needs to be undone.
    check: Setup ends without a message.
    risk: security
"""
}


# What customers answer (labels of options, values of facts) tells what is or was, and advises nothing.
_ANSWER: Final = re.compile(r"/options\.[^.]+$|^facts/.*/values\.")
# Most texts have none of the words that any advice is about, and most files neither.
_ABOUT: Final = frozenset(word for one in FORBIDDEN for word in one.about)


class _Page(NamedTuple):
    """The texts that a customer reads together: those of a step, or one alone."""

    place: Place
    locale: str


def check(survey: Survey) -> Iterator[Found]:
    """Yield each piece of forbidden advice in a text or a translation of one."""
    found = [
        (wording, *advised) for wording in survey.read.mentioning(_ABOUT) for advised in _advised(wording)
    ]
    pages = _pages(survey) if found else {}
    words = _words(survey, pages) if found else {}
    for wording, forbidden, advice in found:
        if not _allowed(forbidden, advice, words[_page(wording, pages)]):
            place = survey.spot(wording.text, advice.written, wording.place)
            yield Found(place, f"`{advice.words}`: {forbidden.reason}", forbidden.instead)


def _advised(wording: Wording) -> Iterator[tuple[Forbidden, Advised]]:
    if _ANSWER.search(wording.text.context):
        return
    text = plain(wording.words)
    for forbidden in FORBIDDEN:
        if forbidden.may_be_in(text):
            told = advised(wording.words, forbidden.pattern, lines="/how" in wording.text.context)
            for advice in first_in_each(told):
                yield forbidden, advice


def _allowed(forbidden: Forbidden, advice: Advised, page: str) -> bool:
    """Tell whether what else is said, in the sentence or on the page, makes it harmless."""
    if forbidden.always is not None and forbidden.always.search(advice.sentence):
        return False
    if forbidden.source is not None and forbidden.source.search(advice.sentence):
        return True
    return forbidden.excuse is not None and mentions(page, forbidden.excuse)


def _pages(survey: Survey) -> Mapping[Text, Place]:
    """Return the step that each text of a step belongs to, by the step's place."""
    return {text: step.place for _, step in survey.steps for text in step.texts()}


def _page(wording: Wording, pages: Mapping[Text, Place]) -> _Page:
    return _Page(pages.get(wording.text, wording.text.place), wording.locale)


def _words(survey: Survey, pages: Mapping[Text, Place]) -> Mapping[_Page, str]:
    """Return all that is said on each page."""
    said: dict[_Page, list[str]] = {}
    for wording in survey.read.wordings():
        said.setdefault(_page(wording, pages), []).append(wording.words)
    return {page: "\n".join(words) for page, words in said.items()}
