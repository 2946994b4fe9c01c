"""`wizard export`: trees as one file that works without a network, or as a folder of static pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from wizard.cli.context import Setting
from wizard.errors import WizardError
from wizard.export.chosen import chosen, ensure_sound
from wizard.export.folder import Files, write
from wizard.export.page import Wanted, page
from wizard.export.site import site
from wizard.library import Library

_ADDRESS: Final = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~%-]+)*/?", re.ASCII)


@click.command("export")
@click.argument("trees", nargs=-1, metavar="[TREE]…")
@click.option(
    "--locale",
    "locales",
    metavar="L,L…",
    help="The languages of the file, the first one shown first. Default: all of the site, its default first.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a folder of static pages instead of one file.",
)
@click.option(
    "--url",
    metavar="ADDRESS",
    help="With --site: where the folder will stand. Then it has a sitemap, and its pages say where they are.",
)
@click.option(
    "--online",
    metavar="ADDRESS",
    envvar="WIZARD_PUBLIC_URL",
    help="Where the same trees are online: what stands before the language. Without it the file has no square code.",
)
@click.option("--pictures", is_flag=True, help="Put the pictures into the file; a folder always has them.")
@click.pass_obj
def export(
    setting: Setting,
    trees: tuple[str, ...],
    locales: str | None,
    output: Path | None,
    folder: Path | None,
    url: str | None,
    online: str | None,
    pictures: bool,
) -> None:
    """Write each TREE (none named: all of them) into one file that needs no network.

    Trees that a walk can go on in are written too.

    Example: wizard export question-marks --locale fa,en --online https://help.example.org -o help.html
    """
    if (output is None) == (folder is None):
        raise click.UsageError("give either -o FILE or --site FOLDER")
    for option, address in (("--online", online), ("--url", url)):
        if address and not _ADDRESS.fullmatch(address):
            raise click.UsageError(f"{option} is no address: write https://help.example.org")
    if url and folder is None:
        raise click.UsageError("--url tells where a folder of --site will stand")
    loaded = setting.load()
    ensure_sound(trees, loaded.broken, loaded.library)
    wanted = Wanted(
        trees=trees,
        locales=_locales(loaded.library, locales),
        online=(online or "").rstrip("/"),
        pictures=loaded.folder / "_media" if pictures or folder else None,
        day=datetime.now(UTC).date().isoformat(),
    )
    what = _what(loaded.library, wanted)
    if output is not None:
        content = page(loaded.library, wanted).encode("utf-8", "replace")
        _write(output, content)
        click.echo(f"{output}: {what}, {len(content) / 1000:.0f} kB")
    elif folder is not None:
        _write_site(folder, site(loaded.library, wanted, (url or "").rstrip("/")), what)


def _what(library: Library, wanted: Wanted) -> str:
    count = len(chosen(library, wanted.trees))
    return f"{count} {'guide' if count == 1 else 'guides'} in {', '.join(wanted.locales)}"


def _write_site(folder: Path, files: Files, what: str) -> None:
    """Write the folder, and tell what came of it."""
    written = write(folder, files)
    click.echo(f"{folder}: {what}, {written.files} files")
    if written.removed:
        click.echo(f"taken away, since they are not needed any more: {len(written.removed)}")
    for name in written.left:
        click.echo(f"left, since somebody has changed it: {name}", err=True)


def _locales(library: Library, named: str | None) -> Sequence[str]:
    """Return the languages that were named, else all of the site, its default first; each once."""
    if named is None:
        return tuple(dict.fromkeys((library.site.default_locale, *library.locales)))
    wanted = tuple(dict.fromkeys(one.strip() for one in named.split(",") if one.strip()))
    strange = [one for one in wanted if one not in library.locales]
    if strange or not wanted:
        known = ", ".join(library.locales)
        raise click.UsageError(
            f"there is no language {', '.join(strange) or named} here. There are: {known}."
        )
    return wanted


def _write(output: Path, content: bytes) -> None:
    """Write the file, whole or not at all: what stood there stays until all is written."""
    part = output.with_name(f"{output.name}.part")
    try:
        if output.exists() and not output.is_file():  # a pipe, say
            output.write_bytes(content)
            return
        part.write_bytes(content)
        part.replace(output)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise CannotWriteExport(path=output, why=error.strerror or error) from error


class CannotWriteExport(WizardError):
    """{path} cannot be written ({why}). Name another file with -o."""
