"""What a support team wishes of the tickets that arrive at one of its helpdesks: languages, and how much is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wizard.delivery.keys import Given, Key, Shape, choice


def _is_locales(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and 1 < len(one) < 20 for one in value)


LOCALES: Final = Shape('a list of languages such as ["en", "fa"]', _is_locales)

# Every table may have these, whatever its kind.
KEYS: Final = (
    Key(
        "locales",
        "The languages in which staff read a ticket, one below the other. Default: that of the site.",
        LOCALES,
        optional=True,
    ),
    Key(
        "personal",
        'Whether serials and personal fields are sent `"masked"`, down to their last four characters, or `"full"`.',
        choice("masked", "full"),
        "masked",
    ),
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The languages of staff (none: the site's default), and whether serials and personal fields are sent in full."""

    locales: tuple[str, ...] = ()
    full: bool = False


def wishes(given: Given) -> Wishes:
    """Return what a checked table of the settings wishes."""
    return Wishes(tuple(given.get("locales") or ()), given.get("personal") == "full")
