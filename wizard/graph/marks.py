"""Which step of a tree a problem stands in: by the file and the lines that the step takes there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any, Final

from wizard.library import Loaded
from wizard.model.tree import Tree
from wizard.problem import Problem
from wizard.source import Mapping as Spelt
from wizard.source import Source

_STEPS: Final = "steps"
WHOLE: Final = ""  # under which problems stand that belong to no step


def marks(tree: Tree, loaded: Loaded, problems: Iterable[Problem]) -> Mapping[str, tuple[Problem, ...]]:
    """Return the problems of each step of `tree` by its id; those of its files in no step under `WHOLE`.

    A block's problems are told too. Problems of other files (facts, translations) are left out.
    """
    files = _own_files(tree, loaded)
    starts = {path: _starts(tree, path, loaded.sources.get(path)) for path in files}
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.path in starts:
            found.setdefault(_step_at(starts[problem.path], problem.line), []).append(problem)
    return {step: tuple(there) for step, there in found.items()}


def _own_files(tree: Tree, loaded: Loaded) -> frozenset[str]:
    blocks = (f"{loaded.shown}/_shared/{use.block}.yaml" for use in tree.blocks)
    return frozenset({f"{loaded.shown}/{tree.id}.yaml", *blocks})


def _starts(tree: Tree, path: str, source: Source | None) -> list[tuple[int, str]]:
    """Return from which line on a file tells which step; what is not among the steps belongs to none."""
    starts = [(step.place.line, step.id) for step in tree.steps if step.place.path == path]
    data: Any = source.data if source else None
    if isinstance(data, Spelt):
        starts += [(place.line, WHOLE) for key, place in data.keys_at.items() if key != _STEPS]
    return sorted(starts)


def _step_at(starts: list[tuple[int, str]], line: int) -> str:
    at = bisect_right(starts, line, key=lambda start: start[0])
    return starts[at - 1][1] if at else WHOLE
