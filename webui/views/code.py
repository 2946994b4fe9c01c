"""The pages of codes: one that was made, where one is typed, and those around a walk together."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.frame import Frame
from webui.views.parts import Anchor, Answers, Picture
from webui.views.step import Instructions


@dataclass(frozen=True, slots=True)
class Drawn:
    """A QR code: points wide and high, and its path."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """A walk to go on with elsewhere, and to print: its code, the step it stands at, what was answered."""

    frame: Frame
    tree_title: str
    code: str
    address: str  # where codes are typed
    drawn: Drawn
    until: str
    back_url: str
    heading: Markup
    hint: Markup | None
    options: tuple[Markup, ...]
    instructions: Instructions | None
    picture: Picture | None
    link: Anchor | None
    answers: Answers
    made: str  # date and time


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Where a code is typed. `error` says what was wrong with the last one, `begin` leads to a fresh start."""

    frame: Frame
    heading: str
    action: str
    locale: str
    typed: str = ""
    error: str | None = None
    begin: Anchor | None = None


@dataclass(frozen=True, slots=True)
class GonePage:
    """The two walk together no more; the way on for one alone."""

    frame: Frame
    heading: str
    text: str
    onward: Anchor


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Where staff type the code that a customer reads to them."""

    frame: Frame
    action: str
    csrf: str
    typed: str = ""
    error: str | None = None
    done: str = ""
