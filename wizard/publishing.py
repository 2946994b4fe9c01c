"""What is served: every sound tree as it is now, and of a broken one the last good revision the store kept.

Drafts are not for customers.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from wizard.library import Library, Loaded
from wizard.loader.again import tree_again
from wizard.loader.shelf import Shelf
from wizard.model.tree import Tree
from wizard.store import Revision, Store

# How many earlier revisions are held at once: made-up ones must not fill the memory.
_KEPT: Final = 100
_log = logging.getLogger("wizard")


@dataclass(frozen=True, slots=True)
class Served:
    """An earlier revision that goes on being served while its tree is broken, and when it was kept."""

    revision: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """The library as served, and which trees of it are served in an earlier revision."""

    library: Library
    earlier: Mapping[str, Served] = field(default_factory=dict)


def publish(loaded: Loaded, store: Store, now: datetime) -> Published:
    """Keep every sound tree's revision, and return the library to serve."""
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
    earlier = {name: served for name, (_, served) in good.items()}
    return Published(replace(served, customers=for_customers), earlier)


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
