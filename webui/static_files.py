"""The static files, read once: compressed beforehand, addressed by their content, so never old."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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
        content = file.read_bytes()
        name = file.relative_to(folder).as_posix()
        digest.update(name.encode() + b"\0" + content)
        zipped = gzip.compress(content, 9, mtime=0) if file.suffix in _COMPRESSED else None
        found[name] = StaticFile(content, zipped, _TYPES[file.suffix])
    return StaticFiles(digest.hexdigest(), found)
