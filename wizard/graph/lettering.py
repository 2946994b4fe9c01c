"""How wide a text will be, where it is broken into lines, and how foreign runs in a line are kept together.

No font is at hand where a picture is made, and it is not known which one a reader has. So widths are those of a wide
one (DejaVu Sans, and Noto Kufi for Arabic letters), and other fonts leave a little more room.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

# Hundredths of the size of the letters, and which letters are that wide. Arabic ones count as in the middle of words.
_TABLE: Final = {
    30: "'IJijlآأإا،؛",
    35: " ,./:;\\f|",
    40: "!()-[]t‹›“”‘’",
    45: "r",
    50: '"*_`ءلنى؟۰۱۲۶۷۸۹٠١٢٤٦٧٨٩',
    55: "?csz",
    60: "FLPkvxyؤئبةتثجحخدذرزعغمويپچژی۳۴۵٣٥«»",
    65: "$0123456789ESTYabdeghnopqu{}",
    70: "ABCKRVXZفقكهکگ",
    75: "HNU",
    80: "&DGOQ",
    85: "#+<=>^w~",
    90: "Mطظ",
    95: "%",
    100: "@Wmسشصض",
}
_WIDTHS: Final = {letter: width / 100 for width, letters in _TABLE.items() for letter in letters}
_OTHERS: Final = 0.8
_WIDE: Final = 1.05  # Chinese and Japanese signs, pictures
_BOLD: Final = 1.13
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})

_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_LTR_RUN: Final = re.compile(rf"[0-9]*[{_LATIN}](?:[^{_RTL}]*[{_LATIN}0-9])?[\\/%]*[)\]]?")
_RTL_RUN: Final = re.compile(rf"[{_RTL}](?:[^{_LATIN}0-9]*[{_RTL}])?[)\]]?")
_OPENED: Final = {")": "(", "]": "["}


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text will be at most, in the unit of `size`, the size of its letters."""
    return sum(map(_letter, words)) * size * (_BOLD if bold else 1)


def _letter(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHERS


def wrapped(words: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines that fit into `room`; a word that does not fit alone is broken."""
    lines = [""]
    for word in _CONTROLS.sub("", words).split():
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size, bold=bold) <= room:
            lines[-1] = joined
        else:
            pieces = list(_pieces(word, room, size, bold))
            lines += pieces if lines[-1] else []
            lines = lines if lines[0] else pieces
    return tuple(lines)


def _pieces(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """Yield a word in pieces that fit; signs that belong to the letter before stay with it."""
    piece = ""
    for letter in word:
        if piece and _letter(letter) and width(piece + letter, size, bold=bold) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def isolated(line: str, *, rtl: bool) -> str:
    """Return a line with its runs of the other direction kept together: paths, names of keys, quoted letters."""
    mark, run = (_LRI, _LTR_RUN) if rtl else (_RLI, _RTL_RUN)
    return run.sub(lambda found: _marked(found[0], mark), _CONTROLS.sub("", line))


def set_apart(line: str, *, rtl: bool) -> str:
    """Return a line that reads right wherever it stands: as a whole in its own direction, its runs in theirs."""
    return f"{_RLI if rtl else _LRI}{isolated(line, rtl=rtl)}{_PDI}"


def _marked(run: str, mark: str) -> str:
    """Return a run kept together; a bracket at its end belongs to it only if it was opened in it."""
    opened = _OPENED.get(run[-1])
    if opened is None or run.count(opened) == run.count(run[-1]):
        return f"{mark}{run}{_PDI}"
    return f"{mark}{run[:-1]}{_PDI}{run[-1]}"
