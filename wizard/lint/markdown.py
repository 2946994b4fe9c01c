"""What Markdown makes of a text: raw HTML, links and pictures in it, whatever tricks they are spelt with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token


class _Unjudging(MarkdownIt):
    """Keeps every link, the dangerous ones above all: they are to be told, not to be passed over."""

    def validateLink(self, url: str) -> bool:
        return True


# What every piece of HTML, every link and every picture is written with.
HTML_SIGNS: Final = ("<",)
LINK_SIGNS: Final = ("](", "]:", "<")
PICTURE_SIGNS: Final = ("![",)

_MARKDOWN: Final = _Unjudging("commonmark")


def html(words: str) -> tuple[str, ...]:
    """Return the pieces of raw HTML in a text; what stands in `code` is none."""
    if not _has(words, HTML_SIGNS):
        return ()
    return tuple(
        token.content.strip() for token in _tokens(words) if token.type in ("html_inline", "html_block")
    )


def links(words: str) -> tuple[str, ...]:
    """Return the addresses of the links in a text, those of addresses in <…> too."""
    if not _has(words, LINK_SIGNS):
        return ()
    return tuple(str(token.attrGet("href")) for token in _tokens(words) if token.type == "link_open")


def pictures(words: str) -> tuple[str, ...]:
    """Return the addresses of the pictures in a text."""
    if not _has(words, PICTURE_SIGNS):
        return ()
    return tuple(str(token.attrGet("src")) for token in _tokens(words) if token.type == "image")


def _has(words: str, signs: Collection[str]) -> bool:
    return any(sign in words for sign in signs)


@lru_cache(maxsize=64)
def _tokens(words: str) -> tuple[Token, ...]:
    return tuple(_flat(_MARKDOWN.parse(words)))


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or ())
