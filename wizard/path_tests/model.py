"""What a path test says: what is known and answered on a walk, and what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wizard.known import Source
from wizard.model.step import Audience
from wizard.problem import Place, Problem
from wizard.source import place_in

# The rule that all failures of path tests bear.
RULE: Final = "path-test"
FOLDER: Final = "_tests"


@dataclass(frozen=True, slots=True)
class Expected:
    """Where a walk must lead. What is None or empty is not looked at.

    `steps` must be come by, `never` must not, `exactly` are all of them in order; steps of other trees are
    `tree:step`. `fields` and `says` are of the request, `texts` are words of the page by language.
    """

    step: str | None = None
    end: str | None = None
    tree: str | None = None
    steps: tuple[str, ...] = ()
    exactly: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PathTest:
    """One test of a tree. `answers` may name steps as `tree:step`; several chosen options are joined by `.`."""

    name: str
    tree: str
    expected: Expected
    told: Mapping[str, Mapping[Source, str]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = Audience.CUSTOMER
    path: str = ""
    data: Any = field(default=None, compare=False, repr=False)

    def place(self, *keys: str | int, key: bool = False) -> Place:
        """Return where the value at `keys` stands in the file; with `key`, where its key stands."""
        return place_in(self.data, list(keys), self.path, key=key)


@dataclass(frozen=True, slots=True)
class PathTestFile:
    """The tests of one tree that could be read, in the order of the file, and what is wrong with the others."""

    tree: str
    path: str
    tests: tuple[PathTest, ...] = ()
    problems: tuple[Problem, ...] = ()
