"""What tests take from Markdown pages: fenced blocks, `code`, prose. So they can do what a page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = (*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md")

_FENCE = re.compile(r"^```(?P<info>[^`\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (?P<path>[\w./-]+\.yaml)\n")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: the words behind the opening fence, what stands inside, and where (page:line)."""

    info: str
    text: str
    place: str

    @property
    def language(self) -> str:
        """The first word behind the fence."""
        return self.info.partition(" ")[0]

    @property
    def file(self) -> str | None:
        """The path that a file's first line names (`# question-marks.yaml`), None for a piece of a file."""
        named = _FILE.match(self.text) if self.language == "yaml" else None
        return named["path"] if named else None


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(found["info"].strip(), found["text"], f"{page.relative_to(ROOT).as_posix()}:{line}")


def prose(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def page(name: str) -> str:
    """Return the text of a page in docs/."""
    return (DOCS / name).read_text("utf-8")


def spans(text: str) -> set[str]:
    """Return what stands in `code`."""
    return set(re.findall(r"`([^`\n]+)`", text))
