"""What is compared: a file, a folder or a revision of git, loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wizard.diff.git import extract
from wizard.errors import NoTreesFolder, WizardError
from wizard.library import Loaded, load


class NoTree(WizardError):
    """{path} is no tree: the name of a tree's file ends in .yaml and does not begin with _."""


@dataclass(frozen=True, slots=True)
class Side:
    """A state of trees; `only` is the tree that was named by its file, else None."""

    loaded: Loaded
    only: str | None = None


def side(named: str, home: Path) -> Side:
    """Return what `named` means: a file or folder that is there, else a revision of git of the folder `home`.

    Raises NoTreesFolder, NoTree, NoGit, NoRevision.
    """
    path = Path(named)
    if named and path.exists():
        return _read(path, named)
    if not home.is_dir():
        raise NoTreesFolder(path=home)
    with TemporaryDirectory(prefix="trees") as temporary:
        found = extract(named, home, Path(temporary))
        return _read(found, named)


def _read(path: Path, named: str) -> Side:
    """Return a file or folder loaded; problems are told as standing in what was named."""
    if path.is_dir():
        return Side(load(path, named))
    if path.suffix != ".yaml" or path.name.startswith("_"):
        raise NoTree(path=named)
    return Side(load(path.parent, named, only={path.stem}), path.stem)
