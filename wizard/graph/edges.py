"""The edges and ends of a drawing, for those who lay graphs out themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wizard.graph.drawing import Drawing, Exit, Way


class Edge(NamedTuple):
    """From a step by answers to a step (its id) or an end; `passed_over` where nobody answers: the step is skipped."""

    start: str
    labels: tuple[str, ...]
    goal: str | Exit
    passed_over: bool = False


def edges(drawing: Drawing) -> Iterator[Edge]:
    """Yield every edge in the order of the steps; those by which a conditional step is passed over last."""
    for at, box in enumerate(drawing.boxes):
        below = _below(drawing, at)
        for way in box.exits:
            if way.way is Way.NEXT:
                yield Edge(box.id, way.labels, below)
            else:
                yield Edge(box.id, way.labels, way.to if way.way is Way.STEP else way)
        if box.passes_over and not drawing.leads(at):
            yield Edge(box.id, (), below, passed_over=True)


def ends(drawing: Drawing) -> Iterator[Exit]:
    """Yield each end that an edge leads to, once."""
    goals = (edge.goal for edge in edges(drawing))
    found = {goal.to: goal for goal in goals if isinstance(goal, Exit)}
    yield from (found or {drawing.last.to: drawing.last}).values()


def _below(drawing: Drawing, at: int) -> str | Exit:
    return drawing.boxes[at + 1].id if at + 1 < len(drawing.boxes) else drawing.last
