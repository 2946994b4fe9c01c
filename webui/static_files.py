"""The static files, read once: ours without comments, compressed beforehand, addressed by content, so never old."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import rcssmin
import rjsmin

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
_COMPRESSED: Final = frozenset({".css", ".js", ".svg", ".txt"})
# What others made is served as they made it.
_OTHERS: Final = "vendor/"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file: its bytes, the same gzipped (None where that gains nothing), and its type."""

    content: bytes
    zipped: bytes | None
    type: str


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """All files by path, and the version that stands in their addresses."""

    version: str
    files: Mapping[str, StaticFile]

    @property
    def prefix(self) -> str:
        """The beginning of every file's address, ends in "/"."""
        return f"/static/{self.version}/"


def static_files(folder: Path) -> StaticFiles:
    """Return the files under `folder` whose types are known."""
    found = {}
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.suffix not in _TYPES:
            continue
        name = file.relative_to(folder).as_posix()
        content = file.read_bytes() if name.startswith(_OTHERS) else _bare(file)
        digest.update(name.encode() + b"\0" + content)
        zipped = gzip.compress(content, 9, mtime=0) if file.suffix in _COMPRESSED else None
        found[name] = StaticFile(content, zipped, _TYPES[file.suffix])
    return StaticFiles(digest.hexdigest(), found)


def _bare(file: Path) -> bytes:
    """Return a file of ours without what browsers do not read: comments and indentation."""
    if file.suffix not in (".css", ".js"):
        return file.read_bytes()
    text = file.read_text(encoding="utf-8")
    made: str = rcssmin.cssmin(text) if file.suffix == ".css" else rjsmin.jsmin(text)
    return made.encode()
