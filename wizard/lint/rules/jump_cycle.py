"""Trees that lead to one another in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard.lint.gotos import jump_of
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.tree import Tree
from wizard.problem import Level, Place

name = "jump-cycle"
level = Level.ERROR
summary = "Trees lead to one another in a circle."
why = (
    "A customer who comes back to a tree that could not help is sent to a person at once, so the last way "
    "of the circle never does what it says."
)
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: tree:sound}
      unsure:
""",
    "sound.yaml": """\
title: There is no sound
steps:
  louder:
    fix: Turn it up
    check: You hear it.
""",
}
bad: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: tree:sound}
      unsure:
""",
    "sound.yaml": """\
title: There is no sound
steps:
  louder:
    fix: Turn it up
    check: You hear it.
    goto: {unable: tree:tree}
""",
}

# Tree -> the trees it leads to, each with the place of the first goto that does.
Jumps = Mapping[str, Mapping[str, Place]]


def check(survey: Survey) -> Iterator[Found]:
    """Yield each circle once, at the jump that closes it."""
    jumps = _jumps(survey)
    for circle in _circles(jumps):
        way = " → ".join(f"`{tree}`" for tree in (*circle, circle[0]))
        place = jumps[circle[-1]][circle[0]]
        yield Found(
            place, f"the trees lead round in a circle: {way}", "let one of them end with a ticket instead"
        )


def _jumps(survey: Survey) -> Jumps:
    jumps: dict[str, dict[str, Place]] = {}
    for goto in survey.named_gotos:
        end = goto.tree.ends.get(goto.to)
        to = jump_of(end.goto or "") if end else jump_of(goto.to)
        if to is not None and not _falls_away(goto.tree, to, end.place if end else goto.place):
            jumps.setdefault(goto.tree.id, {}).setdefault(to, goto.place)
    return jumps


def _falls_away(tree: Tree, to: str, place: Place) -> bool:
    """Tell whether a block's jump names the tree that uses it."""
    return to == tree.id and place.path != tree.place.path


def _circles(jumps: Jumps) -> Iterator[tuple[str, ...]]:
    """Yield the circles that a search from each tree in turn comes upon. Without recursion: ways are long."""
    done: set[str] = set()
    for start in sorted(jumps):
        way: dict[str, Iterator[str]] = {}
        to: str | None = start
        while to is not None or way:
            if to is None:
                done.add(way.popitem()[0])
            elif to in way:
                trees = tuple(way)
                yield trees[trees.index(to) :]
            elif to not in done:
                way[to] = iter(sorted(jumps.get(to, ())))
            to = next(way[next(reversed(way))], None) if way else None
