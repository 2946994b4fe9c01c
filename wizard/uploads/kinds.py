"""Which kind of file some bytes are, by their first ones alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """A kind of file that is told by its first bytes; pictures are called as pillow calls them."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WEBP"
    BMP = "BMP"
    PDF = "PDF"


# What a browser offers to choose from. Without it phones send pictures of kinds that few programs open.
ACCEPT: Final = ".png,.jpg,.jpeg,.gif,.webp,.bmp,.pdf,.txt,.log"

_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"%PDF-", Kind.PDF),
)
# Lengths of the headers of a bitmap: "BM" alone may begin a text too.
_BITMAP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})


def kind_of(content: bytes) -> Kind | None:
    """Return the kind, None for any other: a text too, which no first bytes tell."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    header = int.from_bytes(content[14:18], "little")
    if content[:2] == b"BM" and content[6:10] == bytes(4) and header in _BITMAP_HEADERS:
        return Kind.BMP
    return None
