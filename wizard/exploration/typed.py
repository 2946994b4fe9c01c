"""What may be typed, by example: values that conditions tell apart, and the longest spelling of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from wizard import limits
from wizard.conditions import Compare, Is
from wizard.exploration.pattern import longest_match, matches
from wizard.model.step import Typed

# Tried where no bound says what to try.
_USUAL: Final = {
    "number": ("1", "0", "7", "20", "100"),
    "version": ("1", "1.0", "2.5", "10.0.1"),
    "text": ("x", "1", "00", "abc", "ABC", "1234", "a1", "1.0"),
}
_WHOLE_DIGITS: Final = 15
_DECIMALS: Final = 6
_VERSION_DIGITS: Final = 9
_VERSION_PARTS: Final = 6
_WIDEST: Final = "\U0001f600"  # four bytes, each of them three in a query string


def samples(typed: Typed, leaves: Sequence[Is | Compare]) -> tuple[str, ...]:
    """Return one typed value for each way in which these comparisons can come out together.

    The bounds they name, and values below, between and above them, as far as the step takes such a value.
    """
    found: dict[tuple[bool, ...], str] = {}
    for tried in _tried(typed, leaves):
        if typed.value(tried) == tried:
            found.setdefault(tuple(leaf.holds({leaf.name: tried}) for leaf in leaves), tried)
    return tuple(found.values())


def longest(typed: Typed, sample: str, leaves: Sequence[Is | Compare]) -> str:
    """Return what takes the most room in a query string of all that is typed alike: `sample`, if nothing else is."""
    alike = [leaf.holds({leaf.name: sample}) for leaf in leaves]
    best = sample
    for tried in _long(typed, sample):
        same = [leaf.holds({leaf.name: tried}) for leaf in leaves] == alike
        if same and typed.value(tried) == tried and room(tried) > room(best):
            best = tried
    return best


def room(value: str) -> int:
    """Return how many bytes a value takes in a query string, where letters, digits and `_.-~:` take one."""
    plain = sum(char.isascii() and (char.isalnum() or char in "_.-~:") for char in value)
    return plain + 3 * (len(value.encode()) - plain)


def _tried(typed: Typed, leaves: Iterable[Is | Compare]) -> Iterator[str]:
    for leaf in leaves:
        if isinstance(leaf, Is):
            yield from sorted(leaf.values)
    bounds = sorted({leaf.bound for leaf in leaves if isinstance(leaf, Compare)})
    if typed.kind == "version":
        yield from _around_versions(bounds)
    elif typed.kind == "number":
        yield from _around_numbers([bound[0] for bound in bounds])
    yield from (bound for bound in (typed.least, typed.most) if bound is not None)
    yield from _USUAL[typed.kind]
    if typed.pattern is not None:
        yield from matches(typed.pattern)


def _around_numbers(bounds: Sequence[float]) -> Iterator[str]:
    for bound in bounds:
        yield from map(_spelt, (bound, bound - 1, bound + 1, bound - 0.5, bound + 0.5))
    yield from (_spelt((low + high) / 2) for low, high in pairwise(bounds))


def _around_versions(bounds: Iterable[Sequence[float]]) -> Iterator[str]:
    for bound in bounds:
        parts = [int(part) for part in bound]
        for more in ([], [1], [0, 1]):
            yield ".".join(map(str, [*parts, *more]))
        yield ".".join(map(str, [*parts[:-1], parts[-1] + 1]))
        if parts[-1] > 0:
            yield ".".join(map(str, [*parts[:-1], parts[-1] - 1]))
            yield ".".join(map(str, [*parts[:-1], parts[-1] - 1, 9]))


def _spelt(value: float) -> str:
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _long(typed: Typed, sample: str) -> Iterator[str]:
    if typed.kind == "text":
        yield _WIDEST * limits.TYPED
        if typed.pattern is not None:
            yield from longest_match(typed.pattern)
    elif typed.kind == "number":
        yield from _long_numbers(typed, sample)
    else:
        yield from _long_versions(sample)


def _long_versions(sample: str) -> Iterator[str]:
    """Yield versions that mean the same, with zeros before and behind: of five parts just as long as may be."""
    parts = sample.split(".")
    parts += ["0"] * (_VERSION_PARTS - len(parts))
    last = limits.TYPED - 4 - 3 * _VERSION_DIGITS - (_VERSION_DIGITS - 1)
    widths = (*[_VERSION_DIGITS] * 3, _VERSION_DIGITS - 1, last)
    yield ".".join(part.zfill(width) for part, width in zip(parts, widths, strict=False))
    wide = [part.zfill(_VERSION_DIGITS) for part in parts]
    while wide:
        yield ".".join(wide)
        wide.pop()


def _long_numbers(typed: Typed, sample: str) -> Iterator[str]:
    for number in (sample, typed.least, typed.most, f"-{sample}"):
        whole, _, decimals = (number or "0").lstrip("-").partition(".")
        sign = "-" if number and number.startswith("-") else ""
        padded = f"{sign}{whole.zfill(_WHOLE_DIGITS)}"
        yield f"{padded}.{decimals.ljust(_DECIMALS, '0')}"
        yield f"{padded}.{decimals.ljust(_DECIMALS, '1')}"
        yield padded
