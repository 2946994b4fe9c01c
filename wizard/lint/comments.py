"""The comments of a YAML text: a `#` inside quotation marks, block texts or words is none. Broken YAML is read too."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Comment(NamedTuple):
    """One comment from its `#` to the end of the line; `alone`: nothing else stands in that line."""

    line: int
    column: int
    text: str
    alone: bool


def comments(text: str) -> list[Comment]:
    """Return the comments of `text`, whose lines end with a plain newline, from top to bottom."""
    scan = _Scan(text)
    while scan.at < len(text):
        scan.take_line()
    return scan.found


_BLANK: Final = re.compile(r"[ \t]*")
_MARK: Final = re.compile(r"[-?](?=[ \t\n]|\Z)")
_PROPERTY: Final = re.compile(r"[&!][^\s,\[\]{}]*(?=[ \t\n]|\Z)")
_SINGLE: Final = re.compile(r"'(?:[^']|'')*(?:'|\Z)")
_DOUBLE: Final = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)', re.DOTALL)
_BLOCK: Final = re.compile(r"[|>][-+]?([1-9]?)[-+]?(?=[ \t\n#]|\Z)")
_INDENTED: Final = re.compile(r"( *)([^\n]?)")
_PLAIN: Final = re.compile(r"(?:(?!:(?:[ \t\n]|\Z)|(?<=[ \t])#)[^\n])*")
_PLAIN_IN_BRACES: Final = re.compile(r"(?:(?!:(?:[ \t\n,\[\]{}]|\Z)|(?<=[ \t])#)[^\n,\[\]{}])+")
_KEY: Final = re.compile(r"[ \t]*:(?=[ \t\n]|\Z)")
_NONE: Final = -1


class _Scan:
    """Reads a text from left to right; `at` is where it has come to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Comment] = []
        self.parent = _NONE  # the column of the key or dash whose value comes
        self.goes_on = (
            False  # a plain text may go on in the next line, if that is indented deeper than `parent`
        )

    def take_line(self) -> None:
        """Read from the beginning of a line to the end of one: all the lines that one value takes."""
        start = self.at
        self.skip(_BLANK)
        indent = self.at - start
        if self.here() == "#":
            self.comment()
            self.goes_on = False
        elif self.here() != "\n" and self.at < len(self.text):
            if self.goes_on and indent > self.parent:
                self.plain()
            else:
                self.entry(start)
        self.end_line()

    def entry(self, start: int) -> None:
        """Read dashes, keys and the value behind them."""
        self.goes_on = False
        if self.parent >= self.at - start:
            self.parent = _NONE
        while _MARK.match(self.text, self.at):
            self.parent = self.at - start
            self.at += 1
            self.skip(_BLANK)
        key_at = self.at - start
        while self.node():
            self.parent = key_at
            self.at = self.text.index(":", self.at) + 1
            self.skip(_BLANK)
        self.skip(_BLANK)
        if self.here() == "#":
            self.comment()
            self.goes_on = False

    def node(self) -> bool:
        """Read a key or value; tell whether it was a key: a colon comes next."""
        while _PROPERTY.match(self.text, self.at):
            self.skip(_PROPERTY)
            self.skip(_BLANK)
        sign = self.here()
        if sign in ("'", '"'):
            self.skip(_SINGLE if sign == "'" else _DOUBLE)
        elif sign in ("{", "["):
            self.braces()
        elif _BLOCK.match(self.text, self.at):
            self.block()
            return False
        elif sign not in ("#", "\n", ""):
            self.plain()
        return _KEY.match(self.text, self.at) is not None

    def plain(self) -> None:
        self.skip(_PLAIN)
        self.goes_on = self.here() == "\n"
        if self.here() == "#":
            self.comment()

    def block(self) -> None:
        """Read a block text: all lines behind its first that are empty or as deep as the first with words."""
        head = _BLOCK.match(self.text, self.at)
        depth = max(self.parent, 0) + int(head[1]) if head and head[1] else 0
        self.skip(_BLOCK)
        self.skip(_BLANK)
        if self.here() == "#":
            self.comment()
        deepest = 0
        while self.at < len(self.text):
            ahead = _INDENTED.match(self.text, self.at + 1)
            indent, more = (len(ahead[1]), bool(ahead[2])) if ahead else (0, False)
            deepest = max(deepest, indent)
            if more and not depth:
                depth = max(self.parent + 1, deepest, 1)
            if more and indent < depth:
                return
            following = self.text.find("\n", self.at + 1)
            self.at = following if following >= 0 else len(self.text)

    def braces(self) -> None:
        """Read { } or [ ] with all they hold, over as many lines as that takes."""
        depth = 0
        while self.at < len(self.text):
            sign = self.here()
            if sign in "{[":
                depth += 1
                self.at += 1
            elif sign in "}]":
                depth -= 1
                self.at += 1
                if depth == 0:
                    return
            elif sign in "'\"":
                self.skip(_SINGLE if sign == "'" else _DOUBLE)
            elif sign == "#":
                self.comment()
            elif sign in " \t\n,:" or not self.word():
                self.at += 1

    def word(self) -> int:
        """Go behind a property, a mark or a plain text inside braces; return how long that was."""
        return self.skip(_PROPERTY) or self.skip(_MARK) or self.skip(_PLAIN_IN_BRACES)

    def comment(self) -> None:
        end = self.text.find("\n", self.at)
        end = end if end >= 0 else len(self.text)
        start = self.text.rfind("\n", 0, self.at) + 1
        line = self.text.count("\n", 0, self.at) + 1
        alone = not self.text[start : self.at].strip()
        self.found.append(Comment(line, self.at - start + 1, self.text[self.at : end], alone))
        self.at = end

    def end_line(self) -> None:
        """Go to the beginning of the next line; what still stands here is none of the comments."""
        end = self.text.find("\n", self.at)
        self.at = end + 1 if end >= 0 else len(self.text)

    def here(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[str]) -> int:
        """Go behind what `pattern` matches here; return how long that was."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return len(found[0]) if found else 0
