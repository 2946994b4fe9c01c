"""Pictures are drawn anew: upright, without what cameras write into them, and never decoded when they are too large."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from wizard.limits import PICTURE_SIDE, UPLOAD_BYTES
from wizard.uploads import Refusal, Upload, accepted

RED, BLUE = (200, 30, 30), (30, 30, 200)


def written(picture: Image.Image, form: str, **more: Any) -> bytes:
    to = BytesIO()
    picture.save(to, form, **more)
    return to.getvalue()


def kept(content: bytes, name: str = "photo") -> tuple[Upload, Image.Image]:
    upload = accepted(name, content)
    assert isinstance(upload, Upload), upload
    return upload, Image.open(BytesIO(upload.content))


def two_halves(mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (60, 40), RED)
    picture.paste(BLUE, (0, 20, 60, 40))
    return picture.convert(mode)


@pytest.mark.parametrize(
    ("form", "mode", "media_type", "ending"),
    [
        ("PNG", "RGB", "image/png", ".png"),
        ("PNG", "P", "image/png", ".png"),
        ("PNG", "RGBA", "image/png", ".png"),
        ("JPEG", "RGB", "image/jpeg", ".jpg"),
        ("JPEG", "CMYK", "image/jpeg", ".jpg"),
        ("GIF", "P", "image/png", ".png"),
        ("WEBP", "RGB", "image/jpeg", ".jpg"),
        ("WEBP", "RGBA", "image/png", ".png"),
        ("BMP", "RGB", "image/png", ".png"),
    ],
)
def test_each_kind_of_picture_comes_out_as_png_or_jpeg_of_the_same_look(form, mode, media_type, ending):
    source = two_halves(mode)
    if mode == "RGBA":
        source.putpixel((0, 0), (0, 0, 0, 0))
    upload, seen = kept(written(source, form), "my picture.anything")
    assert (upload.media_type, seen.size) == (media_type, (60, 40))
    assert upload.name == f"my picture.anything{ending}"
    above, below = (seen.convert("RGB").getpixel((30, row)) for row in (5, 35))
    assert above[0] > above[2] and below[2] > below[0]  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "I;16"])
def test_grey_pictures_keep_their_light(mode):
    picture = Image.new("L", (4, 4), 255).convert("I").point(lambda value: value * 257).convert("I;16")
    source = picture if mode == "I;16" else Image.new(mode, (4, 4), 255)
    _, seen = kept(written(source, "PNG"))
    assert seen.convert("L").getpixel((1, 1)) == 255


def test_a_photo_is_turned_as_the_camera_held_it_and_keeps_neither_place_nor_words():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    exif[0x010F] = "A maker of cameras"
    exif.get_ifd(0x8825)[1] = "N"
    photo = written(two_halves(), "JPEG", exif=exif, comment=b"secret words", icc_profile=b"profile" * 20)
    assert b"A maker of cameras" in photo and b"secret words" in photo
    upload, seen = kept(photo)
    assert seen.size == (40, 60)
    assert not dict(seen.getexif())
    assert not any(words in upload.content for words in (b"maker", b"secret", b"profile", b"Exif"))


def test_what_png_and_webp_carry_besides_the_picture_is_gone():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "secret words")
    exif = Image.Exif()
    exif[0x010F] = "A maker of cameras"
    for content in (
        written(two_halves(), "PNG", pnginfo=words, exif=exif),
        written(two_halves("RGBA"), "WEBP", exif=exif, xmp=b"<x>secret words</x>"),
    ):
        upload, seen = kept(content)
        assert not any(hidden in upload.content for hidden in (b"secret", b"maker"))
        assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_stands_behind_a_picture_is_gone():
    upload, _ = kept(written(two_halves(), "PNG") + b"<script>alert(1)</script>PK\x03\x04")
    assert b"<script>" not in upload.content and b"PK\x03\x04" not in upload.content


def test_a_large_photo_is_made_smaller_and_a_large_screenshot_keeps_its_points():
    large = Image.new("RGB", (PICTURE_SIDE + 1_000, 300), RED)
    _, photo = kept(written(large, "JPEG"))
    _, screen = kept(written(large, "PNG"))
    assert photo.size[0] == PICTURE_SIDE
    assert screen.size == large.size


def test_of_a_film_the_first_picture_is_kept():
    frames = [Image.new("RGB", (8, 8), colour).convert("P") for colour in (RED, BLUE)]
    _, seen = kept(written(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert getattr(seen, "n_frames", 1) == 1
    assert seen.convert("RGB").getpixel((4, 4))[0] > 150  # type: ignore[index]


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def webp_that_claims(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


@pytest.mark.parametrize(
    "content",
    [
        png_that_claims(100_000, 100_000),
        png_that_claims(7_072, 7_072),
        webp_that_claims(16_383, 16_383),
        b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(20),
        b"BM" + bytes(12) + struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0),
    ],
    ids=["png", "png just above", "webp", "gif", "bmp"],
)
def test_a_picture_of_too_many_points_is_refused_by_its_header(content):
    assert accepted("bomb", content) in (Refusal.POINTS, Refusal.BROKEN)


def test_the_header_of_a_png_alone_says_that_it_is_too_large():
    assert accepted("bomb.png", png_that_claims(100_000, 100_000)) is Refusal.POINTS


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_broken_picture_is_refused_wherever_it_breaks(form):
    whole = written(two_halves(), form)
    for part in (20, len(whole) // 2):
        assert accepted("photo.png", whole[:part]) in (Refusal.BROKEN, Refusal.KIND)


def test_what_only_begins_like_a_picture_is_refused():
    for beginning in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP"):
        assert accepted("photo.png", beginning + b"<script>alert(1)</script>" * 20) is Refusal.BROKEN


def test_a_file_of_too_many_bytes_is_refused():
    assert accepted("large.log", b"a" * (UPLOAD_BYTES + 1)) is Refusal.LARGE
    assert isinstance(accepted("large.log", b"a" * UPLOAD_BYTES), Upload)
