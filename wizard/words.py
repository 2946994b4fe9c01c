"""The program's own words wherever a walk or a tree is read: built-in options, ends, sources, drawings."""

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
    "probe.title": "Check of this computer",
    "probe.intro": "This was found on your computer:",
    "probe.nothing": "Nothing was found that helps us.",
    "probe.safe": "Nothing was changed, and nothing has been sent.",
    "probe.ask": "Open the help page with this? It then stands in the address of the page, so our server sees it.",
    "probe.read": "If no page opened, read this to our support, or copy it into your request:",
    "probe.which": "What is the trouble? Type its number:",
    "graph.ask": "Question",
    "graph.fix": "Fix",
    "graph.do": "Task",
    "graph.tell": "Information",
    "graph.solved": "Solved",
    "graph.ticket": "Request to a person",
    "graph.referred": "Passed on",
    "graph.tree": "Goes on in",
    "graph.only-if": "Only if",
    "graph.unasked-if": "chosen unasked if",
    "graph.and": "and",
    "graph.or": "or",
    "graph.not": "not when",
    "graph.below": "below",
    "graph.above": "above",
    "graph.at-least": "at least",
    "graph.at-most": "at most",
    "graph.typed": "What is typed",
    "graph.group": "Group",
    "graph.block": "Shared block",
    "graph.staff": "Staff only",
    "graph.restart": "Restart",
    "graph.risk-setting": "Risk: a setting",
    "graph.risk-security": "Risk: security",
    "graph.risk-data": "Risk: data",
    "graph.next": "next step",
    "graph.step": "Step",
    "graph.answers": "Answers",
    "graph.problems": "Problems",
    "graph.number": "Number",
    "graph.then": "After the last step",
    "graph.reading": "Read from top to bottom. A step whose condition does not hold is passed over.",
    "ticket.reference": "Reference",
    "ticket.topic": "Topic",
    "ticket.product": "Product",
    "ticket.version": "Version",
    "ticket.customer": "Customer",
    "ticket.phone": "Phone",
    "ticket.email": "E-mail",
    "ticket.language": "The customer's language",
    "ticket.filed": "Sent",
    "ticket.description": "In the customer's own words",
    "ticket.answers": "Asked and answered",
    "ticket.facts": "What is known",
    "ticket.fields": "From the form",
    "ticket.files": "Files",
    "ticket.page": "Page for staff",
    "ticket.more": "More from the customer",
    "told.answered": "answered by the customer",
    "told.host": "told by the program",
    "told.probe": "found by the check of the computer",
    "told.verified": "told by the program, signed",
}
_FOLDER: Final = Path(__file__).parent / "locale"
_DIGITS: Final = {"fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}


def word(locale: str, key: str) -> str:
    """Return the word for `key` (a key of WORDS) in `locale`, in English where that language lacks it."""
    english = WORDS[key]
    return _messages(locale).get(english) or english


def number(locale: str, count: int) -> str:
    """Return a whole number in the digits of `locale`."""
    return str(count).translate(_DIGITS.get(locale, {}))


@cache
def _messages(locale: str) -> Mapping[str, str]:
    file = _FOLDER / locale / "wizard.po"
    return po_messages(file) if locale.isalnum() and file.is_file() else {}
