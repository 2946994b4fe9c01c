"""Folders of trees as git keeps them: read from its objects, never checked out, whatever names they bear."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from wizard import limits
from wizard.errors import WizardError

_READ: Final = frozenset({".yaml", ".yml", ".po"})
_FILE_MODES: Final = frozenset({b"100644", b"100755"})
_MOST_FILES: Final = 20_000
_MOST_BYTES: Final = 2 * limits.FILE_BYTES  # more than what is told to be too large
# Nothing is fetched, locked or asked for.
_QUIET: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "",
    "LC_ALL": "C",
}


class NoGit(WizardError):
    """{name} is no file or folder, and git, which would know whether it is a revision, is not installed."""


class NoRevision(WizardError):
    """{name} is no file or folder here, and no revision of git either: {why}."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as git keeps it: its path in the folder, and its object."""

    path: PurePosixPath
    object_id: str


def extract(revision: str, home: Path, target: Path) -> Path:
    """Write the trees of `revision` below `target`, and return the folder, or the file when it names one.

    `revision` is a commit, tag or branch, for the folder `home` as it was there; or `REV:PATH`, from the top of the
    repository. Raises NoGit, NoRevision. Links and files that are no trees are left out.
    """
    spelt = _object_name(revision, home)
    kind = _git(home, revision, "cat-file", "-t", "--end-of-options", spelt).decode().strip()
    if kind == "blob":
        folder, _, file = spelt.rpartition("/")
        folder = folder if folder else spelt.partition(":")[0] + ":"
        file = file if "/" in spelt else spelt.partition(":")[2]
        _write(home, revision, folder, target)
        return target / file
    _write(home, revision, spelt, target)
    return target


def _object_name(revision: str, home: Path) -> str:
    """Return the name of a tree or blob object: `commit:path`."""
    if revision.startswith("-") or not revision.isprintable():
        raise NoRevision(name=revision, why="no revision has such a name")
    name, colon, path = revision.partition(":")
    commit = _git(home, revision, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if not colon:
        path = _git(home, revision, "rev-parse", "--show-prefix").decode().strip("\n").rstrip("/")
    return f"{commit.decode().strip()}:{path.rstrip('/')}"


def _write(home: Path, revision: str, tree: str, target: Path) -> None:
    kept = list(
        _kept(_git(home, revision, "ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", tree))
    )
    contents = _contents(home, revision, [file.object_id for file in kept])
    for file, content in zip(kept, contents, strict=True):
        path = target.joinpath(*file.path.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _kept(listing: bytes) -> Iterator[Kept]:
    """Yield the files of a listing that are read: regular ones, of the right kind, whose names lead nowhere else."""
    for entry in listing.split(b"\0")[:_MOST_FILES]:
        about, _, name = entry.partition(b"\t")
        mode, kind, object_id, size = (*about.split(), b"", b"", b"", b"")[:4]
        path = PurePosixPath(os.fsdecode(name))
        is_file = mode in _FILE_MODES and kind == b"blob" and int(size) <= _MOST_BYTES
        if is_file and path.suffix in _READ and is_safe(path):
            yield Kept(path, object_id.decode())


def is_safe(path: PurePosixPath) -> bool:
    """Tell whether a path of a repository stays in the folder it is written to, on every system."""
    on_windows = PureWindowsPath(str(path))
    plain = not path.is_absolute() and not on_windows.drive and "\\" not in str(path)
    return plain and all(
        part not in ("..", ".") and part.isprintable() and not set(part) & set('<>:"|?*')
        for part in path.parts
    )


def _contents(home: Path, revision: str, object_ids: Sequence[str]) -> Iterator[bytes]:
    wanted = "".join(f"{object_id}\n" for object_id in object_ids).encode()
    told = _git(home, revision, "cat-file", "--batch", given=wanted)
    at = 0
    for _ in object_ids:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[2])
        yield told[end + 1 : end + 1 + size]
        at = end + size + 2


def _git(home: Path, revision: str, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git answers in `home`; raises NoGit, NoRevision."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "--no-replace-objects", *arguments],  # noqa: S607
            cwd=home,
            input=given,
            capture_output=True,
            check=False,
            env=os.environ | _QUIET,
        )
    except FileNotFoundError:
        raise NoGit(name=revision) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoRevision(name=revision, why=said[-1] if said else "git does not say why")
    return done.stdout
