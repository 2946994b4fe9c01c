"""Ways: which are lost, which are new, which answers lead elsewhere. Told with the shortest walk that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wizard.diff.change import Change, Topic
from wizard.diff.pair import Pair, skeleton
from wizard.diff.walks import Reached, onward, reached, renamed, shown
from wizard.engine.carry import carry_over
from wizard.known import Known
from wizard.model.step import Step

# How many answers are named in a sentence before the others are only counted.
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class _Turn:
    """An answer that led to one place and leads to another."""

    step: str
    before: str
    after: str


def route_changes(pair: Pair) -> Iterator[Change]:
    """Yield what customers can no longer reach, what they reach now, and which answers lead elsewhere."""
    if skeleton(pair.old, pair.names) == skeleton(pair.new, {}):
        return
    old, new = reached(pair.old), reached(pair.new)
    yield from _places(pair, old, new)
    yield from _turns(pair, old)
    if not (old.complete and new.complete):
        told = (
            f"{pair.id} has too many ways to follow them all: what is said of its ways may not be all of it."
        )
        yield Change(Topic.WAY, pair.id, "", told)


def _places(pair: Pair, old: Reached, new: Reached) -> Iterator[Change]:
    before = {pair.place(place) for place in old.places}
    shared = set(pair.names.values())
    for place in sorted(before - new.places, key=lambda place: (pair.new.index.get(place, 0), place)):
        if new.complete and (place in shared or place not in pair.old.index):
            told = f"No walk reaches {_place(pair, place, old=True)} any more."
            yield Change(Topic.WAY, pair.id, place, told, walk=_walk_to(pair, old, place))
    for place in sorted(new.places - before, key=lambda place: (pair.new.index.get(place, 0), place)):
        if old.complete and (place in shared or place not in pair.new.index):
            told = f"A walk can reach {_place(pair, place)} now; none could."
            yield Change(Topic.WAY, pair.id, place, told)


def _place(pair: Pair, place: str, *, old: bool = False) -> str:
    """Return how a place is called; of one that is in both states, by its name of now."""
    return pair.called_place(place, old=old and place not in pair.new.index)


def _walk_to(pair: Pair, old: Reached, place: str) -> tuple[tuple[str, str], ...]:
    for known in old.edges.values():
        at = onward(pair.old, known, pair.old.index)
        if pair.place(at.place) == place:
            return shown(pair.old, known)
    return ()


def _turns(pair: Pair, old: Reached) -> Iterator[Change]:
    """Yield the answers that lead elsewhere, those of one step with the same change together."""
    turned: dict[_Turn, list[tuple[str, Known]]] = {}
    for (step, option), known in old.edges.items():
        if step in pair.names and _is_offered(pair.new.steps[pair.new.index[pair.names[step]]], option):
            turn = _turn(pair, step, option, known)
            if turn:
                turned.setdefault(turn, []).append((option, known))
    for turn, given in sorted(turned.items(), key=lambda item: pair.new.index[item[0].step]):
        now = pair.new.steps[pair.new.index[turn.step]]
        labels = [pair.tell_new.quoted(pair.tell_new.answer(now, option)) for option, _ in given]
        told = (
            f"{pair.called(now)}: {_listed(labels)} led to {_place(pair, turn.before, old=True)}"
            f" and now {'leads' if len(labels) == 1 else 'lead'} to {_place(pair, turn.after)}."
        )
        yield Change(Topic.WAY, pair.id, now.id, told, walk=shown(pair.old, given[0][1]))


def _is_offered(step: Step, option: str) -> bool:
    return step.option(option) is not None if option else step.typed is not None


def _turn(pair: Pair, step: str, option: str, known: Known) -> _Turn | None:
    """Return where an answer led and leads, None when that is the same, or the new walk does not come by it.

    Steps that are only in one of the two states are passed through: they are told as added or removed.
    """
    before = onward(pair.old, known, pair.names)
    now, _ = carry_over(pair.new, renamed(known, dict(pair.names)), None)
    after = onward(pair.new, now, frozenset(pair.names.values()))
    here = pair.names[step]
    led = pair.place(before.place)
    if here not in after.trail or led == after.place or step not in before.trail:
        return None
    return _Turn(here, led, after.place)


def _listed(labels: list[str]) -> str:
    named = (
        labels if len(labels) <= _NAMED + 1 else [*labels[:_NAMED], f"{len(labels) - _NAMED} more answers"]
    )
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
