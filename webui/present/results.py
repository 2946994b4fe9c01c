"""What a search found, as cards with the words that matched."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from markupsafe import Markup

from webui import addresses
from webui.asked import Asked, shortened
from webui.services import Services
from webui.views.home import Card, Results
from webui.views.parts import Anchor
from wizard.known import Known
from wizard.query import Walk, pairs
from wizard.search.fold import tokens
from wizard.search.scoring import Hit
from wizard.search.search import Found
from wizard.search.stems import stem

_SPACES: Final = re.compile(r"(\s+)")


def results(services: Services, locale: str, asked: Asked, found: Found) -> Results:
    """Return what to show of `found`, best first."""
    words = services.words[locale]
    filtered = asked.product is not None or asked.stage is not None
    everywhere = addresses.home(locale, [("q", shortened(asked.query))])
    return Results(
        query=asked.query,
        cards=tuple(_card(services, locale, hit) for hit in found.hits),
        searched_for=found.searched_for,
        instead=_instead(locale, asked) if found.instead_of is not None else None,
        everywhere=Anchor(everywhere, Markup.escape(words("Search in everything"))) if filtered else None,
        person_url=person_url(locale, asked),
        from_program=asked.from_program,
    )


def person_url(locale: str, asked: Asked) -> str:
    """Return the address of the request form that begins with the query."""
    return addresses.ticket(locale, None, [("q", shortened(asked.query))] if asked.query else ())


def _instead(locale: str, asked: Asked) -> Anchor:
    return Anchor(addresses.home(locale, [*asked.pairs(), ("_typed", "1")]), Markup.escape(asked.query))


def _card(services: Services, locale: str, hit: Hit) -> Card:
    tree = services.library.customers[hit.tree]
    stems = _stems(" ".join(hit.matched))
    title = services.renderer.plain(tree.title, locale, {})
    summary = services.renderer.plain(tree.summary, locale, {})
    seen = _stems(f"{title} {summary}")
    return Card(
        url=addresses.tree(locale, tree.id, pairs(Walk(Known(dict(hit.known))), tree) if hit.known else ()),
        title=marked(title, stems),
        summary=marked(summary, stems) if summary else None,
        matched=tuple(word for word in hit.matched if _stems(word).isdisjoint(seen)),
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(token) for token in tokens(text))


def marked(text: str, stems: Collection[str]) -> Markup:
    """Return a plain text with each word marked that has one of `stems`."""
    return Markup("").join(_pieces(text, stems))


def _pieces(text: str, stems: Collection[str]) -> Iterator[Markup]:
    for piece in _SPACES.split(text):
        escaped = Markup.escape(piece)
        yield Markup("<mark>{}</mark>").format(escaped) if not _stems(piece).isdisjoint(stems) else escaped
