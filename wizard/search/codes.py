"""Error codes in what people type: numbers in any digits and forms, and who speaks them in the words around.

A setup has two voices with the same numbers: the InstallShield launcher and Windows Installer. 1608 and 1628 mean
something else in each. HRESULT arithmetic: severity and facility in the upper half, for facility 7 the Windows
error in the lower (winerror.h).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wizard.search.fold import fold, plain
from wizard.search.stems import ERROR_WORDS

INSTALLER: Final = range(1000, 3000)  # numbers that setups use
_MOST: Final = 4  # codes read from one query
_WIN32: Final = 0x8007_0000
_UNSIGNED: Final = 1 << 32
_SIGN: Final = 1 << 31

_CODE: Final = re.compile(
    r"(?P<hex>0x[0-9a-f]{1,8})(?![0-9a-z])"
    r"|(?<![0-9a-z])(?P<bare>[8c]00[0-9a-f]{5})(?![0-9a-z])"
    r"|(?<![0-9])(?P<signed>-[0-9]{7,10}|214[0-9]{7}-?)(?![0-9])"
    r"|(?<![0-9])(?P<unsigned>[23][0-9]{9})(?![0-9])"
    r"|(?<![0-9.])(?P<number>[0-9]{3,5})(?![0-9]|\.[0-9])"
)
# What stands beside a number that is a code.
_BESIDE: Final = ERROR_WORDS | frozenset(fold("شماره رقم number no").split())
_THOUSANDS: Final = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")


class Voice(StrEnum):
    """Which program speaks in a message of a setup."""

    LAUNCHER = "InstallShield"
    INSTALLER = "Windows Installer"


# What only one of the two says, folded.
_SIGNS: Final = {
    Voice.LAUNCHER: tuple(
        map(fold, ("installdriver", "installshield", "install shield", "idriver", "اینستال شیلد"))
    ),
    Voice.INSTALLER: tuple(
        map(
            fold,
            (
                *(
                    "windows installer",
                    "msi",
                    "msiexec",
                    "unknown property",
                    "invalid table",
                    "unknown table",
                ),
                *("invalid or unknown table", "ویندوز اینستالر", "ويندوز إنستالر"),
            ),
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code as one number. `win32` is the Windows error inside an HRESULT. `sure`: nothing else could be meant."""

    value: int
    text: str
    sure: bool
    win32: int | None = None

    @property
    def values(self) -> tuple[int, ...]:
        """The numbers by which trees may name it, the nearest first."""
        return (self.value,) if self.win32 is None else (self.value, self.win32)

    @property
    def signed(self) -> str:
        """The number as dialogs print it: an HRESULT with its minus sign."""
        return str(self.value - _UNSIGNED if self.value >= _SIGN else self.value)


def codes(query: str) -> list[Code]:
    """Return the codes in `query`, in order; at most four. Three- and five-digit numbers count beside an error word."""
    text = _THOUSANDS.sub("", plain(query))
    found: dict[int, Code] = {}
    for match in _CODE.finditer(text):
        code = _code(match, text)
        if code is not None and code.value not in found and len(found) < _MOST:
            found[code.value] = code
    return list(found.values())


def code_number(written: str) -> int | None:
    """Return the number of a code as a writer wrote it in a tree, None for what is no number."""
    match = _CODE.fullmatch(plain(written).strip())
    if match is None:
        return None
    return _value(match)


def voice(texts: Iterable[str]) -> Voice | None:
    """Return who speaks in these folded texts, None when both or neither do."""
    padded = [f" {text} " for text in texts]
    heard = [
        speaker
        for speaker, signs in _SIGNS.items()
        if any(f" {sign} " in text for sign in signs for text in padded)
    ]
    return heard[0] if len(heard) == 1 else None


def _code(match: re.Match[str], text: str) -> Code | None:
    value = _value(match)
    shown = match.group()
    if match["number"] is None:
        win32 = value & 0xFFFF if value & 0xFFFF_0000 == _WIN32 else None
        return Code(
            value, shown.strip("-") if match["signed"] is None else str(value - _UNSIGNED), True, win32
        )
    near = not _BESIDE.isdisjoint(fold(text[max(0, match.start() - 20) : match.end() + 12]).split())
    marked = text[match.start() - 1 : match.start()] == "#"
    alone = not any(map(str.isalpha, text))
    if len(shown) != 4 and not (near or marked or alone):
        return None
    return Code(value, shown, near or marked or alone)


def _value(match: re.Match[str]) -> int:
    if match["hex"] or match["bare"]:
        return int(match.group(), 16)
    value = int(match.group().strip("-"))
    negative = match["signed"] is not None and (
        "-" in match.group() or value < _SIGN
    )  # the sign gets lost in copying
    return _UNSIGNED - value if negative else value
