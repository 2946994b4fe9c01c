"""Where walks stand in the trees served. A stand follows from tree and answers alone, so one found is kept.

Most customers give the answers that others gave before them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

from wizard.journey import Since, Stand, stand
from wizard.model.tree import Tree
from wizard.query import Walk, is_usual
from wizard.recent import Recent

# Stands kept at a time, a few kilobytes each; made-up answers must not fill the memory.
ROOM: Final = 2_048


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
        return _of(walk, self._kept.get(key) or self._keep(key, walk, self._trees))

    def here(self, tree_id: str, walk: Walk) -> Stand:
        """Return where the walk stands in this very tree, even when it would lead on to another one."""
        key = (tree_id, key_of(walk), "here")
        found = self._kept.get(key)
        if found is None:
            walked = {name: self._trees[name] for name in (*walk.via, tree_id) if name in self._trees}
            found = self._keep(key, walk, walked)
        return _of(walk, found)

    def _keep(self, key: tuple[Any, ...], walk: Walk, trees: Mapping[str, Tree]) -> Stand:
        """Find where a walk stands in `trees`, and keep that unless somebody made the walk up."""
        found = stand(trees, key[0], walk, self._since)
        return self._kept.keep(key, found) if is_usual(walk) else found


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
    return Stand(found.tree, found.walk.of(walk), found.position, found.dropped, found.jumped)
