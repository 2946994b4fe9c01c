"""`wizard keys`: which programs may call the API with a key of their own. A key is shown once and kept as a hash."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import click

from wizard import api_keys
from wizard.api_keys import Scope
from wizard.settings import Settings
from wizard.store import Store, open_store

_BY = "wizard keys"


@click.group("keys")
def keys() -> None:
    """Say which programs may call the API with a key, and what each may do.

    Example: wizard keys add "Help desk portal" --scope tickets:write
    """


@keys.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    required=True,
    help="What it may do; may be given again.",
)
def add(name: str, scopes: tuple[str, ...]) -> None:
    """Make a key and print it, this once.

    Example: wizard keys add "Help desk portal" --scope tickets:write --scope tickets:read
    """
    wanted = [Scope(scope) for scope in scopes]
    with _store() as store:
        key = api_keys.add(
            store,
            name,
            wanted,
            by=_BY,
            now=datetime.now(UTC),
            new_secret=lambda: secrets.token_urlsafe(32),
        )
    click.echo("Keep this key where only that program reads it. It is not shown again.", err=True)
    click.echo(key)


@keys.command("list")
def list_keys() -> None:
    """List the keys: name, scopes, since when, and whether one is revoked.

    Example: wizard keys list
    """
    with _store() as store:
        for one in store.api_keys.all():
            state = f"  revoked {one.revoked_at:%Y-%m-%d}" if one.revoked_at else ""
            click.echo(f"{one.name}  {' '.join(one.scopes)}  since {one.at:%Y-%m-%d}{state}")


@keys.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Let a key open nothing any more, at once. There is no way back: make another one.

    Example: wizard keys revoke "Help desk portal"
    """
    with _store() as store:
        one = api_keys.revoke(store, name, by=_BY, now=datetime.now(UTC))
    click.echo(f"{one.name} opens nothing any more.")


def _store() -> Store:
    store = open_store(Settings.from_environment().database_url)
    store.upgrade()
    return store
