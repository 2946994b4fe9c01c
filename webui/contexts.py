"""Where an id leads that a product sends: a help page of its own (F1), an error code in any spelling, or a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl

from webui.asked import clean
from wizard.known import Known, Source
from wizard.library import Library
from wizard.query import Pair, Walk, walk_from
from wizard.search.codes import code_number, codes
from wizard.search.fold import plain
from wizard.search.index import Index
from wizard.search.search import search

# Read of an id; the file of the site has none longer.
_CHARACTERS: Final = 100
_HOST: Final = "~host"


def target(library: Library, index: Index, context: str, locale: str) -> tuple[str, Walk] | None:
    """Return the tree that `context` leads to and what it says already, None when it leads nowhere.

    First the ids of the site file, then trees, then error codes: those of the site file, then those of trees.
    """
    name = plain(clean(context)[:_CHARACTERS])
    go = {plain(key): value for key, value in library.site.go.items()}
    numbers = {number for code in codes(name) for number in code.values}
    by_code = (go[key] for key in go if numbers and code_number(key) in numbers)
    written = [go[name]] if name in go else [name] if name in library.customers else [*by_code]
    for one in written:
        tree, _, query = one.partition("?")
        if tree in library.customers:
            return tree, walk_from(parse_qsl(query, keep_blank_values=True))
    return _by_code(index, name, locale) if numbers else None


def _by_code(index: Index, name: str, locale: str) -> tuple[str, Walk] | None:
    hits = search(index, name, locale=locale, limit=1, as_typed=True).hits
    return (hits[0].tree, Walk(Known(dict(hits[0].known)))) if hits and hits[0].field == "code" else None


def told(library: Library, arguments: Iterable[Pair]) -> Mapping[str, Mapping[Source, str]]:
    """Return the facts that the product tells in an address: declared ones with a value they can have."""
    return dict(_told(library, arguments))


def _told(library: Library, arguments: Iterable[Pair]) -> Iterator[tuple[str, Mapping[Source, str]]]:
    for name, said in arguments:
        fact = library.facts.get(name.removesuffix(_HOST))
        value = fact.value(said) if fact else None
        if fact and value is not None:
            yield fact.id, {Source.HOST: value}
