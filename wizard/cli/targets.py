"""Which folders of trees, and which files in them, the paths of a command line mean."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import click

from wizard.cli.context import shown
from wizard.library import FACTS, FIELDS, SHARED, SITE, Loaded, load
from wizard.translation.catalogs import LOCALE_FOLDER

_MARKS: Final = (f"{SITE}.yaml", f"{FACTS}.yaml", f"{FIELDS}.yaml", SHARED, LOCALE_FOLDER)
_INNER: Final = (SHARED, LOCALE_FOLDER, "_tests", "_media")
_READ: Final = (".yaml", ".yml", ".po")
_WHOLE: Final = "."


class Target(NamedTuple):
    """A folder of trees to look at; `only` are the paths in it that were asked for, none for all of it.

    `alone`: the file stands in no folder of trees, and nothing around it is read.
    """

    folder: Path
    only: tuple[str, ...] = ()
    alone: bool = False

    @property
    def trees(self) -> frozenset[str] | None:
        """The ids of the trees to read, None for all of the folder."""
        return frozenset(Path(name).stem for name in self.only) if self.alone else None

    def load(self) -> Loaded:
        """Return the folder loaded; UsageError when it holds nothing to read."""
        loaded = load(self.folder, self.shown, self.trees)
        if not loaded.sources and not loaded.problems:
            raise click.UsageError(f"there are no trees in {self.folder}")
        return loaded

    @property
    def shown(self) -> str:
        """How problems name the folder."""
        return shown(self.folder)

    def has(self, path: str) -> bool:
        """Tell whether a path, as problems name it, is among what was asked for."""
        inside = path.removeprefix(f"{self.shown}/")
        return not self.only or any(inside == one or inside.startswith(f"{one}/") for one in self.only)


def targets(paths: Sequence[Path], default: Path) -> Iterator[Target]:
    """Yield what to look at for the paths given, each folder once.

    NoTreesFolder when the default folder is not there, UsageError for a path in which nothing is to be read.
    """
    if not paths:
        yield Target(default)
    wanted: dict[Path, list[str]] = {}
    for path in paths:
        if path.is_file() and path.suffix not in _READ:
            raise click.UsageError(f"{path} is no file of trees: its name does not end in .yaml")
        home, inside = _home(path, default)
        if home is not None:
            wanted.setdefault(home, []).append(inside)
        elif path.is_file():
            yield Target(path.parent, (path.name,), alone=True)
        else:
            raise click.UsageError(f"there are no trees in {path}")
    for folder, only in wanted.items():
        yield Target(folder, () if _WHOLE in only else tuple(only))


def as_typed(path: str) -> str:
    """Return a path as one types it in the working directory."""
    whole, here = absolute(Path(path)), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path


def absolute(path: Path) -> Path:
    """Return a path from the root on; a link to a file stays in the folder it stands in."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve() follows links)


def _home(path: Path, default: Path) -> tuple[Path | None, str]:
    """Return the folder of trees that a path is or stands in (None: in none), and the path relative to it."""
    whole = absolute(path)
    for folder in (*reversed(whole.parents), whole):  # _locale/fa/_shared must not make _locale/fa one
        inside = whole.relative_to(folder)
        if len(inside.parts) > 1 and inside.parts[0] not in _INNER:
            continue
        if folder == absolute(default):
            return default, inside.as_posix()
        if folder.is_dir() and any((folder / mark).exists() for mark in _MARKS):
            home = folder if path.is_absolute() else Path(os.path.relpath(folder))
            return home, inside.as_posix()
    return (path if path.is_dir() and any(path.glob("*.yaml")) else None), _WHOLE
