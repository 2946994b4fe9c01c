"""A text of which YAML silently dropped the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "text-cut"
level = Level.ERROR
summary = "YAML cut a text: at ` #`, at a comma in braces, or at a colon."
why = (
    "Unquoted, YAML takes ` #` for the beginning of a remark, a comma in { } or [ ] for the end of the "
    "text, and a colon with a space behind it for a key. Customers would read half a sentence. Remarks "
    "stand on a line of their own."
)
good: Example = {
    "tree.yaml": """\
steps:
  code:
    tell: "Look for error #1603 in the message."
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  code:
    tell: Look for error #1603 in the message.
"""
}

_SHOWN: Final = 60


def _dropped(text: str, lines: list[str]) -> str:
    """Return what stands behind the last word of a text, from its `#` on; `lines` begin with that of the text."""
    behind = re.compile(rf"{re.escape(text.split()[-1])}[ \t]+(#.*)")
    return next((found[1].strip() for line in lines if (found := behind.search(line))), "#")


def check(survey: Survey) -> Iterator[Found]:
    """Yield each ` # …` behind an unquoted text; behind other values it is an ordinary remark."""
    if not survey.loaded.cuts:
        return
    texts = {text.place for by_context in survey.texts.values() for text in by_context.values()}
    for path, cuts in survey.loaded.cuts.items():
        lines = survey.loaded.sources[path].text.split("\n")
        for cut in cuts:
            place = cut.place
            if place in texts:
                dropped = _dropped(cut.text, lines[place.line - 1 :])
                whole = f"{cut.text} {dropped}"
                shown = whole if len(whole) <= _SHOWN else f"{whole[: _SHOWN - 1]}…"
                message = f"the text ends before ` {dropped[:_SHOWN]}`: YAML takes that for a remark"
                yield Found(place, message, f'quote it: "{shown}" – or put the remark on a line of its own')
