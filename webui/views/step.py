"""The page of a step."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.frame import Frame
from webui.views.parts import Anchor, Answers, Choice, Hidden, Picture


@dataclass(frozen=True, slots=True)
class Box:
    """A typed answer: what stands in it, its unit, and the keyboard a phone should show."""

    value: str = ""
    unit: Markup | None = None
    input_mode: str = "text"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a step. `shape`: buttons (one tap), radios, checkboxes or typed. Its field is `answer`."""

    action: str
    hidden: tuple[Hidden, ...]
    shape: str
    choices: tuple[Choice, ...]
    box: Box | None = None
    question: Markup | None = None  # asked above the choices of a fix, do or tell
    error: str | None = None  # what to do, when nothing fitting was chosen
    again_url: str = ""  # this step with everything known: history entry that Back returns to


@dataclass(frozen=True, slots=True)
class Instructions:
    """The body of a fix, do or tell: what it touches, how, how to see it worked, how to undo it."""

    how: Markup | None = None
    warning: Markup | None = None
    check: Markup | None = None
    undo: Markup | None = None
    why: Markup | None = None
    minutes: str | None = None
    risk: str | None = None
    risk_level: str = "none"
    restart: bool = False  # the connection will be cut: say so, and offer to print or copy the link, first
    resume_url: str | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing that a look may show: its words, and the way on with it, if it leads on.

    `value` is what the fact is then; empty: nothing is known by it.
    """

    name: str
    value: str
    words: str
    url: str | None = None
    go_on: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the browser itself can look at for a step. Hidden until a script has looked, or asks to press a key."""

    detector: str
    fact: str
    heading: str
    sights: tuple[Sight, ...]
    task: str = ""  # what the customer does in a box; empty where nothing is to be done
    font: str = ""
    letters: str = ""


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step. `kind` is ask, fix, do or tell."""

    frame: Frame
    tree_title: str
    kind: str
    caption: str  # "Step 3"
    left: str | None  # "about 2 more", only when it can be told
    heading: Markup
    hint: Markup | None
    picture: Picture | None
    link: Anchor | None
    instructions: Instructions | None
    form: Form
    answers: Answers
    back_url: str | None
    notices: tuple[Markup, ...] = ()  # what was dropped, detected or reported after the last step
    offer_person: bool = False  # three fixes failed
    only_staff: bool = False
    elsewhere: tuple[Hidden, ...] = ()  # the walk, for the form that takes it to another device or person
    article_url: str | None = None  # where the whole guide can be read; only where the walk begins
    looks: tuple[Look, ...] = ()
