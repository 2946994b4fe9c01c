"""Opening hours: is somebody there now, until when, and else when next. Pure: the moment comes from the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wizard.model.site import Hours

# The days of the site file, in the order of the week there, and as Python counts them from Monday.
DAYS: Final = ("sat", "sun", "mon", "tue", "wed", "thu", "fri")
_PYTHON: Final = {day: (number + 5) % 7 for number, day in enumerate(DAYS)}
_MIDNIGHT: Final = "24:00"
_AHEAD: Final = 9  # days looked at: a week, and a night at each side
_RANGE: Final = 3  # so many days in a row are said as from – to

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether somebody is there, and when that changes next in local time; None: not within a week."""

    is_open: bool
    changes: datetime | None


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def opening(hours: Sequence[Hours], name: str, now: datetime) -> Opening | None:
    """Return how it stands at `now` by hours in the time zone `name`; None when no hours are known."""
    spans = sorted(_spans(hours, now.astimezone(zone(name))))
    if not spans:
        return None
    until = now
    for start, end in spans:
        if start <= until < end:  # hours that meet are one
            until = end
    if until > now:
        return Opening(True, until if until < now + timedelta(days=7) else None)
    return Opening(False, next((start for start, _ in spans if start > now), None))


def _spans(hours: Iterable[Hours], local: datetime) -> Iterator[Span]:
    """Yield from when to when somebody is there, from the day before `local` to a week after it."""
    days = [local.date() + timedelta(days=number) for number in range(-1, _AHEAD)]
    for one in hours:
        weekdays = {_PYTHON[day] for day in one.days if day in _PYTHON}
        opens, closes = _time(one.opens), _time(one.closes)
        if opens is None or closes is None:
            continue
        over_night = closes <= opens or one.closes == _MIDNIGHT
        for day in days:
            if day.weekday() in weekdays:
                yield _at(day, opens, local), _at(day + timedelta(days=over_night), closes, local)


def _at(day: date, clock: time, local: datetime) -> datetime:
    return datetime.combine(day, clock, local.tzinfo)


def _time(written: str) -> time | None:
    try:
        return time.fromisoformat("00:00" if written == _MIDNIGHT else written)
    except ValueError:
        return None


def day_ranges(days: Iterable[str]) -> list[tuple[str, str]]:
    """Return days as ranges in the order of the week: three or more in a row are one, else each stands alone."""
    wanted = [day for day in DAYS if day in set(days)]
    runs: list[list[str]] = []
    for day in wanted:
        if runs and DAYS.index(day) == DAYS.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    found: list[tuple[str, str]] = []
    for run in runs:
        found += [(run[0], run[-1])] if len(run) >= _RANGE else [(day, day) for day in run]
    return found


def a_date(day: str) -> date:
    """Return some date that falls on that day, for its name."""
    return date(2024, 1, 1) + timedelta(days=_PYTHON[day])
