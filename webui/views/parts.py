"""What several kinds of pages are made of."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what it shows in words."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link with its words."""

    url: str
    label: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """One line of "your answers": question, answer, a note when nobody was asked, and where to change it."""

    question: Markup
    answer: Markup
    note: str = ""
    change_url: str | None = None
    change_name: str = ""  # the question as plain text, for the hidden part of the link


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of the walk, with a way to begin again."""

    rows: tuple[Row, ...]
    start_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as shown; `apart` ones stand behind an "or"."""

    id: str
    label: Markup
    hint: Markup | None = None
    picture: Picture | None = None
    checked: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden field of a form."""

    name: str
    value: str
