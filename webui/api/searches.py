"""The search. What is searched for by the API is not kept: a program may ask on each key."""

from __future__ import annotations

from typing import Final

from webui import addresses
from webui.api.operation import Call, Operation, Parameter, Reply
from webui.api.values.trees import Hit, Hits
from webui.api.wording import Wording
from webui.asked import clean
from wizard.api_keys import Scope
from wizard.known import Known
from wizard.query import Walk, pairs
from wizard.rendering import direction
from wizard.search.scoring import Hit as Found
from wizard.search.search import search


def find(call: Call) -> Reply:
    """Return the trees that fit a query, best first."""
    given, words = call.given, Wording(call.services, call.locale)
    found = search(
        call.services.index,
        clean(given["q"]),
        locale=call.locale,
        product=given.get("product"),
        stage=given.get("stage"),
        as_typed=given.get("typed") == "1",
    )
    hits = tuple(_hit(call, words, one) for one in found.hits)
    return Reply(Hits(found.query, found.searched_for, call.locale, direction(call.locale), hits))


def _hit(call: Call, words: Wording, hit: Found) -> Hit:
    tree = call.services.library.customers[hit.tree]
    address = addresses.tree(call.locale, tree.id, pairs(Walk(Known(dict(hit.known))), tree))
    return Hit(
        tree=tree.id,
        title=words.line(tree.title),
        known=hit.known,
        matched=hit.matched,
        url=addresses.whole(address),
        summary=words.line(tree.summary) if tree.summary else None,
    )


SEARCH: Final = Operation(
    id="search",
    method="GET",
    path="/search",
    summary="Search",
    about="From a customer's own words or an error code to trees. Misspelt words, other digits and another keyboard "
    "layout are forgiven. What is searched for is not kept.",
    scope=Scope.WALKS_READ,
    run=find,
    answers=Hits,
    parameters=(
        Parameter("q", "The query, in the customer's own words.", required=True),
        Parameter("stage", "Only trees of this stage."),
        Parameter("product", "Only trees for this product, and those for all."),
        Parameter(
            "typed",
            "1: the query is meant as it is typed, in no other keyboard layout.",
            schema={"type": "string", "enum": ["0", "1"]},
        ),
    ),
    kept="public, max-age=60",
)
