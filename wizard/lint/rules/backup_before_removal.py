"""A removal that does not say what becomes of the customer's own work."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from wizard.lint.advice import Advised, about, advised, mentions, wording
from wizard.lint.forbidden import BACKUP
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.step import Kind, Risk, Step
from wizard.model.text import Text
from wizard.problem import Level, Place

name = "backup-before-removal"
level = Level.WARNING
summary = "A step uninstalls a program or deletes data, and says nothing of a copy."
why = (
    "Notes, bookmarks and research that a customer has collected for years can go with the program. The "
    "step says how to save them first, or that nothing is lost or that Windows makes anew what was "
    "deleted. The rule looks at steps that tell to uninstall, and at steps with `risk: data` that tell to "
    "delete or remove."
)
good: Example = {
    "tree.yaml": """\
steps:
  again:
    fix: Install the program again
    how:
      - Open `appwiz.cpl`, choose the program and press **Uninstall**.
      - Start its setup.
    warning: Your notes can get lost. Save a copy of your notes from inside the program first.
    check: The program opens.
    undo: It cannot be undone. Put your notes back in the program.
    risk: data
"""
}
bad: Example = {
    "tree.yaml": good["tree.yaml"]
    .replace("Save a copy of your notes from inside the program first.", "Go on only if you have no choice.")
    .replace(" Put your notes back in the program.", "")
}

UNINSTALL: Final = wording(
    r"\buninstall\b|\bremove (?:the |this |its )?(?:\w+ )?(?:program|application|software)\b",
    r"(?:برنامه|نرم ?افزار)\S*(?:\s+[^\s.؛]+){0,3}?\s+را\s+(?:[^\s.؛]+\s+){0,3}?(?:حذف|پاک)\s*کنید",
    r"\b[وف]?(?:احذف|أزل|ألغ تثبيت)\s+(?:ال)?برنامج",
)
DELETE: Final = wording(
    r"\b(?:delete|remove|erase|wipe|empty|discard|throw away)\b",
    r"(?:حذف|پاک|خالی)\s*کنید|دور بریزید",
    r"\b[وف]?(?:احذف|أزل|امسح|أفرغ)\b",
)
# A text with none of these words tells to remove nothing.
ABOUT: Final = about(
    "uninstall|remove|delete|erase|wipe|empty|discard|throw away|حذف|پاک|خالی|دور بریزید|أزل|ألغ تثبيت|امسح|أفرغ"
)
_MADE_ANEW: Final = wording(
    r"\bmakes? (?:a )?new ones?\b|\bmakes? (?:it|them) (?:again|anew)\b",
    r"(?:دوباره|از نو)\s+(?:\S+\s+){0,2}?می ?سازد|تازه می ?سازد",
    r"\b(?:ينشئ|يصنع)\S*\s+(?:\S+\s+){0,2}?(?:جديدة|من جديد)",
)


def check(survey: Survey) -> Iterator[Found]:
    """Yield each step that removes something with no word of a copy."""
    near = survey.mentioned(ABOUT)
    for _, step in survey.steps if near else ():
        told = _removal(step, near)
        if told is None or any(_reassures(text) for text in step.texts()):
            continue
        text, advice = told
        message = f"`{advice.words}`: nothing here says what to save first, or that nothing is lost"
        yield Found(
            survey.spot(text, advice.written), message, "say so in `warning:` or as the first of `how:`"
        )


def _removal(step: Step, near: Collection[Place]) -> tuple[Text, Advised] | None:
    """Return the first place in a fix or task that tells to remove something; None when there is none.

    `near` are the places of the texts that mention one of the words `ABOUT` it; no other is looked at.
    """
    if step.kind not in (Kind.FIX, Kind.DO):
        return None
    patterns = (UNINSTALL, DELETE) if step.risk is Risk.DATA else (UNINSTALL,)
    for text in (step.title, *(variant.text for variant in step.how)):
        if text.place not in near:
            continue
        for pattern in patterns:
            for advice in advised(text.source, pattern, lines="/how" in text.context):
                return text, advice
    return None


def _reassures(text: Text) -> bool:
    return mentions(text.source, BACKUP) or mentions(text.source, _MADE_ANEW)
