"""What was meant when the keyboard stood on the other language: the same keys, read in another layout.

Layouts: Persian (Standard) and the older Persian of Windows, Arabic (101), against US English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

LAM_ALEF: Final = "لا"
_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_SAME: Final = {"ي": "ی", "ك": "ک", "ی": "ي", "ک": "ك"}


@dataclass(frozen=True, slots=True)
class Layout:
    """A keyboard: `letters` by the Latin letter or sign of their key, and `keys` the other way round."""

    letters: Mapping[str, str]
    keys: Mapping[str, str]

    def typed(self, query: str) -> str:
        """Return the letters on the keys that gave the Latin `query`; a capital without one counts as small."""
        return "".join(self.letters.get(key) or self.letters.get(key.lower(), key) for key in query)

    def meant(self, query: str) -> str:
        """Return the Latin letters on the keys that gave `query`."""
        return "".join(self.keys.get(letter, letter) for letter in query)


def _layout(row: str, more: Mapping[str, str]) -> Layout:
    letters = {**dict(zip(_KEYS, row, strict=True)), **more}
    keys = {letter: key.lower() for key, letter in reversed(letters.items())}
    same = {other: keys[letter] for other, letter in _SAME.items() if letter in keys}
    return Layout(letters, same | keys)


_SHIFT: Final = {"H": "آ", "C": "ژ", "M": "ء", "N": "أ", "B": "إ", "G": "ۀ", "V": "ؤ", "Z": "ة", "S": "ئ"}
_ROW: Final = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذد{}و./"
_PERSIAN: Final = _layout(_ROW.format("پ"), {"\\": "پ"} | _SHIFT)
_PERSIAN_OLD: Final = _layout(_ROW.format("ئ"), {"\\": "پ", "`": "پ", "H": "آ", "C": "ژ"})
_ARABIC: Final = _layout(
    "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر؟ىةوزظ",
    {"b": LAM_ALEF, "`": "ذ", "H": "أ", "Y": "إ", "N": "آ", "T": "لإ", "G": "لأ", "B": "لآ"},
)


def other_layouts(query: str, locale: str) -> tuple[str, ...]:
    """Return what `query` reads as in other layouts, the likeliest for `locale` first; never `query` itself."""
    layouts = (_ARABIC, _PERSIAN, _PERSIAN_OLD) if locale == "ar" else (_PERSIAN, _PERSIAN_OLD, _ARABIC)
    return tuple(dict.fromkeys(text for text in _readings(query, layouts) if text != query))


def _readings(query: str, layouts: tuple[Layout, ...]) -> Iterator[str]:
    letters = [letter for letter in query if letter.isalpha()]
    latin = sum(map(str.isascii, letters))
    if 2 * latin >= len(letters):
        yield from (layout.typed(query) for layout in layouts)
    if 2 * latin <= len(letters):
        yield from (layout.meant(query) for layout in layouts)
        # Lam and alef together are one key of the Arabic keyboard, and two keys as well.
        yield _ARABIC.meant(query.replace(LAM_ALEF, "b"))
