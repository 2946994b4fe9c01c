"""What a detector is: a name, what it can find, and how PowerShell or a browser finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wizard.probe.literals import literal

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the script: its PowerShell, and the functions that it calls."""

    name: str
    source: str
    needs: tuple[Function, ...] = ()


@dataclass(frozen=True, slots=True)
class Detector:
    """One way to find a fact.

    `finds`: what, in a few words. `values`: what it can say; empty where it finds a number (`numeric`) or what
    its data names. `function` and `arguments`: how the script calls it, None where only a page can tell.
    `browser`: a page can tell.
    """

    name: str
    finds: str
    values: tuple[str, ...] = ()
    numeric: bool = False
    function: Function | None = None
    arguments: Callable[[Data], tuple[str, ...]] = lambda data: ()
    browser: bool = False

    def call(self, data: Data) -> str:
        """Return the expression by which the script asks this detector, which must have a `function`."""
        assert self.function is not None
        return " ".join((self.function.name, *self.arguments(data)))


def said(data: Data, key: str) -> str:
    """Return what the data says under `key` as a literal; nothing where it says nothing."""
    value = data.get(key, "")
    return literal("" if isinstance(value, Mapping | list | tuple) or value is None else str(value))
