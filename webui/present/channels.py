"""The other ways to reach somebody: those whose address is known, with hours and whether somebody is there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from webui.markup import safe
from webui.opening import Opening, a_date, day_ranges, opening, zone
from webui.services import Services
from webui.views.channels import ChannelView
from wizard.model.site import Channel, Hours
from wizard.model.step import TO_ASCII
from wizard.model.text import Text
from wizard.transcript import COMMA_LOCALES

# Where somebody has to be there at the same time, the hours of the whole site count.
_AT_ONCE: Final = frozenset({"phone", "chat"})


def channels(services: Services, locale: str) -> Iterator[ChannelView]:
    """Yield the channels of the site file, in its order; one without an address is left out."""
    for channel in services.library.site.channels:
        written = Text(channel.address, "", "", channel.place)
        address = services.renderer.source(written, locale, {}).strip("<> \n")
        if address:
            yield _view(services, locale, channel, address)


def place_of_hours(services: Services, locale: str) -> str:
    """Return whose time the hours are in."""
    words = services.words[locale]
    return words(
        "Times are by this clock: %(place)s", place=words.clock(zone(services.library.site.time_zone).key)
    )


def _hours(services: Services, channel: Channel) -> Sequence[Hours]:
    return channel.hours or (services.library.site.hours if channel.kind in _AT_ONCE else ())


def _view(services: Services, locale: str, channel: Channel, address: str) -> ChannelView:
    hours = _hours(services, channel)
    now = services.clock()
    at = opening(hours, services.library.site.time_zone, now)
    note = services.renderer.block(channel.note, locale, {})
    url = _url(channel.kind, address)
    return ChannelView(
        label=safe(services.renderer.inline(channel.label, locale, {})),
        url=url,
        address=address if url is None or not url.startswith("http") else "",
        hours=tuple(_said(services, locale, one) for one in hours),
        is_open=at is not None and at.is_open,
        state=_state(services, locale, at) if at else None,
        note=safe(note) if note else None,
    )


def _url(kind: str, address: str) -> str | None:
    if address.startswith(("https://", "http://", "mailto:", "tel:")):
        return address
    if kind == "phone":
        number = "".join(letter for letter in address.translate(TO_ASCII) if letter in "+0123456789")
        return f"tel:{number}" if number else None
    return f"mailto:{address}" if kind == "email" and "@" in address else None


def _said(services: Services, locale: str, hours: Hours) -> str:
    """Return hours as one line: the days, then from and to."""
    words = services.words[locale]
    ranges = day_ranges(hours.days)
    named = [(words.weekday(a_date(first)), words.weekday(a_date(last))) for first, last in ranges]
    names = [first if first == last else f"{first} – {last}" for first, last in named]
    comma = "، " if locale in COMMA_LOCALES else ", "
    told = words("%(days)s from %(opens)s to %(closes)s")
    return told % {
        "days": comma.join(names),
        "opens": words.digits(hours.opens),
        "closes": words.digits(hours.closes),
    }


def _state(services: Services, locale: str, at: Opening) -> str:
    words = services.words[locale]
    if at.changes is None:
        return words("Open now") if at.is_open else words("Closed now")
    local = at.changes
    clock = words.digits(f"{local:%H:%M}")
    days = (local.date() - services.clock().astimezone(local.tzinfo).date()).days
    if at.is_open:
        return words("Open now, until %(time)s", time=clock)
    if days == 0:
        return words("Closed now, opens today at %(time)s", time=clock)
    return words("Closed now, opens on %(day)s at %(time)s", day=words.weekday(local.date()), time=clock)
