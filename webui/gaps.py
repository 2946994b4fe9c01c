"""What is kept of a search, so that writers see what customers look for: folded, short, nothing personal."""

from __future__ import annotations

import logging
import re
from typing import Final

from webui.services import Services
from wizard.search.fold import fold, plain
from wizard.store import Search, StoreError

HOME: Final = "home"
GO: Final = "go"
CHARACTERS: Final = 100
_ADDRESS: Final = "@"
_NUMBER: Final = "#"
_READ: Final = 2_000
# What a product sends as the id of a help page or an error; longer numbers are not left in it either.
_CONTEXT: Final = re.compile(r"(?!.*[0-9]{7})[a-z][a-z0-9._-]*|[0-9]{1,6}")
_PERSONAL: Final = re.compile(
    r"(?P<address>\S+@\S+|\b(?:https?://|www\.)\S+|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![0-9a-z]))"
    r"|(?P<code>\b0x[0-9a-f]{1,8}\b)"
    r"|(?P<number>\b(?=[a-z-]*\d)[0-9a-z]{3,8}(?:-[0-9a-z]{3,8}){2,}\b"
    r"|\+?\d(?:[\s().-]{0,2}\d){8,}|\d{5,})"
)
_log = logging.getLogger("wizard.web")


def kept_query(query: str) -> str:
    """Return `query` as it may be kept: numbers of more than four digits are `#`, addresses `@`.

    Mail, web and network addresses, serial numbers and telephone numbers are masked; error codes like 0x80070643
    stay. At most `CHARACTERS` characters, folded as search folds.
    """
    text = plain(query[:_READ])
    parts: list[str] = []
    at = 0
    for match in _PERSONAL.finditer(text):
        kind = match.lastgroup
        masked = match[0] if kind == "code" else _ADDRESS if kind == "address" else _NUMBER
        parts += [fold(text[at : match.start()]), masked]
        at = match.end()
    parts.append(fold(text[at:]))
    return " ".join(" ".join(part for part in parts if part).split())[:CHARACTERS].strip()


def kept_context(context: str) -> str:
    """Return the id that a product sent as it may be kept: what looks like one as it is, else as a query."""
    text = plain(context[:_READ]).strip()
    return text[:CHARACTERS] if _CONTEXT.fullmatch(text) else kept_query(context)


def record(found: Services, source: str, locale: str, query: str, hits: int) -> None:
    """Keep a search; while the store does not answer, the customer goes on without."""
    try:
        found.store.record_search(Search(found.clock(), source, locale, query, hits))
    except StoreError as error:
        _log.error("a search was not recorded: %s", error)
