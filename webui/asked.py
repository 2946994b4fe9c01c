"""What the home page is asked for in its address: a search, a stage, a product. What does not fit is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from wizard.library import Library
from wizard.query import Pair

# Read of a query; search itself reads less of a long one.
_CHARACTERS: Final = 4_000
# Of a query that goes into an address: what stays well below what an address may have.
_ADDRESS_BYTES: Final = 1_800
_HALF_SPACE: Final = "\u200c"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search (empty: none) and filters; `as_typed`: not in another keyboard layout; `from_program`: by `/go/`."""

    query: str = ""
    product: str | None = None
    stage: str | None = None
    as_typed: bool = False
    from_program: bool = False

    def pairs(self, *, query: str | None = None, stage: str | None = None) -> list[Pair]:
        """Return it as an address has it, with another query or stage if one is given (`""`: without)."""
        wanted = (
            ("q", shortened(self.query if query is None else query)),
            ("product", self.product or ""),
            ("stage", (self.stage or "") if stage is None else stage),
        )
        return [(name, value) for name, value in wanted if value]


def asked(arguments: Mapping[str, str], library: Library) -> Asked:
    """Return what the names and values of an address ask for. A stage or product that is not there is not asked for."""
    product, stage = arguments.get("product"), arguments.get("stage")
    return Asked(
        query=clean(arguments.get("q", "")),
        product=product if product in library.site.products else None,
        stage=stage if stage in library.site.stages else None,
        as_typed=arguments.get("_typed") == "1",
        from_program=arguments.get("_go") == "1",
    )


def clean(query: str) -> str:
    """Return a query in one line, without what only steers a screen; empty when nothing of it can be seen."""
    line = " ".join(query[:_CHARACTERS].split())
    seen = "".join(sign for sign in line if sign.isprintable() or sign == _HALF_SPACE).strip()
    return seen if seen.strip(_HALF_SPACE + " ") else ""


def shortened(query: str) -> str:
    """Return as much of a query as an address carries."""
    if len(quote(query)) <= _ADDRESS_BYTES:
        return query
    room = _ADDRESS_BYTES
    for at, sign in enumerate(query):
        room -= len(quote(sign))
        if room < 0:
            return query[:at]
    return query
