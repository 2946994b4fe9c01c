"""`wizard db`: the database made, brought up to date, and rid of what is old."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click

from wizard.errors import BadSetting
from wizard.settings import Settings
from wizard.store import Kind, open_store


@click.group("db")
def db() -> None:
    """Look after the database named by DATABASE_URL.

    Example: wizard db upgrade
    """


@db.command()
def upgrade() -> None:
    """Make the tables, or bring them up to this version. Does nothing when they are.

    Example: wizard db upgrade
    """
    with open_store(Settings.from_environment().database_url) as store:
        store.upgrade()
    click.echo("The database is up to date.")


class BadRetention(BadSetting):
    """The setting WIZARD_RETENTION cannot be used: {what}. Write kinds and days, as in event=400,ticket=730."""


def _days(kind: Kind) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        f"--{kind.value}-days",
        type=click.IntRange(1),
        help=f"Delete rows of the kind “{kind.value}” older than this many days.",
    )


@db.command()
@_days(Kind.EVENT)
@_days(Kind.FEEDBACK)
@_days(Kind.TICKET)
@_days(Kind.ATTACHMENT)
@_days(Kind.DELIVERY)
@_days(Kind.AUDIT)
@_days(Kind.UPLOAD)
@_days(Kind.SEARCH)
@_days(Kind.CONTEXT)
@_days(Kind.CODE)
@_days(Kind.THROTTLE)
def purge(**days: int | None) -> None:
    """Delete what is older than it may get, kind by kind; what is not named stays.

    Without an option WIZARD_RETENTION says how old what may get.

    Example: wizard db purge --event-days 400 --ticket-days 730
    """
    now = datetime.now(UTC)
    if not any(days.values()):
        days = _retention(os.environ.get("WIZARD_RETENTION", ""))
    with open_store(Settings.from_environment().database_url) as store:
        for kind in Kind:
            age = days.get(f"{kind.value}_days")
            if age is not None:
                count = store.purge(kind, now - timedelta(days=age))
                click.echo(f"{kind.value}: {count} deleted")


def _retention(setting: str) -> dict[str, int | None]:
    """Return how many days what may get old, as the setting says; nothing when it is empty. Raises BadRetention."""
    found: dict[str, int | None] = {}
    for part in filter(None, (one.strip() for one in setting.split(","))):
        kind, _, days = (word.strip() for word in part.partition("="))
        if kind not in {one.value for one in Kind}:
            raise BadRetention(what=f"{kind!r} is none of {', '.join(Kind)}")
        if not (days.isascii() and days.isdigit() and 1 <= int(days[:9]) <= 99_999):
            raise BadRetention(what=f"{part!r} names no number of days")
        found[f"{kind}_days"] = int(days)
    if not found:
        raise click.UsageError("Name what is to be deleted, or set WIZARD_RETENTION.")
    return found
