"""`wizard translate`: templates, PO files brought up to date, and how much is translated."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

import click

from wizard.cli.context import Setting, shown
from wizard.library import Loaded
from wizard.problem import Problem
from wizard.translation.catalogs import LOCALE_FOLDER
from wizard.translation.files import po_file, template, updated
from wizard.translation.status import Coverage, coverage, together

_REQUIRED: Final = "required"


@click.group("translate")
def translate() -> None:
    """Work with translations: PO files beside the trees, for any PO editor.

    Example: wizard translate update fa
    """


@translate.command()
@click.pass_obj
def extract(setting: Setting) -> None:
    """Write a template (.pot) of each file's texts to _locale, for a new language.

    Example: wizard translate extract
    """
    setting.ensure_own()
    loaded = setting.load()
    for catalog, texts in loaded.texts().items():
        file = setting.folder / LOCALE_FOLDER / f"{catalog}.pot"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template(texts), encoding="utf-8", newline="\n")
        click.echo(f"{shown(file)}: {len(texts)} texts")


@translate.command()
@click.argument("locales", nargs=-1)
@click.pass_obj
def update(setting: Setting, locales: tuple[str, ...]) -> None:
    """Bring the PO files up to date: new texts added, translations of changed texts marked stale.

    Example: wizard translate update fa ar
    """
    setting.ensure_own()
    loaded = setting.load()
    problems: list[Problem] = []
    for locale in _locales(loaded, locales):
        for catalog, texts in loaded.texts().items():
            file = po_file(setting.folder, locale, catalog)
            present = file.read_bytes() if file.is_file() else None
            content = updated(present, shown(file), locale, texts, problems)
            if content is not None and content.encode() != present:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8", newline="\n")
                click.echo(f"{shown(file)}: brought up to date")
    _tell(problems)
    sys.exit(1 if problems else 0)


@translate.command()
@click.argument("locales", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(setting: Setting, locales: tuple[str, ...], as_json: bool) -> None:
    """Show how much of each file is translated: done, stale, missing, and left over.

    Exits with 1 when a language that _site.yaml calls required is not complete.

    Example: wizard translate status fa
    """
    loaded = setting.load()
    unread = [catalog for catalog in loaded.texts() if f"{loaded.shown}/{catalog}.yaml" in loaded.lost]
    found = coverage(loaded.library.translations, _locales(loaded, locales), loaded.texts(), unread)
    roles = loaded.library.site.locales
    whole = {locale: together(files.values()) for locale, files in found.items()}
    if as_json:
        click.echo(json.dumps({one: _plain(roles[one], whole[one], files) for one, files in found.items()}))
    else:
        _show(found, roles, whole)
    unreadable = [problem for problem in loaded.problems if problem.path.endswith(".po")]
    _tell(unreadable)
    ready = all(one.complete for locale, one in whole.items() if roles[locale] == _REQUIRED)
    sys.exit(0 if ready and not unreadable else 1)


def _show(
    found: Mapping[str, Mapping[str, Coverage]], roles: Mapping[str, str], whole: Mapping[str, Coverage]
) -> None:
    width = max((len(catalog) for files in found.values() for catalog in files), default=0)
    for locale, files in found.items():
        for catalog, one in files.items():
            click.echo(f"{locale}  {catalog:<{width}}  {_counts(one)}")
        ready = "complete" if whole[locale].complete else "not complete"
        click.echo(f"{locale}  {'':<{width}}  {_counts(whole[locale])}  ({roles[locale]}, {ready})")


def _counts(one: Coverage) -> str:
    more = {"stale": one.stale, "missing": one.missing, "orphaned": one.orphaned}
    told = "".join(f", {number} {name}" for name, number in more.items() if number)
    return f"{one.percent:>3} %  {one.done} of {one.texts}{told}"


def _plain(role: str, whole: Coverage, files: Mapping[str, Coverage]) -> dict[str, Any]:
    catalogs = {catalog: {"texts": one.texts, **asdict(one)} for catalog, one in files.items()}
    total = {"texts": whole.texts, **asdict(whole)}
    return {"role": role, "complete": whole.complete, "total": total, "catalogs": catalogs}


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}", err=True)


def _locales(loaded: Loaded, named: Iterable[str]) -> list[str]:
    """Return the languages meant: those named, else all of the site but the source language."""
    site = loaded.library.site
    chosen = list(named) or [locale for locale in site.locales if locale != site.source_locale]
    unknown = [locale for locale in chosen if locale not in site.locales]
    if unknown:
        raise click.UsageError(f"_site.yaml has no language {', '.join(unknown)} under locales")
    return chosen
