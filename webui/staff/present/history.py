"""What was done to a ticket, by whom, and what it was before: in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from webui.services import Services
from webui.staff.present.around import iso, moment, visible
from webui.staff.present.words import held_words, status_words, verdict_words
from webui.staff.ticket_views import HistoryRow
from webui.texts import Words
from wizard.store import Audited

_NOTHING: Final = "–"
# A number of our tables, which says nothing to anybody; what follows from it stands beside it.
_UNTOLD: Final = frozenset({"merged_into"})


def history_row(found: Services, locale: str, one: Audited, names: Mapping[int, str]) -> HistoryRow:
    """Return something that was done; `names` are those of staff by their numbers."""
    words = found.words[locale]
    details: Any = one.details
    return HistoryRow(
        when=moment(found, locale, one.at),
        when_iso=iso(one.at),
        who=_who(words, one.who),
        what=_what(words, one.what),
        changes=tuple(_changes(words, details if isinstance(details, dict) else {}, names)),
    )


def _who(words: Words, who: str) -> str:
    headings = {"customer": "The customer", "worker": "The program"}
    return words(headings[who]) if who in headings else visible(who)


def _what(words: Words, what: str) -> str:
    headings = {
        "changed": "Changed",
        "replied": "Replied to the customer",
        "noted": "Wrote a note",
        "released": "Released it: no spam",
        "merged": "Closed it as a double",
        "double": "Joined a double with it",
        "shown": "Looked at a masked field",
        "retried": "Had a delivery tried again",
        "settled": "Took a delivery for arrived",
        "filed": "Filed it for the customer",
        "said": "Added something",
        "solved": "Said that it is solved",
        "rated": "Judged our help",
        "status": "Read its status at the helpdesk",
    }
    return words(headings[what]) if what in headings else what


def _changes(words: Words, details: Mapping[str, Any], names: Mapping[int, str]) -> Iterator[str]:
    for name, change in details.items():
        if name in _UNTOLD:
            continue
        if isinstance(change, dict) and {"from", "to"} <= change.keys():
            before, after = (_value(words, name, change[side], names) for side in ("from", "to"))
            yield words(
                "%(name)s: from “%(before)s” to “%(after)s”",
                name=_name(words, name),
                before=before,
                after=after,
            )
        else:
            yield f"{_name(words, name)}: {_value(words, name, change, names)}"


def _name(words: Words, name: str) -> str:
    headings = {
        "status": "Status",
        "assignee": "Whose",
        "department": "Department",
        "tags": "Tags",
        "held": "Held",
        "into": "Request",
        "reference": "Request",
        "field": "Field",
        "delivery": "Delivery",
        "helpdesk": "Helpdesk",
        "survey": "Did we help?",
    }
    return words(headings[name]) if name in headings else name


def _value(words: Words, name: str, value: Any, names: Mapping[int, str]) -> str:
    if name == "status":
        return status_words(words, str(value))
    if name == "assignee":
        return names.get(value, words("Nobody")) if value is not None else words("Nobody")
    if name == "survey" and value:
        return verdict_words(words, str(value))
    if name == "held" and value:
        return held_words(words, str(value))
    if isinstance(value, list):
        return visible(", ".join(map(str, value))) or _NOTHING
    return visible(str(value)) if value else _NOTHING
