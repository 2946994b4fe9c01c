"""A walk <-> the query string of its page. What does not belong in one is dropped, never an error."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote

from wizard import limits
from wizard.engine.carry import Dropped, Why
from wizard.known import Known, Source
from wizard.model.tree import Tree
from wizard.names import ID_PATTERN, is_id, is_step_id

_FACT: Final = re.compile(rf"(?P<fact>{ID_PATTERN})~(?P<source>host|probe)")
_EARLIER: Final = re.compile(rf"(?P<tree>{ID_PATTERN}):(?P<step>{ID_PATTERN}(?:\.{ID_PATTERN})?)")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_REVISION: Final = re.compile(r"[0-9a-f]{6,16}")
_NAME_CHARACTERS: Final = 3 * limits.ID + 2  # tree:block.step

# Longer names and values are hardly ever the same twice: kept, made-up ones would fill the memory.
_USUAL_CHARACTERS: Final = 2 * limits.TYPED

# The field of a form that holds what is known, as a query string.
_KNOWN: Final = "_known"
# The ways by which a walk can come that say so themselves; without a word it came by the website.
CHANNELS: Final = frozenset({"widget", "phone", "together", "offline"})

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Walk:
    """What a query string says: all that is known, the walk's id, the revision of the answers, and more.

    `via` are the trees the walk has left, `at` a step to show again, `context` a trusted context's id,
    `channel` one of CHANNELS, None when it came by the website.
    """

    known: Known = Known()
    id: str | None = None
    revision: str | None = None
    via: tuple[str, ...] = ()
    at: str | None = None
    context: str | None = None
    channel: str | None = None
    dropped: tuple[Dropped, ...] = field(default=())

    def of(self, walk: Walk) -> Walk:
        """Return this walk as the one of whoever walks `walk`: with its id, context and channel.

        Every step asks for it, so it is spelt out: `replace` would take twice as long.
        """
        return Walk(
            self.known,
            walk.id,
            self.revision,
            self.via,
            self.at,
            walk.context,
            walk.channel,
            self.dropped,
        )


def walk_from(pairs: Iterable[Pair]) -> Walk:
    """Return the walk that names and values describe, whatever their order.

    A name that has two different values has none. Names that cannot be ids are left out without a word.
    """
    whose: set[str] = set()
    said: list[Pair] = []
    for pair in pairs:
        if pair[0] == "_w":
            whose.add(pair[1])
        else:
            said.append(pair)
    # All but the id is what other customers have said before.
    letters = sum(len(name) + len(value) for name, value in said)
    usual = len(said) <= limits.USUAL_NAMES and letters <= limits.QUERY_BYTES
    found = (_usual_walk if usual else _walk)(tuple(said))
    walk_id = whose.pop() if len(whose) == 1 else ""
    return replace(found, id=walk_id) if _TOKEN.fullmatch(walk_id) else found


def is_usual(walk: Walk) -> bool:
    """Tell whether a walk names no more than real ones do: only of those is anything kept at hand."""
    known = walk.known
    named = len(known.answers) + len(known.told) + len(known.earlier) + len(walk.dropped)
    return named <= limits.USUAL_NAMES


def _walk(said: tuple[Pair, ...]) -> Walk:
    given: dict[str, set[str]] = {}
    for name, value in said:
        given.setdefault(name, set()).add(value)
    single = {name: next(iter(values)) for name, values in sorted(given.items()) if len(values) == 1}
    via = _via(single.get("_via", ""))
    return Walk(
        _known(single, via),
        revision=_fitting(single, "_r", _REVISION),
        via=via,
        at=single["_at"] if is_step_id(single.get("_at", "")) else None,
        context=_fitting(single, "_c", _TOKEN),
        channel=single["_channel"] if single.get("_channel") in CHANNELS else None,
        dropped=tuple(_twice(given)),
    )


_usual_walk: Final = lru_cache(2_048)(_walk)


def _known(single: Mapping[str, str], via: Sequence[str]) -> Known:
    answers: dict[str, str] = {}
    told: dict[str, dict[Source, str]] = {}
    earlier: dict[tuple[str, str], str] = {}
    for name, value in single.items():
        if len(name) > _NAME_CHARACTERS or len(value) > limits.QUERY_BYTES:
            continue
        if is_step_id(name):
            answers[name] = value
        elif match := _FACT.fullmatch(name):
            told.setdefault(match["fact"], {})[Source(match["source"])] = value
        elif match := _EARLIER.fullmatch(name):
            earlier[match["tree"], match["step"]] = value
    return Known(answers, told, dict(_in_order(earlier, via)))


def _in_order(
    earlier: Mapping[tuple[str, str], str], via: Sequence[str]
) -> list[tuple[tuple[str, str], str]]:
    """Return the answers of earlier trees in the order in which the walk left the trees, by name in each."""
    places = {tree: at for at, tree in enumerate(via)}
    return sorted(earlier.items(), key=lambda item: (places.get(item[0][0], -1), item[0]))


def _twice(given: Mapping[str, Collection[str]]) -> Iterator[Dropped]:
    """Yield the values of names that have several."""
    for name, values in sorted(given.items()):
        told = _FACT.fullmatch(name)
        if len(values) > 1 and len(name) <= _NAME_CHARACTERS and (told or is_step_id(name)):
            yield from (Dropped(told["fact"] if told else name, value, Why.TWICE) for value in sorted(values))


def pairs(walk: Walk, tree: Tree, *, shared: bool = False) -> list[Pair]:
    """Return the walk as names and values: facts sorted, steps in tree order, earlier trees, reserved names.

    With `shared` the link is for others: without the walk's id, its trusted context and how it came. `_at` is
    left to the caller.
    """
    known = walk.known
    found = list(_facts(known, tree))
    at = tree.index
    steps = [name for name in known.answers if name not in tree.facts]
    found += [
        (name, known.answers[name]) for name in sorted(steps, key=lambda name: (at.get(name, -1), name))
    ]
    found += [(f"{earlier}:{step}", value) for (earlier, step), value in _in_order(known.earlier, walk.via)]
    if walk.via:
        found.append(("_via", ".".join(walk.via)))
    found.append(("_r", tree.revision))
    if not shared:
        visit = (("_channel", walk.channel), ("_c", walk.context), ("_w", walk.id))
        found += [(name, value) for name, value in visit if value]
    return found


def query_string(items: Iterable[Pair]) -> str:
    """Return names and values as a query string without the `?`."""
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in items])


def _quoted(text: str) -> str:
    return _usual_quoted(text) if len(text) <= _USUAL_CHARACTERS else _quoted_afresh(text)


def _quoted_afresh(text: str) -> str:
    return quote(text, safe="~:.")


_usual_quoted: Final = lru_cache(4_096)(_quoted_afresh)


def form_fields(items: Iterable[Pair]) -> list[Pair]:
    """Return the names and values of a walk as a form carries them: what is known stands in one field.

    So no step's id can be taken for the name of another field, such as `answer` or `phone`.
    """
    known: list[Pair] = []
    reserved: list[Pair] = []
    for pair in items:
        (reserved if pair[0].startswith("_") else known).append(pair)
    return [(_KNOWN, query_string(known)), *reserved]


@lru_cache(2_048)
def _parsed(query: str) -> tuple[Pair, ...]:
    return tuple(parse_qsl(query[: limits.BODY_BYTES], keep_blank_values=True))


def walk_from_form(fields: Iterable[Pair]) -> Walk:
    """Return the walk that the fields of a form carry; the form's own fields are left out."""
    found: list[Pair] = []
    for name, value in fields:
        if name == _KNOWN:
            usual = len(value) <= limits.QUERY_BYTES and value.count("&") < limits.USUAL_NAMES
            found += _parsed(value) if usual else _parsed.__wrapped__(value)
        elif name.startswith("_"):
            found.append((name, value))
    return walk_from(found)


def _facts(known: Known, tree: Tree) -> Iterator[Pair]:
    for name in sorted({*(name for name in known.answers if name in tree.facts), *known.told}):
        if name in known.answers:
            yield name, known.answers[name]
        for source, value in sorted(known.told.get(name, {}).items()):
            if source is not Source.VERIFIED:
                yield f"{name}~{source}", value


def _fitting(values: Mapping[str, str], name: str, pattern: re.Pattern[str]) -> str | None:
    value = values.get(name, "")
    return value if pattern.fullmatch(value) else None


def _via(value: str) -> tuple[str, ...]:
    trees = value.split(".")[: limits.JUMPS] if value else []
    return tuple(dict.fromkeys(tree for tree in trees if is_id(tree)))
