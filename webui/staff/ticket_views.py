"""What the template of a ticket sees."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.staff.views import Select, StaffFrame, Tab
from webui.views.form import Entry, Mistake
from webui.views.parts import Anchor, Row


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact and what each source said of it."""

    name: Markup
    values: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the form; a masked one can be shown, which is noted."""

    id: str
    label: Markup
    value: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a ticket."""

    url: str
    name: str
    type: str
    size: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message or note."""

    kind: str  # customer, staff or note
    who: str
    when: str
    when_iso: str
    body: str
    files: tuple[FileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """Something that was done: when, by whom, what, and what changed by it."""

    when: str
    when_iso: str
    who: str
    what: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try of a delivery."""

    when: str
    when_iso: str
    outcome: str
    error: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery, its state and its attempts; `action` where a person has to say how it goes on and may."""

    helpdesk: str
    purpose: str
    state: str
    state_word: str
    error: str
    external_id: str
    external_url: str | None
    external_status: str
    attempts: tuple[AttemptRow, ...]
    tries: str
    due: str
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Actions:
    """Where the forms of a ticket are sent."""

    reply: str
    note: str
    change: str
    merge: str
    release: str | None
    show: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A line about a ticket: name, value, and whether it reads from left to right whatever the page."""

    name: str
    value: str
    url: str = ""
    code: bool = False
    iso: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was tried and what is known, in one language; `languages` lead to the others."""

    locale: str
    direction: str
    languages: tuple[Tab, ...]
    tree_title: str | None
    rows: tuple[Row, ...]
    facts: tuple[FactRow, ...]
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """What can be done with a ticket: where each form is sent, and what stands in it."""

    actions: Actions
    form_key: str
    reply: Entry
    reply_hint: str
    note: Entry
    then: Select
    selects: tuple[Select, ...]
    tags: str
    merge: str = ""


@dataclass(frozen=True, slots=True)
class StaffTicketPage:
    """A ticket as staff see it."""

    frame: StaffFrame
    reference: str
    title: str
    status: str
    status_word: str
    held: str | None
    details: tuple[Detail, ...]
    merged_into: Anchor | None
    doubles: tuple[Anchor, ...]
    customer_url: str | None
    transcript: Transcript
    description: str
    files: tuple[FileRow, ...]
    messages: tuple[MessageRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    history: tuple[HistoryRow, ...]
    forms: Forms
    mistakes: tuple[Mistake, ...] = ()
    done: str = ""
