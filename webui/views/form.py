"""What the forms that customers write in are made of."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.parts import Choice


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error of a form: the id of the field it belongs to, and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the request form. `shape`: text, long, choice, select, last4, serial, version, email or phone."""

    name: str
    label: Markup
    shape: str = "text"
    help: Markup | None = None
    value: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    error: str | None = None
    autocomplete: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture or log that would help, and how to come by it."""

    label: Markup
    help: Markup | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is here already: it goes along while its box (field `kept`) is ticked."""

    number: int
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Files:
    """The part of a form for files: what helps, what is here, what a browser offers to choose."""

    accept: str
    wanted: tuple[Wanted, ...] = ()
    kept: tuple[Kept, ...] = ()
    full: bool = False
    errors: tuple[str, ...] = ()
