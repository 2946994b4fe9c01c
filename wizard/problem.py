"""What a writer did wrong, as a value: where it stands, which rule saw it, and what to type instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a problem matters: an error stops a tree from being trusted, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A spot in a file: path relative to the trees folder, line and column counted from 1 (0 = unknown)."""

    path: str
    line: int = 0
    column: int = 0


# Names and values in the order in which a customer comes by them, named as in a query string: `windows~host` was
# told by the product, `<tree>:<step>` was answered in an earlier tree.
Walk = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. Problems sort by file, line, column, rule: the order in which a writer reads them.

    `walk` is the shortest one that shows it, for what only a walk can show.
    """

    path: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    hint: str = ""
    walk: Walk = ()


def problem_at(
    place: Place, rule: str, message: str, hint: str = "", level: Level = Level.ERROR, walk: Walk = ()
) -> Problem:
    """Return the problem that `rule` found at `place`."""
    return Problem(place.path, place.line, place.column, rule, level, message, hint, walk)
