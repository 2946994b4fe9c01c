"""What every command starts from: the folder of trees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from wizard import resources
from wizard.errors import WizardError
from wizard.library import Loaded, load

DEFAULT_FOLDER = Path("trees")
_DEMONSTRATION = "there is no folder trees here: these are the trees that come with the program"


class NotYourTrees(WizardError):
    """There is no folder trees here, so nothing was written. Go to the folder that holds yours, or give --trees DIR."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The folder of trees, and how messages name it."""

    folder: Path
    demonstration: bool = False

    @classmethod
    def chosen(cls, named: Path | None) -> Setting:
        """Return the folder that was named, else that of the present place: see `resources.default_trees`."""
        if named is not None:
            return cls(named)
        folder = resources.default_trees()
        return cls(folder, demonstration=folder.is_absolute())

    def load(self) -> Loaded:
        """Return the folder loaded; NoTreesFolder when it is none."""
        self.tell_demonstration()
        return load(self.folder, shown(self.folder))

    def tell_demonstration(self) -> None:
        """Say so where the trees are not those of whoever typed the command, who may be in the wrong folder."""
        if self.demonstration:
            click.echo(_DEMONSTRATION, err=True)

    def ensure_own(self) -> None:
        """Raise NotYourTrees where a command would write to the trees that come with the program."""
        if self.demonstration:
            raise NotYourTrees()


def shown(folder: Path) -> str:
    """Return how messages name a folder: relative to the working directory when it stands below it."""
    absolute = folder.resolve()
    here = Path.cwd().resolve()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else folder.as_posix()
