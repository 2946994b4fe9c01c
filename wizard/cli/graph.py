"""`wizard graph`: a tree drawn, as a picture, a table, or for a program that draws."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from wizard.cli.context import Setting
from wizard.errors import UnknownTree, WizardError
from wizard.graph.dot import dot
from wizard.graph.drawing import Drawing, drawing
from wizard.graph.marks import marks
from wizard.graph.mermaid import mermaid
from wizard.graph.outline import table
from wizard.graph.svg import svg
from wizard.library import Library, Loaded
from wizard.lint.lint import lint
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.telling import Teller

SHAPES: Final[Mapping[str, Callable[[Drawing], str]]] = {
    "svg": svg,
    "dot": dot,
    "mermaid": mermaid,
    "table": table,
}
# Nothing in an address may end the quotes it will stand in.
_ADDRESS: Final = re.compile(r"(https?:/)?(/[\w.:@%~+-]+)*/?", re.ASCII)


@click.command("graph")
@click.argument("tree")
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(SHAPES)),
    default="svg",
    show_default=True,
    help="What to draw.",
)
@click.option("--locale", help="The language of the words. Default: the site's.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    help="Draw the tree as they walk it. Default: as it is written, steps for staff marked.",
)
@click.option(
    "--link-base",
    metavar="ADDRESS",
    help="Link each step to its page: the address before the language, such as http://127.0.0.1:8000.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: standard output.",
)
@click.pass_obj
def graph(
    setting: Setting,
    tree: str,
    shape: str,
    locale: str | None,
    audience: str | None,
    link_base: str | None,
    output: Path | None,
) -> None:
    """Draw TREE: its steps, conditions, answers and ends, with the problems that lint finds.

    Example: wizard graph question-marks --locale fa -o question-marks.svg
    """
    if link_base is not None and not _ADDRESS.fullmatch(link_base):
        raise click.UsageError("--link-base is no address: write http://127.0.0.1:8000, or / for this site")
    loaded = setting.load()
    wanted = _tree(loaded, tree, audience)
    problems = marks(wanted, loaded, lint(loaded))
    teller = Teller(loaded.library, _locale(loaded.library, locale))
    _write(output, SHAPES[shape](drawing(wanted, teller, problems, link_base)))


def _tree(loaded: Loaded, name: str, audience: str | None) -> Tree:
    """Return the tree, as far as it can be read; a broken one is drawn with its problems."""
    broken = {name: tree for name, tree in loaded.broken.items() if tree is not None}
    library = loaded.library.with_trees({**loaded.library.trees, **broken})
    if name in loaded.broken and name not in broken:
        raise UnreadableTree(tree=name)
    if name not in library.trees:
        raise UnknownTree(tree=name, known=", ".join(sorted(library.trees)))
    if audience is None:
        return library.trees[name]
    return (library.staff if audience == Audience.STAFF else library.customers)[name]


def _locale(library: Library, named: str | None) -> str:
    if named is not None and named not in library.locales:
        raise click.UsageError(f"there is no language {named} here. There are: {', '.join(library.locales)}.")
    return named or library.site.default_locale


def _write(output: Path | None, words: str) -> None:
    content = words.encode("utf-8", "replace")
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CannotWrite(path=output, why=error.strerror or error) from error


class UnreadableTree(WizardError):
    """Nothing of the tree {tree} can be read. `wizard lint` tells what is wrong with it."""


class CannotWrite(WizardError):
    """{path} cannot be written ({why}). Name another file with -o."""
