"""`wizard privacy`: all that is kept of one person, as a file or deleted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from wizard.errors import WizardError
from wizard.privacy import Person, as_archive, as_json, contexts_of, copies, mentions, person, tickets_of
from wizard.privacy import delete as delete_data
from wizard.settings import Settings
from wizard.store import Audited, Store, open_store

_BY: Final = "wizard privacy"
_WRITERS: Final[dict[str, Callable[[Store, Person, datetime], bytes]]] = {
    ".json": as_json,
    ".zip": as_archive,
}


class WrongEnding(WizardError):
    """The file to write must end in .zip (with files as they are) or .json (all in one), not {ending!r}."""


class FileThere(WizardError):
    """There is a file {file} already. Name another one, or take it away first."""


@click.group("privacy")
def privacy() -> None:
    """Hand over or delete all that is kept of one person.

    Example: wizard privacy export reader@example.org -o reader.zip
    """


@privacy.command()
@click.argument("who")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write: .zip or .json. Only you can read it.",
)
def export(who: str, output: Path) -> None:
    """Write all requests of a person into a file: messages, files, deliveries, what was done.

    WHO is the e-mail address or the telephone number of the requests.

    Example: wizard privacy export reader@example.org -o reader.zip
    """
    write = _WRITERS.get(output.suffix.lower())
    if write is None:
        raise WrongEnding(ending=output.suffix)
    whose, now = person(who), datetime.now(UTC)
    with open_store(Settings.from_environment().database_url) as store:
        count = len(tickets_of(store, whose))
        if count == 0 and not contexts_of(store, whose):
            _nothing(store, whose)
        _keep(output, write(store, whose, now))
        store.inbox.note(Audited(now, _BY, "privacy-exported", None, {"tickets": count}))
        click.echo(f"{_counted(count)} written to {output}")
        _mentioned(mentions(store, whose))


@privacy.command()
@click.argument("who")
@click.option("--yes", is_flag=True, help="Delete. Without it, only tells what would be deleted.")
def delete(who: str, yes: bool) -> None:
    """Delete all requests of a person with messages, files and deliveries. There is no way back.

    WHO is the e-mail address or the telephone number of the requests.

    Example: wizard privacy delete reader@example.org --yes
    """
    whose = person(who)
    with open_store(Settings.from_environment().database_url) as store:
        tickets, vouched = tickets_of(store, whose), contexts_of(store, whose)
        if not tickets and not vouched:
            _nothing(store, whose)
        elsewhere = list(copies(store, whose))
        for ticket in tickets:
            click.echo(f"{ticket.reference}  {ticket.at:%Y-%m-%d}  {ticket.status}")
        if vouched:
            click.echo("A program told us within the last day who they are; that goes too.")
        if not yes:
            raise click.UsageError(f"{_counted(len(tickets))} would be deleted. Add --yes to do it.")
        count = delete_data(store, whose, _BY, datetime.now(UTC))
        click.echo(f"{_counted(count)} deleted. Backups still hold them until they are overwritten.")
        if elsewhere:
            click.echo("Copies were delivered; delete them there too:")
            for copy in elsewhere:
                click.echo(f"  {copy}")
        _mentioned(mentions(store, whose))


def _keep(file: Path, content: bytes) -> None:
    """Write a file that nobody else can read; one that is there stays as it is. Raises FileThere."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileThere(file=file) from None
    with os.fdopen(descriptor, "wb") as written:
        written.write(content)


def _nothing(store: Store, whose: Person) -> None:
    click.echo("No request bears that address or number.")
    _mentioned(mentions(store, whose))
    raise SystemExit(1)


def _mentioned(references: Iterable[str]) -> None:
    named = list(references)
    if named:
        click.echo(f"It also stands in the words of other requests; look there: {', '.join(named)}")


def _counted(count: int) -> str:
    return "1 request" if count == 1 else f"{count} requests"
