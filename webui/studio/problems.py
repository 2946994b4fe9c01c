"""Problems of files as they are shown: where, what, what to type instead, and the line itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup

from webui import addresses
from webui.markup import safe
from webui.views.studio import Excerpt, ProblemView
from wizard.library import FACTS, FIELDS, SHARED, SITE, Loaded
from wizard.model.tree import Tree
from wizard.problem import Level, Problem
from wizard.translation.catalogs import LOCALE_FOLDER
from wizard.watching import Reading

_CODE: Final = re.compile("`([^`]+)`")
_LINES_BEFORE: Final = 1
_WIDTH: Final = 160


def files_of(reading: Reading, tree_id: str) -> frozenset[str]:
    """Return the paths of a tree's files as problems name them: its own, its blocks', and their translations."""
    tree = _tree(reading, tree_id)
    blocks = [f"{SHARED}/{use.block}" for use in tree.blocks] if tree else []
    return _files(reading, [tree_id, *blocks])


def shared_files(reading: Reading) -> frozenset[str]:
    """Return the paths of the files that all trees share: site, facts, fields, and their translations."""
    return _files(reading, [SITE, FACTS, FIELDS])


def shown(reading: Reading, problems: Iterable[Problem], locale: str) -> tuple[ProblemView, ...]:
    """Return problems as they are shown, errors first."""
    in_order = sorted(problems, key=lambda problem: (problem.level is not Level.ERROR, problem))
    return tuple(
        ProblemView(
            place=f"{problem.path}:{problem.line}:{problem.column}",
            level=problem.level.value,
            rule=problem.rule,
            message=_worded(problem.message),
            hint=_worded(problem.hint),
            excerpt=tuple(_excerpt(reading.loaded, problem)),
            walk_url=_walk_url(reading, problem, locale),
        )
        for problem in in_order
    )


def _worded(text: str) -> Markup:
    """Return the linter's words with what stands in backticks as code."""
    return safe(_CODE.sub(r"<code>\1</code>", str(Markup.escape(text))))


def _files(reading: Reading, names: Sequence[str]) -> frozenset[str]:
    home = reading.loaded.shown
    locales = reading.library.locales
    translated = (f"{home}/{LOCALE_FOLDER}/{locale}/{name}.po" for locale in locales for name in names)
    return frozenset((*(f"{home}/{name}.yaml" for name in names), *translated))


def _tree(reading: Reading, tree_id: str) -> Tree | None:
    return reading.library.trees.get(tree_id) or reading.loaded.broken.get(tree_id)


def _excerpt(loaded: Loaded, problem: Problem) -> Iterator[Excerpt]:
    """Yield the line of a problem and the one before it; a line that is not there any more is left out."""
    lines = _text(loaded, problem.path).split("\n")
    for number in range(max(1, problem.line - _LINES_BEFORE), min(problem.line, len(lines)) + 1):
        text = lines[number - 1].rstrip("\r")[:_WIDTH]
        marked = number == problem.line
        yield Excerpt(number, text, marked, text[: problem.column - 1] if marked and problem.column else "")


def _text(loaded: Loaded, path: str) -> str:
    source = loaded.sources.get(path)
    if source is not None:
        return source.text
    file = loaded.folder / path.removeprefix(f"{loaded.shown}/")
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _walk_url(reading: Reading, problem: Problem, locale: str) -> str | None:
    """Return the address of the walk that shows a problem of a tree's own file, where it is one of that tree."""
    name = problem.path.removeprefix(f"{reading.loaded.shown}/").removesuffix(".yaml")
    is_here = name in reading.library.customers and not any(":" in step for step, _ in problem.walk)
    return addresses.tree(locale, name, problem.walk) if problem.walk and is_here else None
