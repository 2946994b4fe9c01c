"""A copy of a folder of trees in which mending is tried: nobody's files are touched until the result is known."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from wizard.library import SHARED, Loaded, load
from wizard.lint.lint import lint
from wizard.problem import Problem
from wizard.translation.catalogs import LOCALE_FOLDER

_MEDIA: Final = "_media"
_READ: Final = ("*.yaml", f"{SHARED}/*.yaml", "_tests/*.yaml", f"{LOCALE_FOLDER}/**/*.po")


@dataclass(frozen=True, slots=True)
class Trial:
    """The copy, and how problems name the folder it is a copy of; `trees` as for `wizard.library.load`."""

    folder: Path
    shown: str
    trees: Collection[str] | None = None

    def found(self) -> tuple[Loaded, list[Problem]]:
        """Return the copy loaded, and all problems of it."""
        loaded = load(self.folder, self.shown, self.trees)
        return loaded, lint(loaded)

    def content(self, path: str) -> bytes:
        """Return what the copy of a file holds."""
        return self._file(path).read_bytes()

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Put other contents into copies of files."""
        for path, content in contents.items():
            self._file(path).write_bytes(content)

    def _file(self, path: str) -> Path:
        return self.folder / path.removeprefix(f"{self.shown}/")


@contextmanager
def trial(folder: Path, shown: str, trees: Collection[str] | None = None) -> Iterator[Trial]:
    """Give a copy of all that is read of a folder, for as long as it is needed."""
    with TemporaryDirectory(prefix="wizard-") as home:
        for file in _files(folder, trees):
            copy = Path(home) / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        for file in (folder / _MEDIA).rglob("*") if trees is None else ():
            if file.is_file():
                _link(file, Path(home) / file.relative_to(folder))
        yield Trial(Path(home), shown, trees)


def _files(folder: Path, trees: Collection[str] | None) -> Iterator[Path]:
    for pattern in _READ:
        for file in folder.glob(pattern):
            if file.is_file() and (trees is None or file.stem in trees):
                yield file


def _link(file: Path, copy: Path) -> None:
    """Put a picture into the copy: it is only looked at, so where the system can, it is the same file."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        os.link(file, copy)
    if not copy.exists():
        shutil.copyfile(file, copy)
