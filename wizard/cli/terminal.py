"""The HTML that texts are rendered to -> plain lines for a terminal."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_BREAKS: Final = frozenset({"p", "li", "ul", "ol", "br", "blockquote", "pre", "div"})
_BLANKS: Final = re.compile(r"[ \t]*\n\s*")


def plain(html: str) -> str:
    """Return HTML as plain lines: items numbered or dashed, addresses of links behind their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _BLANKS.sub("\n", "".join(reader.pieces)).strip()


class _Reader(HTMLParser):
    """Gathers the pieces of text."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._lists: list[int | None] = []  # the last number of each open list, None when it is not numbered
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ol", "ul"):
            start = given.get("start") or "1"
            self._lists.append(int(start) - 1 if tag == "ol" else None)
        if tag in _BREAKS and not self._at_item():
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append(self._mark())
        if tag == "a":
            self._address = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag == "a" and self._address and "".join(self.pieces[-1:]) != self._address:
            self.pieces.append(f" ({self._address})")
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def _at_item(self) -> bool:
        """Tell whether nothing stands behind the mark of an item yet."""
        return bool(self.pieces) and self.pieces[-1] == self._last_mark()

    def _mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return self._last_mark()

    def _last_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        return "- " if number is None else f"{number}. "
