"""Names for tests that nobody has named yet, from the words of the tree: what was answered last, and to what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from wizard.journey import Stand
from wizard.library import Library
from wizard.limits import LABEL
from wizard.path_tests.model import PathTest
from wizard.path_tests.running import trees_of
from wizard.path_tests.walking import Walked, walked
from wizard.transcript import answer_words

_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LONG: Final = 110


def named(library: Library, test: PathTest, taken: Collection[str]) -> PathTest:
    """Return a test with a name that is not among those `taken`."""
    made = walked(trees_of(library, test), test)
    pieces = list(_pieces(library, made))
    told = [f"{fact} {value}" for fact, values in test.told.items() for value in values.values()]
    known = f"{', '.join(told)} known: " if told else ""
    candidates = [known + _joined(pieces[-count:]) for count in range(1, len(pieces) + 1)] or [
        f"{known}the beginning"
    ]
    name = next((name for name in candidates if name not in taken), candidates[0])
    number = 2
    while name in taken:
        name = f"{candidates[0]} ({number})"
        number += 1
    return replace(test, name=name)


def _pieces(library: Library, made: Walked) -> Iterator[str]:
    """Yield each question with its answer, in the language the trees are written in."""
    for stand, (_, value) in zip(made.stands, made.given, strict=False):
        yield _piece(library, stand, value)


def _piece(library: Library, stand: Stand, value: str) -> str:
    step = stand.position.step
    assert step is not None
    title = _plain(step.title.source)
    answer = _plain(answer_words(library, step, value, library.site.source_locale))
    room = max(_LONG - len(answer), 30)
    short = title if len(title) <= room else title[: room - 1].rstrip() + "…"
    return f"{short} {answer}" if short.endswith(("?", ":", ".")) else f"{short}: {answer}"


def _joined(pieces: list[str]) -> str:
    """Return the last piece, behind as much of the others as a name has room for."""
    name = pieces[-1]
    for piece in reversed(pieces[:-1]):
        if len(name) + len(piece) + 2 > LABEL:
            break
        name = f"{piece}; {name}"
    return name


def _plain(markdown: str) -> str:
    return " ".join(_LINK.sub(r"\1", markdown).replace("**", "").replace("`", "").split())
