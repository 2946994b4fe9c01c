"""A walk that was made, by its address, its query string or its events -> a path test that expects what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from wizard.journey import end_of
from wizard.known import Source
from wizard.library import Library
from wizard.model.step import Audience
from wizard.model.tree import EndKind
from wizard.path_tests.model import Expected, PathTest
from wizard.path_tests.page import request_fields
from wizard.path_tests.running import trees_of
from wizard.path_tests.walking import Walked, walked
from wizard.query import Pair, Walk, walk_from

_NOTHING = Expected()
_GIVEN = "given"  # what an event holds of an answer that was typed


class Answered(Protocol):
    """One answer of a real walk, as the store keeps it; `value` of a typed one is "given"."""

    @property
    def tree(self) -> str:
        """The tree it was given in."""

    @property
    def step(self) -> str:
        """The step it answers."""

    @property
    def value(self) -> str:
        """Option ids."""

    @property
    def audience(self) -> str:
        """Whose tree it was."""

    @property
    def superseded(self) -> bool:
        """Whether it was changed later."""


class Address(NamedTuple):
    """What a pasted address says: the tree (None: a query string alone), whose it is, names and values."""

    tree: str | None
    audience: Audience
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A test of what happened; `left_out` are answers that are not asked for, or were typed and not kept."""

    test: PathTest
    left_out: tuple[str, ...]


def address(text: str) -> Address:
    """Return what an address of a page, of a preview for staff, or a query string alone says."""
    parts = urlsplit(text)
    is_query = not parts.scheme and "?" not in text and "=" in text
    pairs = tuple(parse_qsl(text if is_query else parts.query, keep_blank_values=True))
    way = [] if is_query else [unquote(part) for part in parts.path.split("/") if part]
    is_staff = way[:1] == ["staff"]
    names = way[3:] if is_staff else way[1:]  # staff/walk/<locale>/<tree>, <locale>/<tree>
    return Address(names[0] if names else None, Audience.STAFF if is_staff else Audience.CUSTOMER, pairs)


def from_pairs(tree: str, audience: Audience, pairs: Iterable[Pair], name: str) -> PathTest:
    """Return the test of a walk that stands in `tree`, by the names and values of its query string."""
    walk = walk_from(pairs)
    began = walk.via[0] if walk.via else tree
    told = {fact: dict(values) for fact, values in walk.known.told.items()}
    return PathTest(name, began, _NOTHING, told, _answers(walk, began, tree), audience)


def from_events(events: Iterable[Answered], name: str) -> Recorded | None:
    """Return the test of a real walk, None when it has no events. What the program told is not in events."""
    asked = [event for event in events if not event.superseded]
    if not asked:
        return None
    began = asked[0].tree
    typed = tuple(_named(event.tree, event.step, began) for event in asked if event.value == _GIVEN)
    answers = {_named(event.tree, event.step, began): event.value for event in asked if event.value != _GIVEN}
    test = PathTest(name, began, _NOTHING, {}, answers, Audience(asked[-1].audience))
    return Recorded(test, typed)


def recorded(library: Library, test: PathTest, *, fields: bool = False) -> Recorded:
    """Return the test with what happens on its walk as what is expected; with `fields`, the request's too.

    KeyError when its tree is not there.
    """
    made = walked(trees_of(library, test), test)
    given = dict(made.given)
    gone = {(drop.step, drop.value) for drop in made.dropped}
    told = {fact: _kept(fact, values, gone) for fact, values in test.told.items()}
    unused = {name.rpartition(":")[2] for name in made.unused} - {name.rpartition(":")[2] for name in given}
    left_out = {*unused, *((made.refused,) if made.refused else ()), *(drop.step for drop in made.dropped)}
    kept = replace(
        test,
        told={fact: values for fact, values in told.items() if values},
        answers=given,
        expected=_expected(made, fields),
    )
    return Recorded(kept, tuple(sorted(left_out)))


def _answers(walk: Walk, began: str, tree: str) -> Mapping[str, str]:
    found = {_named(earlier, step, began): value for (earlier, step), value in walk.known.earlier.items()}
    for step, value in walk.known.answers.items():
        found[_named(tree, step, began)] = value
        found.setdefault(step, value)  # a fact may have been asked in an earlier tree, too
    return found


def _named(tree: str, step: str, began: str) -> str:
    return step if tree == began else f"{tree}:{step}"


def _kept(fact: str, values: Mapping[Source, str], gone: set[tuple[str, str]]) -> dict[Source, str]:
    return {source: value for source, value in values.items() if (fact, value) not in gone}


def _expected(made: Walked, fields: bool) -> Expected:
    stand = made.stand
    end = end_of(stand)
    asked = {name.rpartition(":")[2] for name, _ in made.given}
    presets = tuple(
        _named(passed.tree, passed.step, made.began) for passed in made.passed if passed.step not in asked
    )
    is_ticket = end is not None and stand.tree.kind_of(end) is EndKind.TICKET
    return Expected(
        step=stand.position.step.id if stand.position.step else None,
        end=end,
        tree=stand.tree.id if stand.tree.id != made.began else None,
        steps=tuple(dict.fromkeys(presets)),
        fields=request_fields(stand) if fields and is_ticket else (),
    )
