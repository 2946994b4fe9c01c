"""The customer's own request."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.channels import ChannelView
from webui.views.form import Entry, Files, Mistake
from webui.views.frame import Frame
from webui.views.parts import Hidden, Row


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to fetch."""

    url: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message about a request."""

    by_staff: bool
    when: str
    when_iso: str
    body: str
    files: tuple[FileLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a request is: its state in a few words, and what happens next. `settled`: nothing more, unless asked.

    `twin` is the number of the request that it was put together with, where the customer may know it.
    """

    status: str
    steps: tuple[str, ...]
    settled: bool = False
    twin: str | None = None
    promise: Markup | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The one question at the end; `given` is what was answered before."""

    helped: Entry
    words: Entry
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What the customer sent."""

    description: str
    details: tuple[Row, ...]
    rows: tuple[Row, ...]
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class RequestPage:
    """The customer's own request: what was sent, what was said since, and a way to add something."""

    frame: Frame
    fresh: bool  # just sent: the confirmation
    reference: str
    url: str
    sent_when: str
    sent_iso: str
    tree_title: str | None
    standing: Standing
    sent: Sent
    messages: tuple[Said, ...]
    action: str
    hidden: tuple[Hidden, ...]
    reply: Entry
    files: Files
    can_solve: bool = False
    survey: Survey | None = None
    channels: tuple[ChannelView, ...] = ()
    place_of_hours: str | None = None
    mistakes: tuple[Mistake, ...] = ()
    notice: str | None = None  # what was just done
