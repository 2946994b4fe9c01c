"""What an operation of the API is: the declaration from which requests are read, the document and the page are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from webui.api.callers import Caller
from webui.api.shape import PLAIN, Schema
from webui.services import Services
from wizard.api_keys import Scope
from wizard.library import Library
from wizard.query import Pair

LOCALE: Final = "_locale"


def languages(library: Library) -> tuple[str, ...]:
    """Return the languages of the texts, the one without asking first."""
    default = library.site.default_locale
    return tuple(sorted(library.locales, key=lambda locale: locale != default))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named part of the address (`place` path or query) or a header; `schema` bounds it."""

    name: str
    about: str
    place: str = "query"
    required: bool = False
    schema: Schema = field(default_factory=lambda: {"type": "string", **PLAIN})


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read and found to fit: who asks, in which language, the parameters, the body.

    `pairs` are all names and values of the query string without `_locale`.
    """

    services: Services
    caller: Caller
    locale: str
    path: Mapping[str, str]
    given: Mapping[str, str]
    pairs: tuple[Pair, ...]
    body: Any = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an operation answers."""

    value: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `walk`: its query string is that of a walk's page, so all other names in it are known values.

    `answers` and `takes` are the types of its answer and of its body; `kept` is its Cache-Control; `refuses` are
    the problems of its own; `keyed`: it wants an Idempotency-Key.
    """

    id: str
    method: str
    path: str
    summary: str
    about: str
    scope: Scope
    run: Callable[[Call], Reply]
    answers: type
    takes: type | None = None
    parameters: tuple[Parameter, ...] = ()
    walk: bool = False
    keyed: bool = False
    status: int = 200
    kept: str = "no-store"
    refuses: tuple[str, ...] = ()

    def of(self, place: str) -> Mapping[str, Parameter]:
        """Return the parameters that stand in a place, by name."""
        return {one.name: one for one in self.parameters if one.place == place}
