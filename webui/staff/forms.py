"""What staff ask for and send: filters of the list, and the forms of a ticket. What does not fit is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from webui.asked import clean, shortened
from webui.request_form import cleaned
from webui.services import Services
from wizard import limits
from wizard.model.step import TO_ASCII
from wizard.query import Pair
from wizard.staff.changes import CLOSED, OPEN, PENDING, SOLVED, STATUSES, TAG, tags
from wizard.staff.rights import Right, may
from wizard.store import Staff, Ticket, Wanted

ALL, HELD, ATTENTION = "all", "held", "attention"
TABS: Final = (OPEN, PENDING, SOLVED, CLOSED, ALL, HELD, ATTENTION)
MINE, NOBODY = "me", "nobody"
# Numbers of tickets are below this; the database takes no greater ones.
MOST: Final = 2**63 - 1
PAGE: Final = 50
_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tickets are asked for: a tab of the inbox, and what narrows it. `before`: those older than that one."""

    tab: str = OPEN
    words: str = ""
    department: str = ""
    assignee: str = ""
    tree: str = ""
    tag: str = ""
    before: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the tab chooses."""
        return bool(self.words or self.department or self.assignee or self.tree or self.tag)

    def pairs(self, **changes: Any) -> list[Pair]:
        """Return it as an address has it, with other values where some are given."""
        one = replace(self, **changes)
        named = (
            ("status", "" if one.tab == OPEN else one.tab),
            ("q", shortened(one.words)),
            ("department", one.department),
            ("assignee", one.assignee),
            ("tree", one.tree),
            ("tag", one.tag),
            ("before", str(one.before) if one.before is not None else ""),
        )
        return [(name, value) for name, value in named if value]

    def wanted(self, member: Staff, limit: int = PAGE) -> Wanted:
        """Return it as the store takes it, as `member` asks."""
        number = member.id if self.assignee == MINE else bounded(self.assignee)
        return Wanted(
            status=self.tab if self.tab in STATUSES else None,
            held={HELD: True, ATTENTION: None}.get(self.tab, False),
            department=self.department or None,
            assignee=number,
            unassigned=self.assignee == NOBODY,
            tree=self.tree or None,
            tag=self.tag or None,
            words=self.words,
            before=self.before,
            attention=self.tab == ATTENTION,
            limit=limit,
        )


def filter_of(arguments: Mapping[str, str]) -> Filter:
    """Return what an address asks for."""
    words = clean(arguments.get("q", ""))[:_WORDS]
    tab = arguments.get("status", "")
    assignee = arguments.get("assignee", "")
    return Filter(
        tab=tab if tab in TABS else OPEN,
        words=words,
        department=clean(arguments.get("department", ""))[:_WORDS],
        assignee=assignee if assignee in (MINE, NOBODY) or bounded(assignee) is not None else "",
        tree=clean(arguments.get("tree", ""))[: limits.ID],
        tag=clean(arguments.get("tag", ""))[:TAG],
        before=bounded(arguments.get("before", "")),
    )


def bounded(number: str) -> int | None:
    """Return a whole number that can be one of a row; None for anything else."""
    plain = number.translate(TO_ASCII)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None


def departments(found: Services, *more: str | None) -> list[str]:
    """Return the departments that routing names, and others that are in use."""
    named = [rule.department for rule in found.library.site.routing]
    return sorted({name for name in (*named, *more) if name})


def agents(found: Services) -> list[Staff]:
    """Return who can have tickets."""
    return [one for one in found.store.staff.everybody() if one.active and may(one, Right.TICKETS)]


def changes(found: Services, ticket: Ticket, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the values that the form gives a ticket; one that cannot be is left as it is."""
    wanted: dict[str, Any] = {}
    if form.get("status") in STATUSES:
        wanted["status"] = form["status"]
    if "assignee" in form:
        number = bounded(form["assignee"])
        if not form["assignee"] or number in {one.id for one in agents(found)}:
            wanted["assignee"] = number
    if "department" in form and form["department"] in ("", *departments(found, ticket.department)):
        wanted["department"] = form["department"] or None
    if "tags" in form:
        wanted["tags"] = tags(cleaned(form["tags"]))
    return wanted
