"""`wizard db`: the database made, brought up to date, and rid of what is old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click

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
@_days(Kind.SEARCH)
@_days(Kind.THROTTLE)
def purge(**days: int | None) -> None:
    """Delete what is older than it may get, kind by kind; what is not named stays.

    Example: wizard db purge --event-days 400 --ticket-days 730
    """
    now = datetime.now(UTC)
    with open_store(Settings.from_environment().database_url) as store:
        for kind in Kind:
            age = days[f"{kind.value}_days"]
            if age is not None:
                count = store.purge(kind, now - timedelta(days=age))
                click.echo(f"{kind.value}: {count} deleted")
