"""What a writer says of a new tree, and the ids that follow from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from wizard import limits
from wizard.errors import WizardError
from wizard.names import RESERVED_STEPS, RESERVED_TREES, UNSURE, is_id

_ID_WORDS: Final = 4
_WINDOWS_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


class NotATreeId(WizardError):
    """{tree!r} is no name for a tree. Take small letters a-z, digits and single hyphens: {example}"""


class WindowsName(WizardError):
    """Windows keeps the name {tree!r} for itself, so nobody there could open the file. Take another: {example}"""


class LongTreeId(WizardError):
    """The name {tree!r} is longer than {most} characters. Take a shorter one: {example}"""


class ReservedTreeId(WizardError):
    """The pages have the word {tree!r} for themselves. Take another name for the tree: {example}"""


@dataclass(frozen=True, slots=True)
class Fix:
    """Something to try: its title, and what to do, one action a line."""

    title: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A new tree in the writer's words.

    The first answers to `question` each have the fix that stands at their place; the fixes behind those are for
    everybody. Without a question all are.
    """

    id: str
    title: str
    check: str
    fixes: tuple[Fix, ...]
    summary: str = ""
    stage: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def tree_id(given: str) -> str:
    """Return `given` when it can be the id of a tree.

    Raises NotATreeId, LongTreeId, ReservedTreeId or WindowsName, each with an example.
    """
    if given in RESERVED_TREES:
        raise ReservedTreeId(tree=given, example=f"{given}-does-not-open")
    if given in _WINDOWS_NAMES:
        raise WindowsName(tree=given, example=f"{given}-does-not-open")
    if not is_id(given):
        raise NotATreeId(tree=given, example=slug(given) or "no-sound")
    if len(given) > limits.ID:
        raise LongTreeId(tree=given, most=limits.ID, example=slug(given))
    return given


def slug(text: str, words: int = _ID_WORDS) -> str:
    """Return the id that a text suggests: its first Latin words; empty when it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:words])[: limits.ID].strip("-")


def ids(texts: Iterable[str], otherwise: str, taken: Collection[str]) -> Iterator[str]:
    """Yield an id for each text, none twice and none of `taken`; `otherwise` stands where a text suggests none."""
    used = {*taken, *RESERVED_STEPS, UNSURE}
    for text in texts:
        wanted = slug(text) or otherwise
        found, number = wanted, 2
        while found in used:
            found, number = f"{wanted}-{number}", number + 1
        used.add(found)
        yield found
