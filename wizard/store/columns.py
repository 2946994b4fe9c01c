"""Column types that behave alike on SQLite and PostgreSQL: moments in UTC, and text that both can hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator


def storable(text: str) -> str:
    """`text` without what PostgreSQL or UTF-8 cannot hold: U+FFFD for NUL, `?` for a lone surrogate."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def storable_json(value: object) -> str:
    """`value` as JSON text, readable in any script."""
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def utc(moment: datetime) -> datetime:
    """`moment` in UTC. Raises ValueError when it does not say its time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} does not say its time zone")
    return moment.astimezone(UTC)


def sqlite_moment(moment: datetime) -> str:
    """`moment` as `Moment` stores it on SQLite: UTC, without offset, so that text order is time order."""
    return utc(moment).replace(tzinfo=None).isoformat(" ", "microseconds")


class Moment(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC on our side."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length; what was sent is never refused for a character (see `storable`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)
