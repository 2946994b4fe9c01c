"""Where a walk stands as JSON tells it (`wizard walk --json`, the API, the player), read back; what disagrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.conformance.vectors import Standing, Vector
from wizard.engine.left import Left
from wizard.engine.position import Given
from wizard.known import Source


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What one of those that walk trees says of a vector, other than expected."""

    who: str
    vector: Vector
    expected: object
    found: object

    def __str__(self) -> str:
        where = f"{self.vector.tree}?{self.vector.query}"
        return (
            f"{self.who}, {self.vector.about}: {where}\n  expected {self.expected}\n  found    {self.found}"
        )


def standing_of(report: Mapping[str, Any]) -> Standing:
    """Return where a walk stands by its JSON. KeyError, TypeError and ValueError when that is not as it should be."""
    place = report["position"]
    return Standing(
        report["tree"],
        place.get("step"),
        place.get("end"),
        tuple(
            Given(one["step"], one["value"], Source(one["source"]), tuple(one.get("by", ())))
            for one in report["trail"]
        ),
        Left(report["left"]["least"], report["left"]["most"]),
        tuple((gone["step"], gone["value"], gone["why"]) for gone in report["dropped"]),
    )


def disagreements(who: str, vectors: Iterable[Vector], reports: Iterable[Any]) -> Iterator[Disagreement]:
    """Yield where a report says something else than its vector expects, or is none."""
    for vector, report in zip(vectors, reports, strict=True):
        try:
            found: object = standing_of(report)
        except (KeyError, TypeError, ValueError):
            found = report
        if found != vector.expected:
            yield Disagreement(who, vector, vector.expected, found)
