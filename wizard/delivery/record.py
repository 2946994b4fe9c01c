"""A ticket as data for programs: the JSON that goes along with it. docs/tickets.md describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wizard.delivery.helpdesk import Enclosure
from wizard.delivery.packing import one_line
from wizard.delivery.wording import LINE, Wording
from wizard.store import Attachment, Ticket

# Goes up when a key changes its meaning or goes away; new keys may come at any time.
FORMAT: Final = 1
NAME: Final = "transcript.json"


def record(
    wording: Wording, ticket: Ticket, files: Sequence[Attachment], locales: Sequence[str], *, full: bool
) -> dict[str, Any]:
    """Return the ticket as plain data, its texts in each of the languages; masked values unless in `full`."""
    return {
        "format": FORMAT,
        "reference": ticket.reference,
        "filed": ticket.at.isoformat(timespec="seconds"),
        "locale": ticket.locale,
        "channel": ticket.channel,
        "audience": ticket.audience,
        "tree": _tree(wording, ticket, locales),
        "product": _product(wording, ticket, locales),
        "version": ticket.version,
        "contact": {
            "name": one_line(ticket.name or "", LINE) or None,
            "email": ticket.contact_email,
            "phone": ticket.contact_phone,
        },
        "description": ticket.description,
        "answers": _answers(wording, ticket, locales),
        "facts": _facts(wording, ticket, locales),
        "fields": _fields(wording, ticket, locales, full=full),
        "files": [
            {"name": one.name, "type": one.media_type, "size": one.size, "sha256": one.digest}
            for one in files
        ],
    }


def enclosed(data: Mapping[str, Any]) -> Enclosure:
    """Return the data as a file, readable in any script."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return Enclosure(NAME, "application/json", text.encode("utf-8", "replace"))


def _tree(wording: Wording, ticket: Ticket, locales: Sequence[str]) -> dict[str, Any] | None:
    if ticket.tree is None:
        return None
    titles = {locale: wording.topic(ticket, locale) for locale in locales}
    return {"id": ticket.tree, "revision": ticket.revision, "title": titles}


def _product(wording: Wording, ticket: Ticket, locales: Sequence[str]) -> dict[str, Any] | None:
    if ticket.product is None:
        return None
    return {"id": ticket.product, "name": {locale: wording.product(ticket, locale) for locale in locales}}


def _answers(wording: Wording, ticket: Ticket, locales: Sequence[str]) -> list[dict[str, Any]]:
    by_locale = {locale: list(wording.reader.lines(ticket, locale)) for locale in locales}
    return [
        {
            "tree": said[0].tree,
            "step": said[0].step,
            "value": said[0].value,
            "source": said[0].source,
            "by": list(said[0].by),
            "question": _each(wording, locales, [one.question for one in said]),
            "answer": _each(wording, locales, [one.answer for one in said]),
        }
        for said in zip(*by_locale.values(), strict=True)
    ]


def _facts(wording: Wording, ticket: Ticket, locales: Sequence[str]) -> list[dict[str, Any]]:
    by_locale = {locale: list(wording.reader.facts(ticket, locale)) for locale in locales}
    return [
        {
            "id": said[0].id,
            "label": _each(wording, locales, [one.label for one in said]),
            "told": [
                {
                    "source": source,
                    "value": value,
                    "words": _each(wording, locales, [one.told[place][2] for one in said]),
                }
                for place, (source, value, _) in enumerate(said[0].told)
            ],
        }
        for said in zip(*by_locale.values(), strict=True)
    ]


def _fields(wording: Wording, ticket: Ticket, locales: Sequence[str], *, full: bool) -> list[dict[str, Any]]:
    by_locale = {locale: list(wording.reader.fields(ticket, locale)) for locale in locales}
    return [
        {
            "id": said[0].id,
            "label": _each(wording, locales, [one.label for one in said]),
            "masked": said[0].personal and not full,
            "value": said[0].masked if said[0].personal and not full else said[0].value,
            "words": {
                locale: one.words if full else one.masked for locale, one in zip(locales, said, strict=True)
            },
        }
        for said in zip(*by_locale.values(), strict=True)
    ]


def _each(wording: Wording, locales: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    """Return Markdown texts as plain ones by language."""
    return {locale: wording.plain(text, locale) for locale, text in zip(locales, texts, strict=True)}
