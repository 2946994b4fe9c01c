"""`wizard lint`: every problem of a folder of trees, with what to type instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from wizard.cli.context import Setting
from wizard.cli.mend import mend
from wizard.cli.progress import told_on
from wizard.cli.reported import LastGood, reported
from wizard.cli.targets import targets
from wizard.lint.explanations import explained, explanations
from wizard.lint.fixing.draft import Kind
from wizard.lint.report import FORMATS
from wizard.lint.report.text import Tone, as_text

_LOOKS: Final[Mapping[Tone, dict[str, object]]] = {
    Tone.ERROR: {"fg": "red", "bold": True},
    Tone.WARNING: {"fg": "yellow", "bold": True},
    Tone.PLACE: {"bold": True},
    Tone.MARK: {"fg": "red"},
    Tone.FRAME: {"dim": True},
    Tone.HINT: {"fg": "cyan"},
}


def lint_command(last_good: LastGood | None = None) -> click.Command:
    """Return the command; `last_good` tells which broken trees are served in an earlier revision."""

    @click.command("lint")
    @click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
    @click.option(
        "--format",
        "shape",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help="How to print the problems.",
    )
    @click.option("--explain", metavar="RULE", help="Say what a rule is about, with examples, and stop.")
    @click.option("--strict", is_flag=True, help="Count empty slots and passed days of review as problems.")
    @click.option("--fix", is_flag=True, help="Mend what can be mended without you, and say what was.")
    @click.option(
        "--fix-only",
        "kinds",
        type=click.Choice([kind.value for kind in Kind]),
        multiple=True,
        help="Mend this only; may be given again.",
    )
    @click.option("--diff", is_flag=True, help="With --fix: show what would change, and change nothing.")
    @click.pass_obj
    def lint(
        setting: Setting,
        paths: tuple[Path, ...],
        shape: str,
        explain: str | None,
        strict: bool,
        fix: bool,
        kinds: tuple[str, ...],
        diff: bool,
    ) -> None:
        """Find what is wrong with trees, before a customer does.

        PATH is a folder of trees, or files of one. Exits with 0 when nothing is wrong, 1 when something is.

        Example: wizard lint trees/question-marks.yaml
        """
        if explain is not None:
            click.echo(_explained(explain))
            return
        if diff and not (fix or kinds):
            raise click.UsageError("--diff shows what --fix would change: give both")
        today = datetime.now(UTC).date()
        if not paths:
            setting.tell_demonstration()
            if (fix or kinds) and not diff:
                setting.ensure_own()
        wanted = list(targets(paths, setting.folder))
        if fix or kinds:
            changed = mend(wanted, [Kind(kind) for kind in kinds] or list(Kind), dry=diff)
            if diff:
                sys.exit(1 if changed or reported(wanted, strict=strict, today=today).count else 0)
        with told_on(sys.stderr) as progress:
            report = reported(wanted, strict=strict, today=today, last_good=last_good, progress=progress)
        click.echo(as_text(report, _painted) if shape == "text" else FORMATS[shape](report))
        sys.exit(1 if report.count else 0)

    return lint


def _painted(text: str, tone: Tone) -> str:
    """Return the text in colours; click leaves them out where no terminal reads them."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **_LOOKS[tone])  # type: ignore[arg-type]


def _explained(rule: str) -> str:
    if rule not in explanations():
        near = get_close_matches(rule, explanations(), 1)
        told = f"Did you mean {near[0]}?" if near else f"The rules are: {', '.join(explanations())}."
        raise click.UsageError(f"there is no rule {rule}. {told}")
    return explained(rule)
