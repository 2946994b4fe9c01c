"""`wizard schemas`: the schemas beside a writer's trees, and the settings by which an editor finds them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import click

from wizard import resources
from wizard.cli.context import DEFAULT_FOLDER, Setting, shown
from wizard.errors import WizardError

# Which files of a folder of trees each schema is for, as editors match names.
_FILES: Final = {
    "tree": "[^_]*.yaml",
    "block": "_shared/*.yaml",
    "facts": "_facts.yaml",
    "fields": "_fields.yaml",
    "site": "_site.yaml",
    "tests": "_tests/*.yaml",
}
_FOLDER: Final = "schemas"
_SETTINGS: Final = Path(".vscode", "settings.json")
_KEY: Final = "yaml.schemas"


class ElsewhereTrees(WizardError):
    """The folder of trees {trees} is not below {into}. Name the folder that holds it: --into DIRECTORY."""


class ForeignSettings(WizardError):
    """{file} is not plain JSON, so it was left alone. Add this to it: {addition}"""


@click.command("schemas")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds the folder of trees. Default: the present one.",
)
@click.option("--print", "kind", metavar="KIND", help="Print one schema (tree, site, …) and stop.")
@click.pass_obj
def schemas(setting: Setting, into: Path, kind: str | None) -> None:
    """Let an editor check trees while you type.

    Writes the folder schemas beside the folder of trees, and the settings of Visual Studio Code that name it.
    Run it again after an upgrade. Nothing else in those settings is changed.

    Example: wizard schemas
    """
    if kind is not None:
        click.echo(_schema(kind).read_text("utf-8"), nl=False)
        return
    trees = into / DEFAULT_FOLDER if setting.demonstration else setting.folder
    patterns = _patterns(_below(trees, into))
    for file in _files().values():
        _write(into / _FOLDER / file.name, file.read_text("utf-8"))
    _write_settings(into / _SETTINGS, patterns)


def _files() -> dict[str, Path]:
    """Return the schemas by kind: those of files that writers have."""
    return {kind: file for kind in _FILES if (file := _path(kind)).is_file()}


def _path(kind: str) -> Path:
    return resources.schemas() / f"{kind}.schema.json"


def _schema(kind: str) -> Path:
    if kind not in _files():
        raise click.UsageError(f"there is no schema {kind}. There are: {', '.join(_files())}.")
    return _path(kind)


def _below(trees: Path, into: Path) -> str:
    """Return the folder of trees as an editor names it: from `into`, or by its own name when it is the same."""
    absolute, home = Path(os.path.abspath(trees)), Path(os.path.abspath(into))  # noqa: PTH100 (links stay)
    if not absolute.is_relative_to(home):
        raise ElsewhereTrees(trees=trees, into=into)
    inside = absolute.relative_to(home).as_posix()
    return home.name if inside == "." else inside


def _patterns(trees: str) -> dict[str, str]:
    """Return what an editor wants to know: schema -> names of files."""
    return {f"./{_FOLDER}/{file.name}": f"{trees}/{_FILES[kind]}" for kind, file in _files().items()}


def _write_settings(file: Path, patterns: dict[str, str]) -> None:
    """Put our part into the settings, and keep the rest; ForeignSettings when they cannot be read."""
    present: Any = {}
    if file.is_file():
        try:
            present = json.loads(file.read_text("utf-8"))
        except ValueError:
            present = None
        if not isinstance(present, dict) or not isinstance(present.get(_KEY, {}), dict):
            raise ForeignSettings(file=shown(file), addition=json.dumps({_KEY: patterns}))
    others = {name: files for name, files in present.get(_KEY, {}).items() if name not in patterns}
    whole = present | {_KEY: others | patterns}
    _write(file, json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


def _write(file: Path, content: str) -> None:
    if file.is_file() and file.read_text("utf-8") == content:
        click.echo(f"{shown(file)}: is up to date")
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="\n")
    click.echo(f"{shown(file)}: written")
