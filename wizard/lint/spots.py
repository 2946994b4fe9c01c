"""Where in a file a piece of a text stands."""

from __future__ import annotations

from wizard.model.text import Text
from wizard.problem import Place
from wizard.source import Source


def found_in(source: Source, text: Text, snippet: str) -> Place | None:
    """Return where `snippet` stands in the lines of a text of that file, None when it is not there as it is."""
    lines = source.text.split("\n")
    still = len(text.source)
    start = text.place.column - 1
    for number in range(text.place.line, len(lines) + 1):
        line = lines[number - 1]
        at = line.find(snippet, start)
        if at >= 0:
            return Place(source.path, number, at + 1)
        # The indicator of a block scalar (`how: |`) is no part of the text.
        still -= 0 if line[start:].strip() in ("|", "|-", ">", ">-") else len(line[start:].strip()) + 1
        start = 0
        if still <= 0:
            return None
    return None
