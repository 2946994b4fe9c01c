"""Conformance vectors: a tree and a query string, and where a walk stands with it. Made by walking in Python.

Whatever else walks trees (the command line, the API, the pages, the player in exported files) has to say the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl

from tests.conformance.twists import TWISTS, Scenery
from tests.engine.walking import answers_to
from wizard import limits
from wizard.engine.left import Left
from wizard.engine.position import Given
from wizard.journey import Stand, end_of, stand
from wizard.model.tree import Tree
from wizard.query import Walk, pairs, query_string, walk_from

Trees = Mapping[str, Tree]

# How often a sampled walk draws again where its answer would end it at once: else most samples are short.
_DRAWN_AGAIN: Final = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a walk stands, as plain values: at a step or (step None) at an end."""

    tree: str
    step: str | None
    end: str | None
    trail: tuple[Given, ...]
    left: Left
    dropped: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Vector:
    """A query string read in a tree, and where the walk then stands. `about` says what is special about it."""

    tree: str
    query: str
    expected: Standing
    about: str


@dataclass(frozen=True, slots=True)
class Path:
    """A walk from the first step to an end: each place it comes by, the answers given there, and what came of each.

    `places` is longer by one: the end, where nothing is answered. What is `reached` by an answer is the next place,
    but tells what was left out on the way there, which the address of that place holds no more.
    """

    places: tuple[Vector, ...]
    answers: tuple[str, ...] = ()
    reached: tuple[Standing, ...] = ()

    def onward(self, answer: str, after: Stand) -> Path:
        """Return the path with one more answer."""
        here = standing(after)
        query = query_string(pairs(after.walk, after.tree))
        place = Vector(after.tree.id, query, replace(here, dropped=()), "path")
        return Path((*self.places, place), (*self.answers, answer), (*self.reached, here))


def standing(found: Stand) -> Standing:
    """Return a stand as plain values."""
    reached = found.position
    dropped = tuple((gone.step, gone.value, str(gone.why)) for gone in found.dropped)
    step = reached.step.id if reached.step else None
    return Standing(found.tree.id, step, end_of(found), reached.trail, reached.left, dropped)


def stood(trees: Trees, tree: str, query: str) -> Standing:
    """Return where a walk stands when a query string is read at once."""
    return standing(stand(trees, tree, walk_from(parse_qsl(query, keep_blank_values=True))))


def paths(trees: Trees, tree: str, most: int, seed: int) -> list[Path]:
    """Return every path through a tree, or `most` different ones drawn by the seed when there are more.

    What is expected of each place comes from walking on from the place before, never from reading its query string.
    """
    every = list(islice(_every(trees, tree), most + 1))
    return every if len(every) <= most else _drawn(trees, tree, most, random.Random(f"{seed} {tree}"))


def vectors(trees: Trees, tree: str, walked: list[Path], twisted: int, seed: int) -> list[Vector]:
    """Return each place that the paths come by once, the jumps to other trees, and `twisted` places disturbed.

    What is expected of those the engine says.
    """
    places = {(place.tree, place.query): place for path in walked for place in path.places}
    jumps = {(jump.tree, jump.query): jump for path in walked for jump in _jumps(path)}
    chance = random.Random(f"{seed} {tree} twisted")
    disturbed = _disturbed(trees, list(places.values()), twisted, chance)
    return list({**places, **jumps, **{(one.tree, one.query): one for one in disturbed}}.values())


def answered(place: Vector, answer: str) -> str:
    """Return the query string of a place with the answer to its step, as a plain form leads on to it."""
    assert place.expected.step is not None
    return f"{place.query}&{query_string([(place.expected.step, answer)])}"


def _every(trees: Trees, tree: str) -> Iterator[Path]:
    waiting = [_begun(trees, tree)]
    while waiting:
        at, path = waiting.pop()
        step = at.position.step
        if step is None:
            yield path
        for answer in reversed(answers_to(step)) if step else ():
            after = _after(trees, at, answer)
            waiting.append((after, path.onward(answer, after)))


def _drawn(trees: Trees, tree: str, most: int, chance: random.Random) -> list[Path]:
    """Return different paths drawn at random; fewer than `most` when nothing new has come for a long time."""
    found: dict[tuple[str, ...], Path] = {}
    for _ in range(20 * most):
        if len(found) == most:
            break
        path = _random(trees, tree, chance)
        found.setdefault(path.answers, path)
    return list(found.values())


def _random(trees: Trees, tree: str, chance: random.Random) -> Path:
    at, path = _begun(trees, tree)
    while (step := at.position.step) is not None:
        answer = chance.choice(answers_to(step))
        after = _after(trees, at, answer)
        for _ in range(_DRAWN_AGAIN):
            if after.position.step is None:
                answer = chance.choice(answers_to(step))
                after = _after(trees, at, answer)
        at, path = after, path.onward(answer, after)
    return path


def _begun(trees: Trees, tree: str) -> tuple[Stand, Path]:
    at = stand(trees, tree, Walk())
    return at, Path((Vector(at.tree.id, query_string(pairs(at.walk, at.tree)), standing(at), "path"),))


def _after(trees: Trees, at: Stand, answer: str) -> Stand:
    """Return where the walk stands once the step it stands at is answered, on from where it stood."""
    assert at.position.step is not None
    known = at.walk.known.answer(at.position.step.id, answer)
    return stand(trees, at.tree.id, replace(at.walk, known=known, at=None))


def _jumps(path: Path) -> Iterator[Vector]:
    """Yield the places at which an answer leads to another tree, with that answer."""
    for before, answer, reached in zip(path.places, path.answers, path.reached, strict=False):
        if before.tree != reached.tree:
            yield Vector(before.tree, answered(before, answer), reached, "jump")


def _disturbed(trees: Trees, places: list[Vector], count: int, chance: random.Random) -> Iterator[Vector]:
    """Yield places with one to three things wrong or unusual about them, each kind of thing as often."""
    for number in range(count):
        place = chance.choice(places)
        scenery = Scenery(trees[place.tree], trees, chance)
        chosen = [TWISTS[number % len(TWISTS)], *chance.sample(TWISTS, chance.choice((0, 0, 1, 2)))]
        given = parse_qsl(place.query, keep_blank_values=True)
        for twist in chosen:
            given = twist(scenery, given)
        query = query_string(given)
        if len(query) <= limits.QUERY_BYTES:
            about = ", ".join(twist.__name__.replace("_", " ") for twist in chosen)
            yield Vector(place.tree, query, stood(trees, place.tree, query), about)
