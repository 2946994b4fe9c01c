"""What the templates of staff pages see: plain values, nothing to decide."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from webui.views.form import Entry, Mistake
from webui.views.frame import Frame
from webui.views.parts import Anchor, Choice, Hidden


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the bar above every page; `current`: the page is one of those behind it."""

    url: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Who is logged in, where they can go, and the proof that their forms carry."""

    name: str = ""
    csrf: str = ""
    doors: tuple[Door, ...] = ()
    logout: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class StaffFrame(Frame):
    """What every page of staff has around its content."""

    bar: Bar = field(default_factory=Bar)


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The login."""

    frame: StaffFrame
    action: str
    email: str = ""
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account: language, password, logins."""

    frame: StaffFrame
    action: str
    email: str
    role: str
    languages: tuple[Choice, ...]
    mistakes: tuple[Mistake, ...] = ()
    done: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has an account, and where changes of it are sent; no address for one's own."""

    name: str
    email: str
    role: str
    roles: tuple[Choice, ...]
    active: bool
    since: str
    action: str | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Who has an account."""

    frame: StaffFrame
    people: tuple[Person, ...]
    done: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the inbox with the number of its tickets, where that is known."""

    url: str
    label: str
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A box to choose from."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in the list."""

    url: str
    reference: str
    title: str
    who: str
    when: str
    when_iso: str
    status: str
    status_word: str
    assignee: str
    department: str
    language: str
    tags: tuple[str, ...]
    notes: tuple[str, ...]  # held, merged, needs attention, by phone


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The list of tickets."""

    frame: StaffFrame
    tabs: tuple[Tab, ...]
    action: str
    hidden: tuple[Hidden, ...]
    words: str
    tag: str
    selects: tuple[Select, ...]
    filtered: bool
    clear_url: str
    everywhere_url: str | None  # the same search among all requests
    state: str
    rows: tuple[TicketRow, ...]
    next_url: str | None
    first_url: str | None
    exports: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class TreesPage:
    """The trees that can be walked for a customer."""

    frame: StaffFrame
    action: str
    words: str
    stages: tuple[tuple[str, tuple[Anchor, ...]], ...]
    request_url: str
    state: str


@dataclass(frozen=True, slots=True)
class CallPage:
    """The request that is filed at the end of a walk for a customer."""

    frame: StaffFrame
    tree_title: str | None
    action: str
    hidden: tuple[Hidden, ...]
    lines: tuple[tuple[str, Markup, Markup, bool], ...]
    description: Entry
    entries: tuple[Entry, ...]
    contact: tuple[Entry, ...]
    back_url: str
    mistakes: tuple[Mistake, ...] = ()
