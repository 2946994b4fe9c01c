"""A file as it was sent to a file as it is kept, or why it is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wizard import limits
from wizard.uploads import texts
from wizard.uploads.kinds import Kind, kind_of
from wizard.uploads.names import clean_name


class Refusal(StrEnum):
    """Why a file is not taken: empty, too large, of no kind that we take, too many points, or broken."""

    EMPTY = "empty"
    LARGE = "large"
    KIND = "kind"
    POINTS = "points"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is kept: a safe name whose ending fits, and what it is."""

    name: str
    media_type: str
    content: bytes


def accepted(name: str, content: bytes) -> Upload | Refusal:
    """Return the file as it is kept, or why it is not: a picture drawn anew, a text in UTF-8, a PDF as it is."""
    if not content:
        return Refusal.EMPTY
    if len(content) > limits.UPLOAD_BYTES:
        return Refusal.LARGE
    kind = kind_of(content)
    if kind is None:
        return _text(name, content)
    if kind is Kind.PDF:
        return Upload(clean_name(name, ".pdf"), "application/pdf", content)
    from wizard.uploads import pictures  # with all that knows pictures: nobody needs it before the first one

    try:
        drawn = pictures.redrawn(kind, content)
    except pictures.TooManyPoints:
        return Refusal.POINTS
    except pictures.Broken:
        return Refusal.BROKEN
    if len(drawn.content) > limits.UPLOAD_BYTES:
        return Refusal.LARGE
    return Upload(clean_name(name, drawn.ending), drawn.media_type, drawn.content)


def _text(name: str, content: bytes) -> Upload | Refusal:
    text = texts.read(content)
    if text is None:
        return Refusal.KIND
    ending = ".log" if name.lower().endswith(".log") else ".txt"
    return Upload(clean_name(name, ending), "text/plain; charset=utf-8", text.encode())
