"""`when:` and `if:` as written -> conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wizard import limits
from wizard.conditions import COMPARISONS, All, AnyOf, Compare, Condition, Is, NoneOf, number
from wizard.loader.names import Names
from wizard.loader.part import Part
from wizard.problem import Place


def condition(part: Part, key: str, names: Names) -> Condition | None:
    """Return the condition at `key`, None when there is none (it always holds) or when it cannot be read."""
    if not part.has(key):
        return None
    return _any_of(part, key, names, 0) if isinstance(part.data[key], list) else _mapping(part, key, names, 0)


def _mapping(part: Part, key: str, names: Names, depth: int) -> Condition | None:
    inner = part.bare(key)
    if inner is None:
        hint = "write what must be so: {step-or-fact: value}"
        part.note(part.place_of(key), f"`{key}:` is no condition", hint)
        return None
    return _all_of(inner, names, depth + 1)


def _all_of(inner: Part, names: Names, depth: int) -> Condition | None:
    if depth > limits.CONDITION_DEPTH:
        inner.note(inner.place, f"conditions stand more than {limits.CONDITION_DEPTH} deep here")
        return None
    found = [item for name, _ in inner.entries() for item in _entry(inner, name, names, depth)]
    return found[0] if len(found) == 1 else All(tuple(found))


def _entry(inner: Part, name: str, names: Names, depth: int) -> Iterator[Condition]:
    if name in ("any", "all", "none"):
        yield _joined(name, tuple(_several(inner, name, names, depth)))
        return
    place = inner.place_of_key(name)
    compared = inner.bare(name)
    if compared is None:
        yield Is(names.known(name), frozenset(inner.words(name)), place, names.is_many(name))
        return
    for relation, _ in compared.entries():
        yield from _compared(compared, relation, name, names)


def _joined(word: str, items: tuple[Condition, ...]) -> Condition:
    if word == "any":
        return AnyOf(items)
    return All(items) if word == "all" else NoneOf(items)


def _compared(compared: Part, relation: str, name: str, names: Names) -> Iterator[Condition]:
    version = names.is_version(name)
    bound = number(compared.scalar(relation), version=version)
    if relation not in COMPARISONS or bound is None:
        hint = "write below, above, at-least or at-most and a number"
        compared.note(compared.place_of_key(relation), f"`{relation}` compares nothing here", hint)
        return
    yield Compare(names.known(name), relation, bound, version, compared.place_of_key(relation))


def _several(inner: Part, key: str, names: Names, depth: int) -> Iterator[Condition]:
    """Yield the conditions under any:, all: or none:; of a mapping each entry is one."""
    value: Any = inner.data[key]
    if isinstance(value, dict):
        mapping = inner.bare(key)
        if mapping is not None and depth < limits.CONDITION_DEPTH:
            for name, _ in mapping.entries():
                yield from _entry(mapping, name, names, depth + 1)
        return
    for item, place in inner.items(key):
        found = _item(inner, item, place, names, depth)
        if found is not None:
            yield found


def _item(inner: Part, item: Any, place: Place, names: Names, depth: int) -> Condition | None:
    if not isinstance(item, dict):
        inner.note(place, "this is no condition", "write what must be so: {step-or-fact: value}")
        return None
    return _all_of(replace(inner, data=item, place=place), names, depth + 1)


def _any_of(part: Part, key: str, names: Names, depth: int) -> Condition | None:
    return AnyOf(tuple(_several(part, key, names, depth)))
