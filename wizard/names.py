"""The grammar of ids, and the words that trees, steps and query strings may not use for themselves."""

from __future__ import annotations

import re
from typing import Final

ID_PATTERN: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID_PATTERN)
_STEP = re.compile(rf"{ID_PATTERN}(?:\.{ID_PATTERN})?")

RESERVED_TREES: Final = frozenset({"ticket", "request", "widget"})
RESERVED_STEPS: Final = frozenset({"ticket", "solved", "next", "any", "all", "none"})

UNSURE: Final = "unsure"
SOLVED: Final = "solved"
NOT_SOLVED: Final = "not-solved"
UNABLE: Final = "unable"
DONE: Final = "done"
NEXT: Final = "next"
TICKET: Final = "ticket"
JUMP: Final = "tree:"


def is_id(text: str) -> bool:
    """Tell whether `text` is an id: small letters, digits and single hyphens between them."""
    return _ID.fullmatch(text) is not None


def is_step_id(text: str) -> bool:
    """Tell whether `text` can name a step: an id, or `block.step`."""
    return _STEP.fullmatch(text) is not None
