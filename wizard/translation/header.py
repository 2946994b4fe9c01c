"""The head of a PO file: what a translator's editor noted there stays, what must stand there is put right."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Final

from babel.messages.pofile import denormalize, normalize

_HEAD: Final = re.compile(
    r"\A\s*(?P<comments>(?:#(?![,|~]).*\n|\n)*)(?:#,.*\n)?"
    r'msgid[ \t]+""\n(?:""\n)*msgstr[ \t]+(?P<lines>(?:[ \t]*"[^\n]*"[ \t]*\n?)+)'
)


def header(content: bytes, locale: str) -> str:
    """Return the head for the file of a language, with the lines and comments of the present one kept."""
    found = _HEAD.match(_text(content))
    present = denormalize(found["lines"]) if found else ""
    kept = dict(line.split(": ", 1) for line in present.split("\n") if ": " in line)
    must = {
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in (kept | must).items())
    comments = found["comments"].strip("\n") if found else ""
    return f"{comments}\n" * bool(comments) + f'msgid ""\nmsgstr {normalize(lines, width=0)}\n\n'


def _text(content: bytes) -> str:
    text = content.removeprefix(BOM_UTF8).decode("utf-8", "replace")
    return text.replace("\r\n", "\n")
