"""The tickets of a filtered list as a file, for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from flask import Flask, Response, abort, request

from webui.services import Services, services
from webui.staff import addresses
from webui.staff.entry import asking
from webui.staff.forms import Filter, filter_of
from webui.staff.present.around import iso, reader
from wizard.staff.rights import Right
from wizard.store import Audited, Staff, Ticket

# Tickets in one file; more are narrowed down first.
MOST: Final = 10_000
_PORTION: Final = 500
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
# What a spreadsheet takes for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def install(app: Flask) -> None:
    """Add the route."""
    app.add_url_rule(f"{addresses.ROOT}export.<kind>", "staff_export", export)


def export(kind: str) -> Response:
    """Send the tickets that the address asks for as `csv` or `json`; that is noted."""
    one = asking(Right.TICKETS)
    if kind not in _TYPES:
        abort(404)
    found = services()
    rows = list(_rows(found, one, filter_of(request.args)))
    found.store.inbox.note(
        Audited(found.clock(), one.name, "exported", None, {"kind": kind, "tickets": len(rows)})
    )
    content = _csv(rows) if kind == "csv" else json.dumps(rows, ensure_ascii=False, indent=1).encode()
    answer = Response(content, content_type=_TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="requests.{kind}"'
    return answer


def _rows(found: Services, member: Staff, asked: Filter) -> Iterator[dict[str, Any]]:
    names = {one.id: one.name for one in found.store.staff.everybody()}
    asked, left = replace(asked, before=None), MOST
    while left > 0:
        tickets = found.store.inbox.tickets(asked.wanted(member, min(_PORTION, left)))
        yield from (_row(found, ticket, names) for ticket in tickets)
        if len(tickets) < _PORTION:
            return
        asked, left = replace(asked, before=tickets[-1].id), left - len(tickets)


def _row(found: Services, ticket: Ticket, names: dict[int, str]) -> dict[str, Any]:
    return {
        "reference": ticket.reference,
        "at": iso(ticket.at),
        "status": ticket.status,
        "held": ticket.held,
        "tree": ticket.tree,
        "product": ticket.product,
        "version": ticket.version,
        "locale": ticket.locale,
        "channel": ticket.channel,
        "department": ticket.department,
        "assignee": names.get(ticket.assignee or 0),
        "tags": ticket.tags,
        "name": ticket.name,
        "email": ticket.contact_email,
        "phone": ticket.contact_phone,
        "description": ticket.description,
        "fields": {line.id: line.masked for line in reader(found).fields(ticket, ticket.locale)},
        "changed_at": iso(ticket.changed_at) if ticket.changed_at else None,
    }


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """Return a table as spreadsheets read it: a mark of UTF-8 before it, and no cell that they would reckon with."""
    written = io.StringIO()
    names = list(rows[0]) if rows else ["reference"]
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(names)
    sheet.writerows([_cell(row[name]) for name in names] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str:
    """Return a value as a cell; one that looks like a formula has an apostrophe before it (OWASP, CSV Injection)."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = ", ".join(map(str, value))
    elif isinstance(value, dict):
        text = "; ".join(f"{name}: {given}" for name, given in value.items())
    else:
        text = str(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
