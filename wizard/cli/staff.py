"""`wizard staff`: who may log in to the pages for staff. No password ever stands on the command line."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import click

from wizard.errors import WizardError
from wizard.settings import Settings
from wizard.staff import accounts
from wizard.staff.passwords import SHORTEST
from wizard.store import Role, Store, open_store

PASSWORD: Final = "WIZARD_STAFF_PASSWORD"  # noqa: S105  (the name of a variable)
_BY: Final = "wizard staff"


class NoPassword(WizardError):
    """There is no terminal to type a password on. Set {variable}, or pass --password-stdin and the password there."""


@click.group("staff")
def staff() -> None:
    """Say who may log in to /staff/, and as what.

    Example: wizard staff add sara@example.org --name "Sara" --role agent
    """


def _password_options(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--password-stdin",
        is_flag=True,
        help=f"Read the password from standard input. Without it: {PASSWORD}, else typed hidden.",
    )(command)


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="The name that others see.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.AGENT.value,
    show_default=True,
    help="What they may do.",
)
@click.option("--locale", default="en", show_default=True, help="The language of their pages.")
@_password_options
def add(email: str, name: str, role: str, locale: str, password_stdin: bool) -> None:
    """Add an account. The password is asked for, and never stands on the command line.

    Example: wizard staff add sara@example.org --name "Sara" --role agent --locale fa
    """
    password = _password(password_stdin)
    with _store() as store:
        added = accounts.add(store, email, name, Role(role), locale, password, **_noted())
    click.echo(f"{added.email} can log in now, as {added.role.value}.")


@staff.command("list")
def list_accounts() -> None:
    """List the accounts: address, role, name, whether they may log in.

    Example: wizard staff list
    """
    with _store() as store:
        for one in store.staff.everybody():
            state = "" if one.active else "  (may not log in)"
            click.echo(f"{one.email}  {one.role.value}  {one.name}{state}")


@staff.command()
@click.argument("email")
@_password_options
def password(email: str, password_stdin: bool) -> None:
    """Give an account another password. All its logins end.

    Example: wizard staff password sara@example.org
    """
    with _store() as store:
        one = accounts.account(store, email)
        accounts.set_password(store, one, _password(password_stdin), **_noted())
    click.echo(f"{one.email} has another password. All logins have ended.")


@staff.command()
@click.argument("email")
@click.option("--undo", is_flag=True, help="Let them log in again.")
def disable(email: str, undo: bool) -> None:
    """Let an account log in no longer. Its logins end at once; what it did stays.

    Example: wizard staff disable sara@example.org
    """
    with _store() as store:
        one = accounts.account(store, email)
        accounts.set_active(store, one, active=undo, **_noted())
    click.echo(f"{one.email} {'can log in again' if undo else 'cannot log in any more'}.")


def _store() -> Store:
    store = open_store(Settings.from_environment().database_url)
    store.upgrade()
    return store


def _noted() -> dict[str, Any]:
    return {"by": _BY, "now": datetime.now(UTC), "new_id": lambda: secrets.token_urlsafe(16)}


def _password(from_standard_input: bool) -> str:
    if from_standard_input:
        return sys.stdin.readline().rstrip("\r\n")
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if not sys.stdin.isatty():
        raise NoPassword(variable=PASSWORD)
    text = f"Password (at least {SHORTEST} characters)"
    typed: str = click.prompt(text, hide_input=True, confirmation_prompt="Once more")
    return typed
