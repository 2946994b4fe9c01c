"""Trees whose day of review has passed: no mistake that should stop a change, but something to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from wizard.library import Loaded
from wizard.problem import Level, Place, Problem, problem_at
from wizard.source import place_in

RULE: Final = "review-passed"


def passed_reviews(loaded: Loaded, today: date) -> list[Problem]:
    """Return the trees that somebody should have read again before `today`, sorted; a day that no calendar has too."""
    return sorted(_passed(loaded, today))


def _passed(loaded: Loaded, today: date) -> Iterator[Problem]:
    for name, tree in {**loaded.broken, **loaded.library.trees}.items():
        if tree is None or not tree.review_by:
            continue
        place = _place(loaded, tree.place.path)
        try:
            day = date.fromisoformat(tree.review_by)
        except ValueError:
            message = f"there is no day {tree.review_by}"
            yield problem_at(
                place, RULE, message, "write another one as year-month-day: 2027-06-01", Level.WARNING
            )
            continue
        if day < today:
            message = f"`{name}` was to be read again by {day.isoformat()}"
            yield problem_at(place, RULE, message, "read it again, then write the next day", Level.WARNING)


def _place(loaded: Loaded, path: str) -> Place:
    source = loaded.sources.get(path)
    return place_in(source.data if source else None, ["review_by"], path)
