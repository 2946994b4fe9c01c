"""Where walks stand in the trees served. A stand follows from tree and answers alone, so one found is kept.

Most customers give the answers that others gave before them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Final

from wizard.journey import Since, Stand, stand
from wizard.model.tree import Tree
from wizard.query import Walk
from wizard.recent import Recent

# Stands kept at a time, a few kilobytes each; made-up answers must not fill the memory.
ROOM: Final = 512


class Stands:
    """Finds where walks stand in `trees`; `since` tells the fingerprints of earlier revisions.

    With no `room` every stand is found afresh.
    """

    def __init__(self, trees: Mapping[str, Tree], since: Since, room: int = ROOM) -> None:
        self._trees = trees
        self._since = since
        self._kept: Recent[Stand] = Recent(room)

    def stand(self, tree_id: str, walk: Walk) -> Stand:
        """Return where the walk stands, jumps followed. KeyError when there is no such tree."""
        key = (tree_id, key_of(walk))
        found = self._kept.get(key)
        return _of(walk, found or self._kept.keep(key, stand(self._trees, tree_id, walk, self._since)))

    def here(self, tree_id: str, walk: Walk) -> Stand:
        """Return where the walk stands in this very tree, even when it would lead on to another one."""
        key = (tree_id, key_of(walk), "here")
        found = self._kept.get(key)
        if found is None:
            walked = {name: self._trees[name] for name in (*walk.via, tree_id) if name in self._trees}
            found = self._kept.keep(key, stand(walked, tree_id, walk, self._since))
        return _of(walk, found)


def key_of(walk: Walk) -> Hashable:
    """Return what decides where a walk stands, and what its pages say: all of it but whose walk it is."""
    known = walk.known
    told = [(name, *sorted(values.items())) for name, values in known.told.items()]
    return (
        tuple(sorted(known.answers.items())),
        tuple(sorted(told)),
        tuple(known.earlier.items()),
        walk.revision,
        walk.via,
        walk.at,
        walk.dropped,
    )


def _of(walk: Walk, found: Stand) -> Stand:
    return replace(found, walk=replace(found.walk, id=walk.id, context=walk.context))
