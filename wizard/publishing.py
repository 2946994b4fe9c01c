"""What is served: every sound tree as it is now, and of a broken one the last good revision the store kept.

The files that all trees share (`_site`, `_facts`, `_fields`) are kept and served likewise. Drafts are not for
customers.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import Final

from wizard.library import FACTS, FIELDS, SITE, Library, Loaded, load
from wizard.loader.again import tree_again
from wizard.loader.shelf import Shelf
from wizard.model.tree import Tree
from wizard.problem import Level
from wizard.source import Source
from wizard.store import Revision, Store

# How many earlier revisions are held at once: made-up ones must not fill the memory.
_KEPT: Final = 100
# The files that all trees share. They are kept as text, under names that no tree can have.
_SHARED: Final = (SITE, FACTS, FIELDS)
_log = logging.getLogger("wizard")


@dataclass(frozen=True, slots=True)
class Served:
    """An earlier revision that goes on being served while its file is broken, and when it was kept."""

    revision: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """The library as served, what its trees share, and which trees and files are served in an earlier revision."""

    library: Library
    shelf: Shelf
    earlier: Mapping[str, Served] = field(default_factory=dict)


def publish(loaded: Loaded, store: Store, now: datetime) -> Published:
    """Keep every sound tree's and shared file's revision, and return the library to serve."""
    store.keep_revisions(_shared_files(loaded, now))
    loaded, shared = with_last_good_files(loaded, store)
    library = loaded.library
    store.keep_revisions(
        Revision(name, tree.revision, now, now, json.dumps(tree.meaning.composed(), ensure_ascii=False))
        for name, tree in library.trees.items()
        if not tree.draft
    )
    good = last_good(loaded, store)
    trees: dict[str, Tree] = {**library.trees, **{name: tree for name, (tree, _) in good.items()}}
    served = library.with_trees(trees)
    for_customers = {name: tree for name, tree in served.customers.items() if not tree.draft}
    earlier = {**shared, **{name: served for name, (_, served) in good.items()}}
    return Published(replace(served, customers=for_customers), loaded.shelf, earlier)


def with_last_good_files(loaded: Loaded, store: Store) -> tuple[Loaded, dict[str, Served]]:
    """Return the folder as it is with the last good text of each broken shared file, and which of them those are.

    What the store does not know, or this program cannot read any more, stays as far as it is right.
    """
    kept = {
        name: revision
        for name in _SHARED
        if _broken(loaded, name) and (revision := store.last_revision(name)) is not None
    }
    texts = {name: text for name, one in kept.items() if (text := _text(one)) is not None}
    again = load(loaded.folder, loaded.shown, instead=texts) if texts else loaded
    unread = [name for name in texts if _broken(again, name)]
    for name in unread:
        _log.warning("an earlier revision of %s cannot be read: this program refuses it", name)
        del texts[name]
    if unread:
        again = load(loaded.folder, loaded.shown, instead=texts) if texts else loaded
    return again, {name: Served(kept[name].revision, kept[name].at) for name in texts}


def _shared_files(loaded: Loaded, now: datetime) -> Iterator[Revision]:
    """Yield the sound shared files as they are kept."""
    for name in _SHARED:
        source = _source(loaded, name)
        if source is not None and not _broken(loaded, name):
            digest = blake2b(source.text.encode(), digest_size=5).hexdigest()
            yield Revision(name, digest, now, now, json.dumps(source.text, ensure_ascii=False))


def _source(loaded: Loaded, name: str) -> Source | None:
    return loaded.sources.get(f"{loaded.shown}/{name}.yaml")


def _broken(loaded: Loaded, name: str) -> bool:
    source = _source(loaded, name)
    return source is not None and any(
        found.path == source.path and found.level is Level.ERROR for found in loaded.problems
    )


def _text(kept: Revision) -> str | None:
    """Return the text of a shared file that was kept; None, noted in the log, when it is none."""
    try:
        text = json.loads(kept.composed)
    except ValueError:
        text = None
    if isinstance(text, str):
        return text
    _log.warning("an earlier revision of %s cannot be read", kept.tree)
    return None


def last_good(loaded: Loaded, store: Store) -> dict[str, tuple[Tree, Served]]:
    """Return, of each broken tree the store knows a good revision of, that tree and when it was kept."""
    found = {}
    for name in loaded.broken:
        kept = store.last_revision(name)
        tree = _again(name, kept.composed, loaded.shelf) if kept else None
        if kept and tree:
            found[name] = (tree, Served(kept.revision, kept.at))
    return found


class Revisions:
    """Trees as they were served earlier, read from the store once each."""

    def __init__(self, shelf: Shelf, store: Store) -> None:
        self._shelf = shelf
        self._store = store
        self._kept: dict[tuple[str, str], Tree | None] = {}

    def tree(self, tree: str, revision: str) -> Tree | None:
        """Return a tree as it was in `revision`, None when that is not known or cannot be read now."""
        key = (tree, revision)
        if key not in self._kept:
            composed = self._store.composed(tree, revision)
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = _again(tree, composed, self._shelf) if composed else None
        return self._kept[key]

    def since(self, tree: str, revision: str) -> Mapping[str, str] | None:
        """Return the fingerprints of a tree's steps in `revision`, None when that is not known."""
        then = self.tree(tree, revision)
        return then.fingerprints if then else None


def _again(name: str, composed: str, shelf: Shelf) -> Tree | None:
    """Return the tree that the store kept; None, noted in the log, when this program cannot make it."""
    try:
        return tree_again(name, json.loads(composed), shelf)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        _log.warning("an earlier revision of %s cannot be read: %r", name, error)
        return None
