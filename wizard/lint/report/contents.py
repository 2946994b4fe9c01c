"""What a report holds, whatever shape it is printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Protocol

from wizard.problem import Place, Problem


class Earlier(Protocol):
    """The last good revision of a broken tree, and when it was kept."""

    @property
    def revision(self) -> str:
        """Its short hash."""

    @property
    def at(self) -> datetime:
        """When it was kept."""


class Stop(NamedTuple):
    """One value of a walk: its name as in a query string, and the place of the step or fact that bears it."""

    name: str
    value: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


@dataclass(frozen=True, slots=True)
class ShownWalk:
    """The walk that shows a problem, and the command that walks it ("" where no tree can be named)."""

    stops: tuple[Stop, ...]
    command: str = ""


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


@dataclass(frozen=True, slots=True)
class Report:
    """Problems, what is listed beside them, and the trees served in an earlier revision.

    Beside them stand empty slots and passed days of review; `strict` counts those too.

    `texts` are the files with problems, by path, for excerpts; `walks` are those of the problems that have one.
    """

    problems: Sequence[Problem]
    empty_slots: Sequence[Problem] = ()
    served: Mapping[str, Earlier] = field(default_factory=dict)
    strict: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    walks: Mapping[Problem, ShownWalk] = field(default_factory=dict)
    passed_reviews: Sequence[Problem] = ()

    @property
    def beside(self) -> Sequence[Problem]:
        """What is listed and not counted, unless `strict`."""
        return (*self.empty_slots, *self.passed_reviews)

    @property
    def count(self) -> int:
        """How many problems are counted."""
        return len(self.problems) + (len(self.beside) if self.strict else 0)

    @property
    def counted(self) -> str:
        """What the last line says."""
        return "1 problem" if self.count == 1 else f"{self.count} problems"

    def line(self, problem: Problem) -> str:
        """Return the line that a problem stands in, "" when it is not known."""
        lines = _lines(self.texts.get(problem.path, ""))
        return lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""

    def walk(self, problem: Problem) -> ShownWalk:
        """Return the walk that shows a problem; without stops when it needs none."""
        return self.walks.get(problem) or ShownWalk(tuple(Stop(*pair) for pair in problem.walk))
