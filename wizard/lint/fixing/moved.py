"""Follows renamed steps: what still names an old id of `moved:` names the new one, translations included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from wizard.library import Loaded
from wizard.lint.fixing.draft import Done, Draft
from wizard.lint.fixing.lines import Lines
from wizard.model.tree import Tree
from wizard.problem import Problem

_REFERENCES: Final = ("when-unknown-name", "goto-unknown")
_TRANSLATION: Final = "translation-orphaned"
_NAME: Final = re.compile(r"['\"]?(?P<name>[a-z0-9.-]+)")
_CONTEXT: Final = re.compile(r'msgctxt "(?P<tree>[^/"]+)/(?P<step>[^/"]+)/(?P<part>[^"]+)"\s*')


def followed(loaded: Loaded, path: str, lines: Lines, problems: Sequence[Problem]) -> Draft:
    """Return the file with references to renamed steps under the names of now."""
    done: list[Done] = []
    for problem in sorted(
        problems, reverse=True
    ):  # from right to left: columns further left stay as they are
        found = None
        if problem.rule in _REFERENCES:
            found = _reference(loaded, path, lines, problem)
        elif problem.rule == _TRANSLATION:
            found = _translation(loaded, path, lines, problem)
        if found:
            line, text, what = found
            lines = lines.with_line(line, text)
            done.append(Done(line, what))
    return Draft(lines, tuple(reversed(done)))


def _reference(loaded: Loaded, path: str, lines: Lines, problem: Problem) -> tuple[int, str, str] | None:
    tree = _tree(loaded, PurePosixPath(path).stem)
    line = lines.line(problem.line)
    found = _NAME.match(line, problem.column - 1)
    if tree is None or tree.place.path != path or not found:
        return None
    now = _now(tree, found["name"])
    if now is None:
        return None
    text = line[: found.start("name")] + now + line[found.end("name") :]
    return problem.line, text, f"`{found['name']}` is called `{now}` now"


def _translation(loaded: Loaded, path: str, lines: Lines, problem: Problem) -> tuple[int, str, str] | None:
    """Return the line of the context with the new name, unless there is a translation under that name."""
    at = problem.line
    while at > 1 and not lines.line(at).startswith("msgctxt"):
        at -= 1
    found = _CONTEXT.fullmatch(lines.line(at))
    tree = _tree(loaded, found["tree"]) if found else None
    now = _now(tree, found["step"]) if tree and found else None
    if not found or not now:
        return None
    context = f"{found['tree']}/{now}/{found['part']}"
    if context not in loaded.texts().get(found["tree"], {}) or f'msgctxt "{context}"' in lines.texts:
        return None
    return at, f'msgctxt "{context}"', f"the translation of `{found['step']}` belongs to `{now}` now"


def _tree(loaded: Loaded, name: str) -> Tree | None:
    return loaded.library.trees.get(name) or loaded.broken.get(name)


def _now(tree: Tree, name: str) -> str | None:
    """Return the name that a renamed step has now, None for a name that leads to no step."""
    seen: set[str] = set()
    while name in tree.moved and name not in tree.index and name not in seen:
        seen.add(name)
        name = tree.moved[name]
    return name if seen and name in tree.index else None
