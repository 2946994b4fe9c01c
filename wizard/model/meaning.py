"""What a tree means, as short hashes: a revision of the whole, a fingerprint of each step.

They are made when somebody first asks, since only what is served needs them; a linter never does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Marks(NamedTuple):
    """The hashes: of the whole, and of each step by its id."""

    revision: str
    fingerprints: Mapping[str, str]


_NO_MARKS = Marks("", {})


class Meaning:
    """The meaning of a tree as written, the same for all its audiences; equal when the hashes are."""

    __slots__ = ("_composed", "_made", "_marks")

    def __init__(
        self, composed: Callable[[], dict[str, Any]], marks: Callable[[dict[str, Any]], Marks]
    ) -> None:
        self._composed: Callable[[], dict[str, Any]] | None = composed
        self._marks = marks
        self._made: Marks | None = None

    @property
    def marks(self) -> Marks:
        """The hashes."""
        if self._made is None:
            self._made = self._marks(self.composed()) if self._composed else _NO_MARKS
        return self._made

    def composed(self) -> dict[str, Any]:
        """Return the plain data from which the tree can be made again without its files; not after `settle`."""
        assert self._composed is not None
        return self._composed()

    def settle(self) -> None:
        """Make the hashes, and let go of the data they are made of, which need not stay while a tree is served."""
        self._made = self.marks
        self._composed = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Meaning) and self.marks == other.marks

    def __hash__(self) -> int:
        return hash(self.marks.revision)


def meaningless() -> Meaning:
    """Return the meaning of a tree that was put together in memory only."""
    return Meaning(dict, lambda composed: _NO_MARKS)
