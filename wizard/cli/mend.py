"""`wizard lint --fix`: mends files, or shows what it would do to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import unified_diff
from typing import Final

import click

from wizard.cli.targets import Target, as_typed
from wizard.lint.fixing.draft import Kind
from wizard.lint.fixing.fix import Change, changes
from wizard.lint.fixing.write import replace_content

# As git and patch take them: other line ends are a part of the line.
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")


def mend(wanted: Iterable[Target], kinds: Collection[Kind], *, dry: bool) -> int:
    """Mend the files of the targets and return how many changed; `dry`: print the difference instead.

    What was done goes to standard error, so that a report or a difference stands alone on standard output.
    """
    count = 0
    for target in wanted:
        for change in changes(target.folder, target.shown, target.has, kinds, target.trees):
            count += 1
            if dry:
                click.echo("".join(_difference(change)), nl=False)
            else:
                file = target.folder / change.path.removeprefix(f"{target.shown}/")
                replace_content(file, change.before, change.after)
            _tell(change, dry=dry)
    return count


def _tell(change: Change, *, dry: bool) -> None:
    path = as_typed(change.path)
    for line, what in sorted(set(change.done)):
        click.echo(f"{'would fix' if dry else 'fixed'} {path}:{line}: {what}", err=True)


def _difference(change: Change) -> Iterator[str]:
    path = as_typed(change.path)
    before, after = (_LINES.findall(content.decode("utf-8")) for content in (change.before, change.after))
    for line in unified_diff(before, after, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
