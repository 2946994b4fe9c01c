"""`wizard diff`: what a change of trees means for customers."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click

from wizard.cli.context import Setting
from wizard.diff.change import Live
from wizard.diff.compare import alone, compare
from wizard.diff.report import as_json, as_text
from wizard.diff.sides import Side, side
from wizard.model.step import Audience
from wizard.settings import database_url
from wizard.store import StoreError, open_store

_DAY: Final = timedelta(days=1)
_FILE: Final = "sqlite:///"


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--locale", help="The language in which steps and answers are named. Default: the source language."
)
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.CUSTOMER.value,
    show_default=True,
    help="Whose trees: staff see the steps for staff too.",
)
@click.option("--no-live", is_flag=True, help="Do not ask the database which walks are under way.")
@click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def diff(
    setting: Setting,
    old: str,
    new: str | None,
    locale: str | None,
    audience: str,
    no_live: bool,
    json_wanted: bool,
) -> None:
    """Tell what changes for customers between OLD and NEW.

    Each is a folder of trees, the file of one tree, or a revision of git, such as HEAD~1, v1.2 or main:trees.
    Without NEW it is the folder of trees as it is now. Exits with 0 when nothing differs, 1 when something does.

    Example: wizard diff HEAD~1
    """
    before = side(old, setting.folder)
    after = _after(new, before, setting)
    before, after = _same_tree(before, after)
    chosen = locale or after.loaded.library.site.source_locale
    if chosen not in after.loaded.library.locales:
        known = ", ".join(after.loaded.library.locales)
        raise click.UsageError(f"there is no language {chosen} here. There are: {known}.")
    live = {} if no_live else _live()
    changes = compare(before.loaded, after.loaded, chosen, Audience(audience), live)
    click.echo(as_json(changes) if json_wanted else as_text(changes))
    sys.exit(1 if changes else 0)


def _after(named: str | None, before: Side, setting: Setting) -> Side:
    return side(named, setting.folder) if named is not None else Side(setting.load(), before.only)


def _same_tree(before: Side, after: Side) -> tuple[Side, Side]:
    """Return both sides; where one names the file of a tree, with that tree alone."""
    if before.only is None and after.only is None:
        return before, after
    old, new = before.only or after.only or "", after.only or before.only or ""
    states = alone(before.loaded, after.loaded, old, new)
    return Side(states[0], new), Side(states[1], new)


def _live() -> Live:
    """Return where the walks of the last day stand; nothing when there is no database, or it does not answer."""
    url = database_url(os.environ)
    if url.startswith(_FILE) and not Path(url.removeprefix(_FILE)).is_file():
        return {}
    try:
        with open_store(url) as store:
            return store.standing(datetime.now(UTC) - _DAY)
    except StoreError as error:
        click.echo(f"wizard: walks under way are not told: {error}", err=True)
        return {}
