"""The name that was probably meant, for "did you mean"; quick among thousands of names, too."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from itertools import islice
from typing import Final

_COMPARED: Final = 100


def nearest(word: str, names: Collection[str], likeness: float = 0.6) -> str | None:
    """Return the name most like `word`, None when none is like it (`likeness` from 0 to 1).

    Of very many names only some that begin or end as the word does are looked at.
    """
    several: Collection[str] = names
    if len(names) > _COMPARED:
        first, last = word[:2], word[-3:]
        alike = (name for name in names if name.startswith(first) or name.endswith(last))
        several = list(islice(alike, _COMPARED))
    found = get_close_matches(word, several, 1, likeness)
    return found[0] if found else None
