"""`wizard translate`: templates, PO files brought up to date, and how much is translated."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from wizard.cli.context import Setting, shown
from wizard.library import Loaded
from wizard.problem import Problem
from wizard.translation.catalogs import LOCALE_FOLDER
from wizard.translation.files import po_file, template, updated
from wizard.translation.status import Coverage, coverage


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
    for problem in problems:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}", err=True)
    sys.exit(1 if problems else 0)


@translate.command()
@click.argument("locales", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(setting: Setting, locales: tuple[str, ...], as_json: bool) -> None:
    """Show how much of each file is translated, and how much of that is stale.

    Example: wizard translate status fa
    """
    loaded = setting.load()
    found = coverage(loaded.library.translations, _locales(loaded, locales), loaded.texts())
    if as_json:
        click.echo(json.dumps({locale: _plain(files) for locale, files in found.items()}))
        return
    for locale, files in found.items():
        for catalog, one in files.items():
            percent = 100 * one.translated // one.total if one.total else 100
            stale = f", {one.stale} stale" if one.stale else ""
            click.echo(f"{locale}  {catalog:<32} {percent:>3} %  {one.translated} of {one.total}{stale}")


def _plain(files: dict[str, Coverage]) -> dict[str, dict[str, int]]:
    return {
        catalog: {"translated": one.translated, "total": one.total, "stale": one.stale}
        for catalog, one in files.items()
    }


def _locales(loaded: Loaded, named: Iterable[str]) -> list[str]:
    """Return the languages meant: those named, else all of the site but the source language."""
    site = loaded.library.site
    chosen = list(named) or [locale for locale in site.locales if locale != site.source_locale]
    unknown = [locale for locale in chosen if locale not in site.locales]
    if unknown:
        raise click.UsageError(f"_site.yaml has no language {', '.join(unknown)} under locales")
    return chosen
