"""The list of tickets: parts with their numbers, filters, and one row for each ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from webui.services import Services
from webui.staff import addresses
from webui.staff.forms import (
    ALL,
    ATTENTION,
    HELD,
    MINE,
    NOBODY,
    PAGE,
    TABS,
    Filter,
    agents,
    departments,
)
from webui.staff.present.around import iso, moment, staff_frame, visible
from webui.staff.present.words import channel_words, held_words, status_words
from webui.staff.views import InboxPage, Select, Tab, TicketRow
from webui.texts import Words
from webui.texts import words as words_of
from webui.views.parts import Anchor, Choice, Hidden
from wizard.store import Staff, Ticket

_BEGINNING: Final = 90  # signs of a description that stand in for a title


def inbox_page(
    found: Services,
    locale: str,
    member: Staff,
    asked: Filter,
    tickets: Sequence[Ticket],
    waiting: frozenset[int],
) -> InboxPage:
    """Return the list. `tickets` may hold one more than a page; `waiting` are those whose delivery needs a person."""
    words = found.words[locale]
    names = {one.id: visible(one.name) for one in found.store.staff.everybody()}
    shown = tickets[:PAGE]
    more = shown[-1].id if len(tickets) > PAGE else None
    return InboxPage(
        frame=staff_frame(found, locale, words("Requests"), member, addresses.ROOT),
        tabs=tuple(_tabs(found, words, asked)),
        action=addresses.ROOT,
        hidden=(Hidden("status", asked.tab),),
        words=asked.words,
        tag=asked.tag,
        selects=tuple(_selects(found, locale, asked)),
        filtered=asked.narrows,
        clear_url=addresses.inbox(Filter(asked.tab).pairs()),
        everywhere_url=addresses.inbox(asked.pairs(tab=ALL, before=None))
        if asked.words and asked.tab != ALL
        else None,
        state=_state(words, len(shown), more=more is not None),
        rows=tuple(_row(found, locale, one, names, waiting) for one in shown),
        next_url=addresses.inbox(asked.pairs(before=more)) if more is not None else None,
        first_url=addresses.inbox(asked.pairs(before=None)) if asked.before is not None else None,
        exports=tuple(
            Anchor(addresses.export(kind, asked.pairs(before=None)), Markup.escape(kind.upper()))
            for kind in ("csv", "json")
        ),
    )


def title_of(found: Services, locale: str, ticket: Ticket) -> str:
    """Return what a ticket is about in a line: its guide, else the beginning of its description."""
    tree = found.library.staff.get(ticket.tree or "")
    if tree is not None:
        return found.renderer.plain(tree.title, locale, {})
    return ticket.tree or beginning(ticket.description) or found.words[locale]("A request without words")


def beginning(text: str) -> str:
    """Return the first words of a text as one line."""
    line = visible(text)
    return line if len(line) <= _BEGINNING else line[:_BEGINNING].rsplit(" ", 1)[0] + " …"


def _tabs(found: Services, words: Words, asked: Filter) -> Iterator[Tab]:
    headings = {ALL: "All requests", HELD: "Held as spam", ATTENTION: "Deliveries that need you"}
    counts = found.store.inbox.counts()
    for name in TABS:
        label = words(headings[name]) if name in headings else status_words(words, name)
        count = words.number(counts.get(name, 0)) if name not in (ALL, ATTENTION) else ""
        yield Tab(addresses.inbox(asked.pairs(tab=name, before=None)), label, count, name == asked.tab)


def _selects(found: Services, locale: str, asked: Filter) -> Iterator[Select]:
    words = found.words[locale]
    people = [(str(one.id), visible(one.name)) for one in agents(found)]
    whose = [("", words("Everybody")), (MINE, words("Mine")), (NOBODY, words("Nobody's")), *people]
    yield chosen("assignee", words("Whose"), whose, asked.assignee)
    known = departments(found, asked.department)
    if known:
        rows = [("", words("All departments")), *((name, visible(name)) for name in known)]
        yield chosen("department", words("Department"), rows, asked.department)
    trees = sorted(
        (found.renderer.plain(tree.title, locale, {}), name) for name, tree in found.library.staff.items()
    )
    guides = [("", words("All guides")), *((name, title) for title, name in trees)]
    yield chosen("tree", words("Guide"), guides, asked.tree)


def chosen(name: str, label: str, options: Sequence[tuple[str, str]], value: str) -> Select:
    """Return a box to choose from, with one option chosen."""
    return Select(
        name,
        label,
        tuple(Choice(one, Markup.escape(said), checked=one == value) for one, said in options),
    )


def _state(words: Words, shown: int, *, more: bool) -> str:
    if not shown:
        return words("No requests here")
    if more:
        return words("The newest %(num)s of these requests", num=words.number(shown))
    return words.plural("%(num)s request", "%(num)s requests", shown)


def _row(
    found: Services, locale: str, ticket: Ticket, names: Mapping[int, str], waiting: frozenset[int]
) -> TicketRow:
    words = found.words[locale]
    tags: Any = ticket.tags
    who = ticket.name or ticket.contact_email or ticket.contact_phone or ""
    return TicketRow(
        url=addresses.ticket(ticket.id),
        reference=ticket.reference,
        title=title_of(found, locale, ticket),
        who=visible(who),
        when=moment(found, locale, ticket.at),
        when_iso=iso(ticket.at),
        status=ticket.status,
        status_word=status_words(words, ticket.status),
        assignee=names.get(ticket.assignee or 0, ""),
        department=visible(ticket.department or ""),
        language=words_of(ticket.locale).name if ticket.locale != locale else "",
        tags=tuple(visible(str(tag)) for tag in tags),
        notes=tuple(_notes(words, ticket, waiting)),
    )


def _notes(words: Words, ticket: Ticket, waiting: frozenset[int]) -> Iterator[str]:
    if ticket.held is not None:
        yield words("Held: %(why)s", why=held_words(words, ticket.held))
    if ticket.merged_into is not None:
        yield words("A double")
    if ticket.id in waiting:
        yield words("Delivery needs you")
    if ticket.channel != "web":
        yield channel_words(words, ticket)
