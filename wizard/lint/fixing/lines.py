"""A file as lines that can be changed one by one: line ends, a byte order mark and all else stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

_END: Final = re.compile(r"(\r\n|\r|\n)")
_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file and how each one ends; numbers count from 1, as in problems."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]
    mark: str = ""

    @classmethod
    def of(cls, content: bytes) -> Lines | None:
        """Return the lines of a file, None when it is not UTF-8."""
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return None
        mark = _ORDER_MARK if text.startswith(_ORDER_MARK) else ""
        pieces = _END.split(text.removeprefix(mark))
        return cls(tuple(pieces[::2]), (*pieces[1::2], ""), mark)

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return (self.mark + "".join(map(str.__add__, self.texts, self.ends))).encode()

    def line(self, number: int) -> str:
        """Return a line without its end, "" when there is none of that number."""
        return self.texts[number - 1] if 0 < number <= len(self.texts) else ""

    def with_line(self, number: int, text: str) -> Lines:
        """Return the lines with one of them changed."""
        return replace(self, texts=(*self.texts[: number - 1], text, *self.texts[number:]))

    def arranged(self, first: int, order: list[range]) -> Lines:
        """Return the lines with the pieces `order` (ranges of numbers) one after the other from line `first` on.

        The pieces together are the lines from `first` to the last of them; the last line keeps its end or lack of one.
        """
        numbers = [number - 1 for piece in order for number in piece]
        until = first - 1 + len(numbers)
        whole = next((end for end in self.ends if end), "\n")
        texts = [self.texts[number] for number in numbers]
        ends = [self.ends[number] or whole for number in numbers]
        ends[-1] = self.ends[until - 1]
        return replace(
            self,
            texts=(*self.texts[: first - 1], *texts, *self.texts[until:]),
            ends=(*self.ends[: first - 1], *ends, *self.ends[until:]),
        )
