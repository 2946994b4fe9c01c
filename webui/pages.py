"""Pages just shown, kept for the next customer with the same answers: a page follows from its address alone.

Most of a page stands on others too, or in it many times over: its frame, and the answers in every link. Pages are kept
as pieces, so that each such piece is held once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from wizard.recent import Recent

# Pages kept at a time, three kilobytes or so each; made-up answers must not fill the memory.
ROOM: Final = 2_048
# Pieces known at a time, by the room for pages: of a thousand pages about eight each are not on others.
_PIECES: Final = 16
# Stands where the walk's id belongs; it could be one itself, and no text holds it.
_WHOSE: Final = b"walk--of--whoever-asks"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as sent, and its address."""

    content: bytes
    address: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page in pieces. At the places `walks` the query of its walk belongs, at the places `ids` the walk's id."""

    pieces: tuple[bytes, ...]
    walks: tuple[int, ...]
    ids: tuple[int, ...]
    query: bytes
    address: str

    def shown(self, walk_id: str) -> Shown:
        """Return the page for the walk of that id."""
        own = walk_id.encode()
        query = self.query.replace(_WHOSE, own)
        pieces = list(self.pieces)
        for at in self.walks:
            pieces[at] = query
        for at in self.ids:
            pieces[at] = own
        return Shown(b"".join(pieces), self.address.replace(_WHOSE.decode(), walk_id))


class Pages:
    """The pages shown last. With no `room` every page is made afresh."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: Recent[_Kept] = Recent(room)
        self._known: dict[bytes, bytes] = {}
        self._most = room * _PIECES

    def shown(self, key: Hashable, walk_id: str, make: Callable[[str], Shown]) -> Shown:
        """Return the page of `key` for the walk of that id.

        `key` is all that the page follows from but the id; `make` makes it for an id.
        """
        if not self._most:
            return make(walk_id)
        kept = self._kept.get(key) or self._kept.keep(key, self._cut(make(_WHOSE.decode())))
        return kept.shown(walk_id)

    def _cut(self, page: Shown) -> _Kept:
        if len(self._known) > self._most:
            self._known.clear()  # pages kept already hold their pieces themselves
        query = str(escape(page.address.partition("?")[2])).encode() or _WHOSE
        pieces = [self._known.setdefault(piece, piece) for piece in _pieces(page.content, query)]
        walks = tuple(at for at, piece in enumerate(pieces) if piece == query)
        ids = tuple(at for at, piece in enumerate(pieces) if piece == _WHOSE)
        return _Kept(tuple(pieces), walks, ids, query, page.address)


def _pieces(content: bytes, query: bytes) -> Iterator[bytes]:
    """Yield a page in pieces: its lines, cut where the query of its walk stands, or the walk's id."""
    for number, part in enumerate(content.split(query)):
        if number:
            yield query
        for count, rest in enumerate(part.split(_WHOSE)):
            if count:
                yield _WHOSE
            yield from rest.splitlines(keepends=True)
