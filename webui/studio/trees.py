"""The list of all trees, with how many problems each has, and what the support team has still to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from webui.services import Services
from webui.studio import addresses
from webui.studio.around import counted, crumbs, notes, scene_of, studio_frame
from webui.studio.problems import files_of, shown
from webui.studio.texts import SHARED_FILES, unfinished
from webui.views.parts import Anchor
from webui.views.studio import OtherFile, TreeRow, TreesPage
from wizard.lint.slots import empty_slots
from wizard.problem import Level, Problem
from wizard.watching import Reading


def trees_page(found: Services, reading: Reading, locale: str) -> TreesPage:
    """Return the page of all trees."""
    return TreesPage(
        frame=studio_frame(locale, "", addresses.trees),
        reading=reading.id,
        crumbs=crumbs(locale),
        state=counted(found, locale, len(reading.problems)),
        trees=tuple(_row(found, reading, locale, name) for name in _names(reading)),
        shared=tuple(
            Anchor(addresses.texts(locale, name), Markup.escape(f"{name}.yaml")) for name in SHARED_FILES
        ),
        files=tuple(_files(found, reading, locale)),
        slots=shown(reading, empty_slots(reading.loaded), locale),
    )


def _names(reading: Reading) -> list[str]:
    return sorted({*reading.library.trees, *reading.loaded.broken})


def _row(found: Services, reading: Reading, locale: str, name: str) -> TreeRow:
    words = found.words[locale]
    tree = reading.library.trees.get(name) or reading.loaded.broken.get(name)
    own = files_of(reading, name)
    problems = [problem for problem in reading.problems if problem.path in own]
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    return TreeRow(
        id=name,
        url=addresses.tree(locale, name),
        title=scene_of(found, tree, locale).inline(tree.title) if tree else Markup.escape(name),
        errors=words.plural("%(num)s error", "%(num)s errors", errors) if errors else "",
        warnings=words.plural("%(num)s warning", "%(num)s warnings", warnings) if warnings else "",
        notes=tuple(notes(found, reading, locale, name)),
        untranslated=tuple(
            f"\u2068{one.name}\u2069: {', '.join(filter(None, (one.missing, one.stale)))}"
            for one in (unfinished(found, locale, list(tree.texts())) if tree else ())
        ),
    )


def _files(found: Services, reading: Reading, locale: str) -> Iterator[OtherFile]:
    """Yield the files that belong to no tree and have problems."""
    of_trees = frozenset().union(*(files_of(reading, name) for name in _names(reading)))
    others: dict[str, list[Problem]] = {}
    for problem in reading.problems:
        if problem.path not in of_trees:
            others.setdefault(problem.path, []).append(problem)
    for path, problems in others.items():
        yield OtherFile(path, counted(found, locale, len(problems)), shown(reading, problems, locale))
