"""What every command starts from: the folder of trees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wizard import resources
from wizard.library import Loaded, load

DEFAULT_FOLDER = Path("trees")


@dataclass(frozen=True, slots=True)
class Setting:
    """The folder of trees, and how messages name it."""

    folder: Path
    demonstration: bool = False

    @classmethod
    def chosen(cls, named: Path | None) -> Setting:
        """Return the folder that was named, else ./trees, else the trees that come with the program."""
        if named is not None:
            return cls(named)
        if DEFAULT_FOLDER.is_dir():
            return cls(DEFAULT_FOLDER)
        return cls(resources.demonstration_trees(), demonstration=True)

    def load(self) -> Loaded:
        """Return the folder loaded; NoTreesFolder when it is none."""
        return load(self.folder, shown(self.folder))


def shown(folder: Path) -> str:
    """Return how messages name a folder: relative to the working directory when it stands below it."""
    absolute = folder.resolve()
    here = Path.cwd().resolve()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else folder.as_posix()
