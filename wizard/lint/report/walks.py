"""The walk that shows a problem, made so that it can be walked: its command, and where its steps stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from wizard.library import SHARED, Loaded
from wizard.lint.report.contents import ShownWalk, Stop
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.problem import Place, Problem

_PLAIN: Final = re.compile(r"[\w.:~=@%+,/-]+")


def shown_walk(loaded: Loaded, problem: Problem, program: str = "wizard") -> ShownWalk:
    """Return the walk of `problem` with places and the command that walks it.

    `program` is how the command begins. Of a problem in a block, the first tree that has all the steps is walked.
    """
    tree = next(_trees(loaded, problem), None)
    stops = tuple(Stop(name, value, _place(loaded, tree, name)) for name, value in problem.walk)
    return ShownWalk(stops, _command(loaded, tree, problem, program) if tree else "")


def _trees(loaded: Loaded, problem: Problem) -> Iterator[Tree]:
    """Yield the trees that the walk may end in: the file's own, or those that use the block."""
    path = PurePosixPath(problem.path)
    names = [name for name, _ in problem.walk if _own(name)]
    for tree in loaded.library.trees.values():
        uses = path.parent.name == SHARED and any(use.block == path.stem for use in tree.blocks)
        whole = all(name in tree.index or name in tree.facts for name in names)
        if tree.place.path == problem.path or (uses and whole):
            yield tree


def _own(name: str) -> str | None:
    """Return the name that a walk's value has in its last tree, None for a value of an earlier tree."""
    return None if ":" in name else name.partition("~")[0]


def _place(loaded: Loaded, tree: Tree | None, name: str) -> Place | None:
    earlier, _, step_id = name.rpartition(":")
    home = loaded.library.trees.get(earlier) if earlier else tree
    step = home.step(step_id) if home else None
    if step is not None:
        return step.place
    fact = loaded.library.facts.get(name.partition("~")[0])
    return fact.place if fact else None


def _command(loaded: Loaded, tree: Tree, problem: Problem, program: str) -> str:
    names = [name for name, _ in problem.walk]
    words = [program, "walk", tree.id]
    if _is_for_staff(loaded, tree, names):
        words += ["--audience", Audience.STAFF.value]
    via = list(dict.fromkeys(name.partition(":")[0] for name in names if ":" in name))
    pairs = [("_via", ".".join(via))] if via else []
    for name, value in (*pairs, *problem.walk):
        words += ["--known", _quoted(f"{name}={value}")]
    return " ".join(words)


def _is_for_staff(loaded: Loaded, tree: Tree, names: list[str]) -> bool:
    """Tell whether customers do not have all the steps of the walk."""
    customers = loaded.library.customers.get(tree.id)
    return customers is None or any(name in tree.index and name not in customers.index for name in names)


def _quoted(word: str) -> str:
    """Return a word as every shell takes it; `&` and `%` would part or change a query string."""
    safe = word.replace("%", "%25").replace("&", "%26").replace("+", "%2B")
    return safe if _PLAIN.fullmatch(safe) else '"' + safe.replace('"', "%22") + '"'
