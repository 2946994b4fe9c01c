"""Differences for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from wizard.diff.change import FIRST, Change


def as_text(changes: Sequence[Change]) -> str:
    """Return the differences as lines: what to look at first, then by tree, and how many they are."""
    return "\n".join(_lines(changes))


def as_json(changes: Sequence[Change]) -> str:
    """Return the differences as one JSON object: `differences`, in the order of the text."""
    found = [
        {
            "topic": change.topic.value,
            "first": change.topic in FIRST,
            "tree": change.tree,
            "step": change.step,
            "told": change.told,
            "details": list(change.details),
            "walk": [list(pair) for pair in change.walk],
        }
        for change in changes
    ]
    return json.dumps({"differences": found}, ensure_ascii=False, indent=2)


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    first = [change for change in changes if change.topic in FIRST]
    if first:
        yield "Look at these first"
        for change in first:
            yield from _change(change, f"{change.tree}: ")
        yield ""
    rest = (change for change in changes if change.topic not in FIRST)
    for tree, found in groupby(rest, key=lambda change: change.tree):
        yield tree
        for change in found:
            yield from _change(change, "")
        yield ""
    count = len(changes)
    yield "no differences" if not count else "1 difference" if count == 1 else f"{count} differences"


def _change(change: Change, before: str) -> Iterator[str]:
    yield f"  {before}{change.told}"
    for detail in change.details:
        yield f"      {detail}"
    if change.walk:
        yield f"      shortest walk: {', '.join(f'{name}={value}' for name, value in change.walk)}"
