"""Takes wrong parts out of a file's data, so that what is right can still be read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wizard.source import Sequence, Source


def pruned(source: Source, paths: Iterable[tuple[str | int, ...]]) -> frozenset[str]:
    """Take what stands at `paths` out of the data (both forms); return the names and keys lost with it.

    A path to a step, or to something without which its step is none, takes out the step.
    """
    lost: set[str] = set()
    for path in sorted(set(paths), key=lambda path: (len(path), str(path)), reverse=True):
        _take_out(source.typed, path)
        taken = _take_out(source.data, path)
        lost.update(_names(path, taken))
    return frozenset(lost)


def _take_out(data: Any, path: tuple[str | int, ...]) -> Any:
    if not path:
        return None
    for key in path[:-1]:
        if isinstance(data, dict) and key in data:
            data = data[str(key)]
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    last = path[-1]
    if isinstance(data, dict):
        return data.pop(last, None)
    if isinstance(data, list) and isinstance(last, int) and last < len(data):
        if isinstance(data, Sequence):
            del data.items_at[last]
        return data.pop(last)
    return None


def _names(path: tuple[str | int, ...], taken: Any) -> Iterable[str]:
    if path and isinstance(path[-1], str):
        yield path[-1]
    if len(path) >= 2 and path[-2] in ("options", "values"):
        yield f"{path[-3] if len(path) > 2 else ''}={path[-1]}"
    if isinstance(taken, dict):
        steps = taken.get("steps")
        if isinstance(steps, dict):
            yield from steps
