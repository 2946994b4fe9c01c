"""What a rule of the linter is: a module with a name, a level, reasons, examples that run, and a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from wizard.lint.survey import Survey
from wizard.problem import Level, Place, Walk

# Files by their path in a trees folder. A tree without `title:`, … gets that head when the example is run.
Example = Mapping[str, str]


class Found(NamedTuple):
    """What a rule found: where, what is wrong, what to write; `level` only where it is not the rule's.

    `walk` is the shortest one that shows it, for what only a walk can show.
    """

    place: Place
    message: str
    hint: str = ""
    level: Level | None = None
    walk: Walk = ()


class Rule(Protocol):
    """The shape of a rule module. `good` is what to write, `bad` what it finds; both are run as tests."""

    name: str
    level: Level
    summary: str
    why: str
    good: Example
    bad: Example

    def check(self, survey: Survey, /) -> Iterator[Found]:
        """Yield what is wrong, in any order; the same finding twice counts once."""
        ...
