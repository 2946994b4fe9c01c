"""Pictures drawn anew: turned as the camera held them, without place, time, owner or anything hidden behind them."""

from __future__ import annotations

import threading
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from wizard import limits
from wizard.uploads.kinds import Kind

# One picture at a time is in memory; the next one of this process waits.
_ONE_AT_A_TIME: Final = threading.Lock()
_QUALITY: Final = 88
_SIDES: Final = (limits.PICTURE_SIDE, limits.PICTURE_SIDE)
_GREY: Final = frozenset({"1", "L", "I", "F", "I;16", "I;16L", "I;16B", "I;16N"})

# Pillow looks at the points by itself where it would take memory for them at once; it need only say so.
Image.MAX_IMAGE_PIXELS = limits.PICTURE_POINTS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class TooManyPoints(Exception):
    """A picture has more points than are decoded."""


class Broken(Exception):
    """What begins like a picture is none."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture made anew: its bytes, what it is and the ending of its name."""

    content: bytes
    media_type: str
    ending: str


def redrawn(kind: Kind, content: bytes) -> Drawn:
    """Return the first picture of a file, as PNG; photos as JPEG, the longer side at most 4,096 points.

    Raises TooManyPoints, before anything is decoded, and Broken.
    """
    with _ONE_AT_A_TIME:
        try:
            with Image.open(BytesIO(content), formats=(kind,)) as opened:
                if opened.width * opened.height > limits.PICTURE_POINTS:
                    raise TooManyPoints
                return _encoded(_upright(opened, kind), kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise TooManyPoints from None
        except TooManyPoints:
            raise
        except Exception as error:  # whatever a decoder says of what a stranger sent, it is no picture
            raise Broken from error


def _upright(opened: Image.Image, kind: Kind) -> Image.Image:
    if kind is Kind.JPEG:
        opened.draft("RGB", _SIDES)  # larger photos are decoded at half or a quarter of their size
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    if kind is Kind.JPEG:
        upright.thumbnail(_SIDES)
    return upright


def _encoded(picture: Image.Image, kind: Kind) -> Drawn:
    see_through = picture.has_transparency_data
    photo = kind is Kind.JPEG or (kind is Kind.WEBP and not see_through)
    mode = "RGBA" if see_through else "L" if picture.mode in _GREY else "RGB"
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value / 256)
    clean = picture.convert(mode)
    clean.info = {}
    written = BytesIO()
    if photo:
        clean.save(written, "JPEG", quality=_QUALITY)
        return Drawn(written.getvalue(), "image/jpeg", ".jpg")
    clean.save(written, "PNG")
    return Drawn(written.getvalue(), "image/png", ".png")
