"""`wizard probe`: a script that looks at a customer's computer and opens the walk with what it found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from wizard.cli.context import Setting
from wizard.errors import UnknownTree, WizardError
from wizard.library import FACTS, Library, Loaded
from wizard.model.tree import Tree
from wizard.probe.choosing import helped, looked_for
from wizard.probe.script import ENCODING, Order, script
from wizard.problem import Level

_ADDRESS: Final = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?/?", re.ASCII)
# More than that, the question which of them it is would not fit on the screen.
_MOST_TREES: Final = 20


@click.command("probe")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, such as check.ps1.",
)
@click.option("--locale", help="The language that the script speaks. Default: the site's.")
@click.option(
    "--tree",
    "names",
    multiple=True,
    metavar="TREE",
    help="A tree to look for and to open; may be given several times. Default: all that it finds something for.",
)
@click.option(
    "--url",
    envvar="WIZARD_PUBLIC_URL",
    default="",
    help="Where the pages are, such as https://help.example.org. Without it the script opens none. "
    "Default: WIZARD_PUBLIC_URL.",
)
@click.pass_obj
def probe(setting: Setting, output: Path, locale: str | None, names: Sequence[str], url: str) -> None:
    """Write a PowerShell script that only reads, from the `detect:` of _facts.yaml.

    Example: wizard probe --locale fa --tree question-marks --url https://help.example.org -o check.ps1
    """
    if url and not _ADDRESS.fullmatch(url):
        raise click.UsageError("--url is no address of a site: write https://help.example.org")
    loaded = setting.load()
    _ensure_sound_facts(loaded)
    order = _order(loaded.library, _locale(loaded.library, locale), names, url)
    try:
        output.write_text(script(loaded.library, order), encoding=ENCODING, newline="")
    except OSError as error:
        raise CannotWrite(path=output, why=error.strerror or error) from error
    click.echo(f"{output}: looks for {', '.join(fact.id for fact in order.facts)}", err=True)


def _order(library: Library, locale: str, names: Sequence[str], url: str) -> Order:
    trees = _trees(library, names)
    facts = looked_for(library, trees)
    if not facts:
        raise NothingToFind(trees=", ".join(names) or "these trees")
    if len(trees) > _MOST_TREES:
        raise click.UsageError(
            f"there are {len(trees)} trees to choose from: name at most {_MOST_TREES} with --tree"
        )
    return Order(facts, trees, locale, url.rstrip("/"))


def _trees(library: Library, names: Sequence[str]) -> tuple[Tree, ...]:
    for name in names:
        if name not in library.customers:
            raise UnknownTree(tree=name, known=", ".join(sorted(library.customers)))
    return tuple(library.customers[name] for name in dict.fromkeys(names)) or helped(library)


def _ensure_sound_facts(loaded: Loaded) -> None:
    for problem in loaded.problems:
        if problem.level is Level.ERROR and Path(problem.path).stem == FACTS:
            raise BrokenFacts(place=f"{problem.path}:{problem.line}", message=problem.message)


def _locale(library: Library, named: str | None) -> str:
    if named is not None and named not in library.locales:
        raise click.UsageError(f"there is no language {named} here. There are: {', '.join(library.locales)}.")
    return named or library.site.default_locale


class NothingToFind(WizardError):
    """A script finds nothing for {trees}: no fact that they go by has a `detect:` that works outside a page."""


class BrokenFacts(WizardError):
    """{place}: {message}. Mend _facts.yaml first; `wizard lint` tells all that is wrong with it."""


class CannotWrite(WizardError):
    """{path} cannot be written ({why}). Name another file with -o."""
