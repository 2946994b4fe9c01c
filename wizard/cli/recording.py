"""What `wizard test --record` was given: an address, a query string, or the id of a real walk from the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl

import click

from wizard.errors import WizardError
from wizard.path_tests.model import PathTest
from wizard.path_tests.recording import address, from_events, from_pairs
from wizard.query import Pair, walk_from
from wizard.settings import Settings
from wizard.store import open_store

_WALK_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


class NoSuchWalk(WizardError):
    """The database has no answers of a walk {walk}. Give the id that stands behind _w= in an address."""


def walk_to_record(
    walk: str, tree: str | None, known: Sequence[str], name: str
) -> tuple[PathTest, tuple[str, ...]]:
    """Return the test of a walk, which expects nothing yet, and the answers of it that are not kept anywhere.

    `tree` goes before the one of an address; `known` are names and values besides. UsageError when no tree is named.
    """
    more = [pair for text in known for pair in parse_qsl(text.removeprefix("?"), keep_blank_values=True)]
    if _WALK_ID.fullmatch(walk):
        return _of_walk_id(walk, more, name)
    said = address(walk)
    found = tree or said.tree
    if found is None:
        raise click.UsageError("name the tree, or give the whole address of the page")
    return from_pairs(found, said.audience, (*said.pairs, *more), name), ()


def _of_walk_id(walk: str, more: Sequence[Pair], name: str) -> tuple[PathTest, tuple[str, ...]]:
    with open_store(Settings.from_environment().database_url) as store:
        found = from_events(store.events_of(walk), name)
    if found is None:
        raise NoSuchWalk(walk=walk)
    told = walk_from(more).known
    known = {fact: dict(values) for fact, values in told.told.items()}
    answers = {**found.test.answers, **told.answers}
    return replace(found.test, told=known, answers=answers), found.left_out
