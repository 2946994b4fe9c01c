"""Conditions as values: what `when:` and `if:` say, and whether it holds. No code and no expression strings.

Two questions can be asked. `holds(values)`: is it so, with what is known now (the unknown makes it false)?
`verdict(values, open_names)`: is it so for good, with the names in `open_names` still able to become
anything?
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Final

from wizard.problem import Place

Values = Mapping[str, str]
Number = tuple[float, ...]

COMPARISONS: Final[Mapping[str, Callable[[Number, Number], bool]]] = {
    "below": lt,
    "above": gt,
    "at-least": ge,
    "at-most": le,
}


def number(text: str, *, version: bool = False) -> Number | None:
    """Return `text` as something to compare, None when it is no number (or, with `version`, no dotted one).

    A version is compared part by part with trailing zeros dropped, so 2 = 2.0 and 2.5 < 2.10.
    """
    try:
        if not version:
            return (float(text),)
        parts = [int(part) for part in text.split(".")]
    except ValueError:
        return None
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Is:
    """The value of a fact, step or outcome is one of `values`; of `many` chosen options, one of them is."""

    name: str
    values: frozenset[str]
    place: Place
    many: bool = False

    def holds(self, values: Values) -> bool:
        """Tell whether it is so now."""
        value = values.get(self.name)
        if value is None:
            return False
        return value in self.values or (self.many and not self.values.isdisjoint(value.split(".")))

    def verdict(self, values: Values, open_names: Collection[str]) -> bool | None:
        """Tell whether it is so for good; None while that is open."""
        if self.name in values:
            return self.holds(values)
        return None if self.name in open_names else False

    def leaves(self) -> Iterator[Is | Compare]:
        """Yield the comparisons with single names inside, in order."""
        yield self


@dataclass(frozen=True, slots=True)
class Compare:
    """The value of a typed fact or step stands in `relation` (a key of COMPARISONS) to `bound`."""

    name: str
    relation: str
    bound: Number
    version: bool
    place: Place

    def holds(self, values: Values) -> bool:
        """Tell whether it is so now; a value that is no number (such as unsure) makes it false."""
        value = values.get(self.name)
        found = None if value is None else number(value, version=self.version)
        return found is not None and COMPARISONS[self.relation](found, self.bound)

    def verdict(self, values: Values, open_names: Collection[str]) -> bool | None:
        """Tell whether it is so for good; None while that is open."""
        if self.name in values:
            return self.holds(values)
        return None if self.name in open_names else False

    def leaves(self) -> Iterator[Is | Compare]:
        """Yield the comparisons with single names inside, in order."""
        yield self


@dataclass(frozen=True, slots=True)
class Several:
    """Conditions taken together; how, the kinds below say."""

    items: tuple[Condition, ...]

    def verdicts(self, values: Values, open_names: Collection[str]) -> list[bool | None]:
        """Return the verdict of each item."""
        return [item.verdict(values, open_names) for item in self.items]

    def leaves(self) -> Iterator[Is | Compare]:
        """Yield the comparisons with single names inside, in order."""
        for item in self.items:
            yield from item.leaves()


@dataclass(frozen=True, slots=True)
class All(Several):
    """Every one of `items` holds. With no items it always does."""

    def holds(self, values: Values) -> bool:
        """Tell whether it is so now."""
        for item in self.items:  # a loop, not all(): this is the engine's hot path
            if not item.holds(values):
                return False
        return True

    def verdict(self, values: Values, open_names: Collection[str]) -> bool | None:
        """Tell whether it is so for good; None while that is open."""
        found = self.verdicts(values, open_names)
        if False in found:
            return False
        return None if None in found else True


@dataclass(frozen=True, slots=True)
class AnyOf(Several):
    """At least one of `items` holds."""

    def holds(self, values: Values) -> bool:
        """Tell whether it is so now."""
        for item in self.items:  # a loop, not any(): as above
            if item.holds(values):
                return True
        return False

    def verdict(self, values: Values, open_names: Collection[str]) -> bool | None:
        """Tell whether it is so for good; None while that is open."""
        found = self.verdicts(values, open_names)
        if True in found:
            return True
        return None if None in found else False


@dataclass(frozen=True, slots=True)
class NoneOf(Several):
    """None of `items` holds; so it is true as long as what they name is unknown."""

    def holds(self, values: Values) -> bool:
        """Tell whether it is so now."""
        for item in self.items:
            if item.holds(values):
                return False
        return True

    def verdict(self, values: Values, open_names: Collection[str]) -> bool | None:
        """Tell whether it is so for good; None while that is open."""
        found = self.verdicts(values, open_names)
        if True in found:
            return False
        return None if None in found else True


Condition = Is | Compare | All | AnyOf | NoneOf


def both(first: Condition | None, second: Condition | None) -> Condition | None:
    """Return the condition that both hold; None stands for "always"."""
    if first is None or second is None:
        return first if second is None else second
    return All((first, second))


def beyond(condition: Condition | None, outer: Condition | None) -> Condition | None:
    """Return what `condition` says beyond `outer`: the second of what `both` made of the two."""
    if outer is None:
        return condition
    return condition.items[1] if isinstance(condition, All) and condition.items[:1] == (outer,) else None
