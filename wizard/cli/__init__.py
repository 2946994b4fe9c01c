"""The command line: one command a file, registered here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wizard import __version__
from wizard.cli.context import Setting
from wizard.cli.db import db
from wizard.cli.deliver import deliver
from wizard.cli.diff import diff
from wizard.cli.export import export
from wizard.cli.graph import graph
from wizard.cli.keys import keys
from wizard.cli.lint import lint_command
from wizard.cli.new import new
from wizard.cli.privacy import privacy
from wizard.cli.probe import probe
from wizard.cli.schemas import schemas
from wizard.cli.search import search_command
from wizard.cli.serve import serve
from wizard.cli.served import served_earlier
from wizard.cli.staff import staff
from wizard.cli.test import test
from wizard.cli.translate import translate
from wizard.cli.walk import walk
from wizard.errors import WizardError

COMMANDS = (
    lint_command(served_earlier),
    walk,
    search_command,
    test,
    serve,
    deliver,
    staff,
    keys,
    privacy,
    translate,
    schemas,
    db,
    graph,
    diff,
    new,
    export,
    probe,
)


class Commands(click.Group):
    """The group; what the program cannot go on with is said in a line, with its remedy, and ends it with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except WizardError as error:
            click.echo(f"wizard: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="wizard")
@click.option(
    "--trees",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="WIZARD_TREES",
    show_envvar=True,
    help="The folder of trees. Default: ./trees, or the present folder if it holds a _site.yaml, else the "
    "trees that come with the program.",
)
@click.pass_context
def main(context: click.Context, trees: Path | None) -> None:
    """Guided troubleshooting from YAML decision trees.

    Example: wizard --trees trees lint
    """
    context.obj = Setting.chosen(trees)


for command in COMMANDS:
    main.add_command(command)
