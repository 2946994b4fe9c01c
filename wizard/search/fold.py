"""One spelling for what people type in many: letters, marks, digits and half-spaces of three languages -> tokens.

Index and query go through the same function. Which letters are one letter: see the Unicode code charts for Arabic,
and what Persian and Arabic keyboards produce for the same word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

ZWNJ: Final = "\u200c"
QUESTION_MARKS: Final = "????"  # the token of letters that were lost
BOXES: Final = "□□□"
MOJIBAKE: Final = "mojibake"  # the token of letters shown in a wrong table: ÓáÇã

# Written apart or together, they are one word.
_JOINED: Final = {
    ("check", "sum"): "checksum",
    ("num", "lock"): "numlock",
    ("install", "driver"): "installdriver",
    ("چک", "سام"): "چکسام",
}
FIRST_OF_TWO: Final = frozenset(first for first, _ in _JOINED)

_SAME: Final = {
    **dict.fromkeys("يىېۍێےۓ", "ی"),
    **dict.fromkeys("كګڪڬ", "ک"),
    **dict.fromkeys("ةہۃەھۀۂ", "ه"),
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    "ؤ": "و",
    "ئ": "ی",
    "ء": None,
    "ـ": None,
    "؟": "?",
    "\ufffd": "?",
    **dict.fromkeys("□▯◻☐", "□"),
    **dict.fromkeys("−–—‐‑‒﹣", "-"),
    **dict.fromkeys("'’‘ʼ´`", None),
    "¬": ZWNJ,  # older Persian texts in Word have it for a half-space
    "\u200b": ZWNJ,
    **dict.fromkeys("\u200d\u00ad\ufeff\u061c\u200e\u200f", None),
    **{chr(code): None for code in (*range(0x202A, 0x202F), *range(0x2060, 0x206A))},
    **{chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)},
}
_TABLE: Final = str.maketrans(_SAME)
_ASCII_TABLE: Final = str.maketrans({"'": None, "`": None})
_TOKEN: Final = re.compile(r"0x[0-9a-f]{1,16}|[0-9]+|[a-z]+|\?{2,}|□{2,}|[^\W\d_a-z]+")
_LOST: Final = re.compile(r"[^\W\d_]\?+[^\W\d_]")
_ENDING: Final = re.compile(r"(?<=[^\s?])\?+(?=\W*$)")
# Windows-1256 read as 1252, and UTF-8 read as 1252.
_WRONG_TABLE: Final = re.compile(r"[À-ÿ]{3,}|(?:[ØÙÛÚ]\S){2,}")
_CACHED: Final = 40  # characters of a word at most that is worth remembering


def fold(text: str) -> str:
    """Return the tokens of `text` with a space between them; folding that again changes nothing. Never raises."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """Return the words, numbers and signs of `text` in one spelling; a half-space parts them like a space."""
    found: list[str] = []
    for word in text.split():
        found.extend(parts(word))
    return joined(found)


def joined(found: Sequence[str]) -> list[str]:
    """Return tokens with the pairs made one that are one word (check sum)."""
    if FIRST_OF_TWO.isdisjoint(found):
        return list(found)
    return list(_pairs_joined(found))


def parts(word: str) -> tuple[str, ...]:
    """Return the tokens of one word, which holds no space."""
    return _parts(word) if len(word) <= _CACHED else _parts_of(word)


def plain(text: str) -> str:
    """Return `text` with letters and digits in one spelling, everything else as it stands; half-spaces stay."""
    if text.isascii():
        return text.lower().translate(_ASCII_TABLE)
    for _ in range(2):  # taking letters apart and making them small each bring work for the other
        text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(map(_letter, text.translate(_TABLE)))


def _letter(letter: str) -> str:
    if letter.isalnum() or letter.isascii():
        return letter
    return "" if unicodedata.category(letter) in ("Mn", "Me", "Cs", "Cc") else letter


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    return _parts_of(word)


def _parts_of(word: str) -> tuple[str, ...]:
    if not word.isascii() and _WRONG_TABLE.fullmatch(word.strip('.,:;!?()[]«»"')):
        return (MOJIBAKE,)
    text = plain(word)
    if "?" not in text and "□" not in text:
        return tuple(_TOKEN.findall(text))
    if _LOST.search(text):  # what is left of the word is no word
        return (QUESTION_MARKS,)
    text = _ENDING.sub("", text)  # question marks behind a word only ask
    return tuple(map(_sign, _TOKEN.findall(text)))


def _sign(token: str) -> str:
    return {"?": QUESTION_MARKS, "□": BOXES}.get(token[0], token)


def _pairs_joined(found: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(found):
        pair = _JOINED.get((found[at], found[at + 1])) if at + 1 < len(found) else None
        yield pair or found[at]
        at += 2 if pair else 1
