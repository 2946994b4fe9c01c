"""The request form."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.form import Entry, Files, Mistake
from webui.views.frame import Frame
from webui.views.parts import Hidden


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript that goes along, unless the customer takes it out. Field name: `line`."""

    id: str
    question: Markup
    answer: Markup
    note: str = ""  # who told it, when the customer did not
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the product told of the customer, masked: each with its label and whether it reads from the left."""

    lines: tuple[tuple[Markup, str, bool], ...]
    reaches: bool  # an answer could be sent there
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The request form: everything known is there already."""

    frame: Frame
    tree_title: str | None
    action: str
    hidden: tuple[Hidden, ...]
    lines: tuple[Line, ...]
    description: Entry
    entries: tuple[Entry, ...]
    contact: tuple[Entry, ...]
    files: Files
    vouched: Vouched | None = None
    mistakes: tuple[Mistake, ...] = ()
    text: Markup | None = None
    promise: Markup | None = None
    hours: str | None = None  # is somebody there now, or when next
    consent: Markup | None = None
    back_url: str | None = None
    sent_reference: str | None = None  # this form was sent before, with other words
    sent_url: str | None = None
    challenge: str = ""  # the sum that the browser is asked for, none without
    trap: str = ""  # name of a box that people do not see; what fills it is a machine
