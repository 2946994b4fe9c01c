"""Files written into a folder that holds nothing else: all of them or none, and what is not ours stays as it is.

A list in the folder says what was written. The next export takes away what it no longer has, if nobody has changed it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from wizard.errors import WizardError

LIST: Final = "written-by-rahgosha.json"
_FORMAT: Final = 1
_SHOWN: Final = 5
_LIST_BYTES: Final = 20_000_000

Files = Mapping[str, bytes]  # by path relative to the folder, with / between its parts


class FolderInUse(WizardError):
    """{folder} holds files that no export has written, such as {names}. Name a new folder or an empty one."""


class NotWritten(WizardError):
    """{path} cannot be written: {why}. See to that, and export again: what is there already does no harm."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: how many files there are, which were taken away, and which were left though not needed.

    Those are files of an earlier export that somebody has changed since.
    """

    files: int
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def write(folder: Path, files: Files) -> Written:
    """Write the files into a new folder, an empty one, or one of an earlier export.

    Until the last file is there the list names the files of both exports, so that after a failure the next one
    clears up. Raises FolderInUse before anything is written, and NotWritten.
    """
    try:
        before = _listed(folder)
        _ensure_ours(folder, files, before)
        names = {name: sha256(content).hexdigest() for name, content in files.items()}
        _put(folder, LIST, _list({**before, **names}))
        for name, content in files.items():
            _put(folder, name, content)
        removed, left = _cleared(folder, {name: before[name] for name in before.keys() - files.keys()})
        _put(folder, LIST, _list(names))
    except OSError as error:
        raise NotWritten(path=error.filename or folder, why=error.strerror or error) from error
    return Written(len(files), removed, left)


def _listed(folder: Path) -> Mapping[str, str]:
    """Return the files that the list in the folder names, with their hashes; none when it is no list of ours."""
    file = folder / LIST
    if not file.is_file() or file.stat().st_size > _LIST_BYTES:
        return {}
    try:
        listed = json.loads(file.read_bytes())["files"]
        return {name: str(found) for name, found in listed.items() if _is_inside(name)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in name
    )


def _ensure_ours(folder: Path, files: Files, before: Mapping[str, str]) -> None:
    """Raise FolderInUse when the folder is not ours, or a file of somebody else stands where one of ours belongs."""
    if not folder.exists():
        return
    ours = {LIST, _fresh(LIST)}
    if not before and (others := sorted(entry.name for entry in folder.iterdir() if entry.name not in ours)):
        raise FolderInUse(folder=folder, names=", ".join(others[:_SHOWN]))
    wanted = {
        *files,
        *(str(parent) for name in files for parent in PurePosixPath(name).parents),
    } - before.keys()
    in_the_way = sorted(
        name for name in wanted if name != "." and _is_in_the_way(folder / name, name in files)
    )
    if in_the_way:
        raise FolderInUse(folder=folder, names=", ".join(in_the_way[:_SHOWN]))


def _is_in_the_way(path: Path, as_file: bool) -> bool:
    """Tell whether something stands where a file or a folder is wanted; a link leads who knows where."""
    return path.is_symlink() or (path.exists() if as_file else path.exists() and not path.is_dir())


def _put(folder: Path, name: str, content: bytes) -> None:
    """Write a file so that it is there as a whole or as it was before."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(_fresh(file.name))
    fresh.write_bytes(content)
    fresh.replace(file)


def _fresh(name: str) -> str:
    """Return what a file is called until it is whole."""
    return f".{name}.new"


def _cleared(folder: Path, stale: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take away files of an earlier export; return those, and those left because somebody has changed them."""
    removed, left = [], []
    for name in sorted(stale):
        file = folder / name
        if file.is_symlink() or not file.is_file():
            continue
        if sha256(file.read_bytes()).hexdigest() != stale[name]:
            left.append(name)
            continue
        file.unlink()
        removed.append(name)
        for parent in _parents(folder, file):
            if any(parent.iterdir()):
                break
            parent.rmdir()
    return tuple(removed), tuple(left)


def _parents(folder: Path, file: Path) -> Iterator[Path]:
    """Yield the folders around a file, up to the one that was exported into."""
    for parent in file.parents:
        if parent == folder:
            return
        yield parent


def _list(names: Mapping[str, str]) -> bytes:
    about = "Rahgosha wrote these files (name and SHA-256). The next export into this folder reads the list."
    listed = {"format": _FORMAT, "about": about, "files": dict(sorted(names.items()))}
    return (json.dumps(listed, indent=1) + "\n").encode()
