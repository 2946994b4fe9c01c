"""The script itself. PowerShell is written here and in the detectors alone; texts come in as literals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wizard.library import Library
from wizard.model.fact import Fact
from wizard.model.tree import Tree
from wizard.probe.detector import Function
from wizard.probe.detectors import detector_of
from wizard.probe.literals import array, literal, table
from wizard.probe.showing import BEGINNING, END
from wizard.rendering import Renderer, direction
from wizard.words import word

# With the mark in front, Windows PowerShell reads the file as UTF-8.
ENCODING: Final = "utf-8-sig"
_WORDS: Final = ("title", "intro", "nothing", "safe", "ask", "read", "which")
# Of MessageBoxOptions: written from right to left, and set to the right.
_RIGHT_TO_LEFT: Final = 1572864


@dataclass(frozen=True, slots=True)
class Order:
    """What a script is to do: look for `facts`, and open one of `trees` at `address` (empty: none) in `locale`.

    `address` is scheme and host, without a slash at its end.
    """

    facts: Sequence[Fact]
    trees: Sequence[Tree]
    locale: str
    address: str = ""


def script(library: Library, order: Order) -> str:
    """Return the PowerShell of an order, in lines that Windows knows; facts that no detector finds are left out."""
    renderer = Renderer(library, lambda locale, tree: "")
    settings, looks = "\n".join(_settings(order, renderer)), "\n".join(_looks(order, renderer))
    parts = [BEGINNING, *_functions(order.facts), settings, looks, END]
    return "\n\n".join(part.strip("\n") for part in parts).replace("\n", "\r\n") + "\r\n"


def _functions(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the functions that are called, each once, what it needs before it."""
    wanted = [detector.function for fact in facts if (detector := detector_of(fact))]
    met: dict[str, str] = {}

    def meet(function: Function) -> None:
        for needed in function.needs:
            meet(needed)
        met.setdefault(function.name, function.source)

    for function in wanted:
        if function is not None:
            meet(function)
    yield from met.values()


def _settings(order: Order, renderer: Renderer) -> Iterator[str]:
    titles = {tree.id: renderer.plain(tree.title, order.locale, {}) for tree in order.trees}
    words = {name: word(order.locale, f"probe.{name}") for name in _WORDS}
    yield f"$words = {table(words)}"
    yield f"$reading = {_RIGHT_TO_LEFT if direction(order.locale) == 'rtl' else 0}"
    yield f"$site = {literal(order.address)}"
    yield f"$locale = {literal(order.locale)}"
    yield f"$trees = {array(tree.id for tree in order.trees)}"
    yield f"$titles = {table(titles)}"


def _looks(order: Order, renderer: Renderer) -> Iterator[str]:
    """Yield a line for each fact. Whatever goes wrong in one, the next is looked for."""
    for fact in order.facts:
        detector = detector_of(fact)
        if detector is None or detector.function is None:
            continue
        about = renderer.plain(fact.about or fact.ask, order.locale, {}) or fact.id
        given = f"{literal(fact.id)} {literal(about)} ({detector.call(fact.detect)})"
        if fact.typed is not None:
            unit = renderer.plain(fact.typed.unit, order.locale, {})
            yield f"try {{ Add-Number {given} {literal(unit)} }} catch {{ }}"
        else:
            labels = {value.id: renderer.plain(value.label, order.locale, {}) for value in fact.values}
            yield f"try {{ Add-Choice {given} {table(labels)} }} catch {{ }}"
