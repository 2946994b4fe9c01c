"""A walk as it goes to somebody else: without whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.known import Source
from wizard.model.tree import Tree
from wizard.query import Pair, Walk, pairs, query_string


def shared(walk: Walk) -> Walk:
    """Return `walk` without its id, its trusted context and how it came.

    What the context vouched for goes along as what the product said: nobody vouches for it where it goes.
    """
    told = {fact: _unvouched(values) for fact, values in walk.known.told.items()}
    return replace(walk, known=replace(walk.known, told=told), id=None, context=None, channel=None)


def _unvouched(values: Mapping[Source, str]) -> Mapping[Source, str]:
    if Source.VERIFIED not in values:
        return values
    rest: dict[Source, str] = {source: value for source, value in values.items() if source != Source.VERIFIED}
    return {**rest, Source.HOST: values[Source.VERIFIED]}


def shared_query(walk: Walk, tree: Tree, at: str | None = None) -> str:
    """Return the query string under which `walk` in `tree` goes to somebody else; `at` is the step to show again."""
    found: list[Pair] = pairs(shared(walk), tree, shared=True)
    return query_string([*found, ("_at", at)] if at else found)
