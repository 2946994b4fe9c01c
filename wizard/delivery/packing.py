"""Packs a parcel for one helpdesk: one line where it takes one, no sign that does harm, nothing too long for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wizard.delivery.helpdesk import Enclosure, Parcel

# What turns the reading direction of text around it. Isolates end with their line, so lines of text may keep them.
_OVERRIDES: Final = "\u202a-\u202e"
_ISOLATES: Final = "\u2066-\u2069"
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
_NOT_IN_TEXT: Final = re.compile(f"[{_CONTROLS}{_OVERRIDES}]")
_NOT_IN_LINE: Final = re.compile(f"[{_CONTROLS}{_OVERRIDES}{_ISOLATES}]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"[\s\x1f]+")
_NOT_IN_NAME: Final = re.compile(r'[/\\:*?"<>|]')
_PERSONAL: Final = re.compile(r"[^\s<>\"'(:,]+@[^\s<>\"'),;]+|\d[\d -]{5,}\d")
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}")
NAME: Final = 150
CUT: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a helpdesk takes, all in bytes of UTF-8: of a subject, of a text, of one file and of all of them."""

    subject: int
    text: int
    file: int
    files: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel's subject, text and files as the helpdesk takes them."""

    subject: str
    text: str
    files: tuple[Enclosure, ...]


def packed(parcel: Parcel, bounds: Bounds, tag: str = "") -> Packed:
    """Return what of the parcel fits; `tag` stands behind its subject whole. Files left out are named in the text."""
    ending = f" [{tag}]" if tag else ""
    files, left_out = _fitting(parcel, bounds)
    notes = "".join(f"\n⚠ {file.name} ({len(file.content):,} B) → {parcel.url}" for file in left_out)
    return Packed(
        one_line(parcel.subject, bounds.subject - len(ending.encode())) + ending,
        lines(parcel.text, bounds.text - len(notes.encode())) + notes,
        files,
    )


def one_line(text: str, limit: int) -> str:
    """Return `text` as one line of at most `limit` bytes, without signs that hide or turn what stands there."""
    line = _NOT_IN_LINE.sub("", _SPACES.sub(" ", _LINE_ENDS.sub(" ", text)))
    return _cut(_SPACES.sub(" ", line).strip(), limit)  # again: what was taken out may have parted two


def lines(text: str, limit: int) -> str:
    """Return `text` with plain line ends, without control signs, in at most `limit` bytes."""
    return _cut(_NOT_IN_TEXT.sub("", _LINE_ENDS.sub("\n", text)).strip("\n"), limit)


def reason(words: str) -> str:
    """Return what somebody says of a refusal for logs and staff: one line, addresses and long numbers left out."""
    return one_line(_PERSONAL.sub("…", words), 200)


def reason_of(error: Exception) -> str:
    """Return what an error says, see `reason`; its kind when it says nothing."""
    return reason(str(error)) or type(error).__name__


def file_name(name: str) -> str:
    """Return a name for a file: one line, no path, its ending kept when it is too long."""
    plain = _NOT_IN_NAME.sub("_", one_line(name, 10 * NAME)).strip(". ") or "file"
    if len(plain.encode()) <= NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > 10:
        return _beginning(plain, NAME)
    return _beginning(stem, NAME - len(f".{ending}".encode())) + dot + ending


def _fitting(parcel: Parcel, bounds: Bounds) -> tuple[tuple[Enclosure, ...], list[Enclosure]]:
    kept: list[Enclosure] = []
    left_out: list[Enclosure] = []
    room = bounds.files
    for file in parcel.enclosures:
        size = len(file.content)
        fits = size <= min(bounds.file, room)
        room -= size if fits else 0
        (kept if fits else left_out).append(_plain(file))
    return tuple(kept), left_out


def _plain(file: Enclosure) -> Enclosure:
    known = _MEDIA_TYPE.fullmatch(file.media_type)
    media_type = file.media_type if known else "application/octet-stream"
    return Enclosure(file_name(file.name), media_type, file.content)


def _cut(text: str, limit: int) -> str:
    if len(text.encode()) <= limit:
        return text
    return _beginning(text, limit - len(CUT.encode())).rstrip() + CUT


def _beginning(text: str, limit: int) -> str:
    """Return as many signs of the text as fit into so many bytes."""
    return text.encode()[: max(limit, 0)].decode(errors="ignore")
