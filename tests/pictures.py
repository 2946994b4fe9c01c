"""Takes the pictures of the README from the real server in a real browser: `python -m tests.pictures`."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, ROOT, executable, serving

FOLDER = ROOT / "docs" / "pictures"
STEP = "digits-instead-of-letters?where=everywhere&keys=right-side"
WIDTH, HEIGHT = 760, 1310
COLOURS = 256

Pixel = tuple[int, ...]


def take() -> None:
    """Write one picture for each language."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(ROOT / "trees", Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=ARGUMENTS)
        for locale in ("fa", "en"):
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            page.goto(f"{site}/{locale}/{STEP}", wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            (FOLDER / f"step-{locale}.png").write_bytes(with_palette(page.screenshot()))
        browser.close()


def with_palette(png: bytes) -> bytes:
    """Return an 8-bit picture as one with a palette; rare colours become the nearest frequent one."""
    width, height, rows = pixels(png)
    frequent = [colour for colour, _ in Counter(pixel for row in rows for pixel in row).most_common(COLOURS)]
    at = {colour: number for number, colour in enumerate(frequent)}
    lines = bytearray()
    for row in rows:
        lines.append(0)
        for pixel in row:
            number = at.get(pixel)
            if number is None:
                number = at[pixel] = at[min(frequent, key=lambda colour: distance(colour, pixel))]
            lines.append(number)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(colour) for colour in frequent)
    parts = (
        chunk(b"IHDR", head),
        chunk(b"PLTE", palette),
        chunk(b"IDAT", zlib.compress(lines, 9)),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def distance(one: Pixel, other: Pixel) -> int:
    """Return how far apart two colours are, squared."""
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each chunk."""
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def pixels(png: bytes) -> tuple[int, int, list[list[Pixel]]]:
    """Return width, height and rows of red, green and blue."""
    parts = list(chunks(png))
    width, height, depth, colour = struct.unpack(">IIBB", parts[0][1][:10])
    assert depth == 8 and colour in (2, 6)
    size = 3 if colour == 2 else 4
    packed = zlib.decompress(b"".join(content for kind, content in parts if kind == b"IDAT"))
    rows, above = [], bytes(width * size)
    for start in range(0, len(packed), width * size + 1):
        above = unfiltered(packed[start], packed[start + 1 : start + 1 + width * size], above, size)
        rows.append([tuple(above[at : at + 3]) for at in range(0, width * size, size)])
    return width, height, rows


def unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    """Return a line of a PNG without its filter (0 to 4 of the PNG specification, section 9)."""
    done = bytearray(line)
    for at, value in enumerate(line):
        left = done[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        guess = (0, left, above[at], (left + above[at]) // 2, paeth(left, above[at], corner))[kind]
        done[at] = (value + guess) & 255
    return bytes(done)


def paeth(left: int, above: int, corner: int) -> int:
    """Return the neighbour that is nearest to left + above - corner."""
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


if __name__ == "__main__":
    take()
