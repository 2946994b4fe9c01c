"""`wizard lint`: every problem of a folder of trees, with what to type instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

import click

from wizard.cli.context import Setting, shown
from wizard.library import FACTS, FIELDS, SHARED, SITE, Loaded, load
from wizard.lint.explanations import explained, explanations
from wizard.lint.lint import lint as found_by_lint
from wizard.lint.report import Earlier, Report, as_json, as_text
from wizard.lint.slots import empty_slots
from wizard.problem import Problem
from wizard.translation.catalogs import LOCALE_FOLDER

# From a loaded folder to the trees that are broken there and served in an earlier revision.
LastGood = Callable[[Loaded], Mapping[str, Earlier]]

_MARKS: Final = (f"{SITE}.yaml", f"{FACTS}.yaml", f"{FIELDS}.yaml", SHARED, LOCALE_FOLDER)
_INNER: Final = (SHARED, LOCALE_FOLDER, "_tests", "_media")
_READ: Final = (".yaml", ".yml", ".po")


class Target(NamedTuple):
    """A folder of trees to lint; `only` are the paths in it that were asked for, none for all of it."""

    folder: Path
    only: tuple[str, ...] = ()
    alone: bool = False


def lint_command(last_good: LastGood | None = None) -> click.Command:
    """Return the command; `last_good` tells which broken trees are served in an earlier revision."""

    @click.command("lint")
    @click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
    @click.option(
        "--format",
        "shape",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to print the problems.",
    )
    @click.option("--explain", metavar="RULE", help="Say what a rule is about, with examples, and stop.")
    @click.option("--strict", is_flag=True, help="Count empty slots as problems.")
    @click.pass_obj
    def lint(
        setting: Setting, paths: tuple[Path, ...], shape: str, explain: str | None, strict: bool
    ) -> None:
        """Find what is wrong with trees, before a customer does.

        PATH is a folder of trees, or files of one. Exits with 0 when nothing is wrong, 1 when something is.

        Example: wizard lint trees/question-marks.yaml
        """
        if explain is not None:
            click.echo(_explained(explain))
            return
        report = _report(list(targets(paths, setting.folder)), strict, last_good)
        click.echo(as_json(report) if shape == "json" else as_text(report))
        sys.exit(1 if report.count else 0)

    return lint


def targets(paths: Sequence[Path], default: Path) -> Iterator[Target]:
    """Yield what to lint for the paths given, each folder once.

    NoTreesFolder when the default folder is not there, UsageError for a path that is nothing to lint.
    """
    if not paths:
        yield Target(default)
    wanted: dict[Path, list[str]] = {}
    for path in paths:
        if path.is_file() and path.suffix not in _READ:
            raise click.UsageError(f"{path} is no file of trees: its name does not end in .yaml")
        home, inside = _home(path, default)
        if home is not None:
            wanted.setdefault(home, []).append(inside)
        elif path.is_file():
            yield Target(path.parent, (path.name,), alone=True)
        else:
            raise click.UsageError(f"there are no trees in {path}")
    for folder, only in wanted.items():
        yield Target(folder, () if _WHOLE in only else tuple(only))


_WHOLE: Final = "."


def _home(path: Path, default: Path) -> tuple[Path | None, str]:
    """Return the folder of trees that a path is or stands in (None: in none), and the path relative to it."""
    absolute = _absolute(path)
    for folder in (*reversed(absolute.parents), absolute):  # _locale/fa/_shared must not make _locale/fa one
        inside = absolute.relative_to(folder)
        if len(inside.parts) > 1 and inside.parts[0] not in _INNER:
            continue
        if folder == _absolute(default):
            return default, inside.as_posix()
        if folder.is_dir() and any((folder / mark).exists() for mark in _MARKS):
            home = folder if path.is_absolute() else Path(os.path.relpath(folder))
            return home, inside.as_posix()
    return (path if path.is_dir() and any(path.glob("*.yaml")) else None), _WHOLE


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (a link to a file stays in the folder it stands in)


def _report(found: Iterable[Target], strict: bool, last_good: LastGood | None) -> Report:
    problems: set[Problem] = set()
    slots: set[Problem] = set()
    served: dict[str, Earlier] = {}
    for target in found:
        loaded = _loaded(target)
        problems |= {problem for problem in found_by_lint(loaded) if _is_within(problem.path, target, loaded)}
        slots |= {slot for slot in empty_slots(loaded) if _is_within(slot.path, target, loaded)}
        if last_good is not None and loaded.broken:
            served |= {
                tree: earlier
                for tree, earlier in last_good(loaded).items()
                if _is_within(f"{loaded.shown}/{tree}.yaml", target, loaded)
            }
    return Report(_tidy(problems), _tidy(slots), served, strict)


def _loaded(target: Target) -> Loaded:
    only = frozenset(Path(name).stem for name in target.only) if target.alone else None
    loaded = load(target.folder, shown(target.folder), only)
    if not loaded.sources and not loaded.problems:
        raise click.UsageError(f"there are no trees in {target.folder}")
    return loaded


def _is_within(path: str, target: Target, loaded: Loaded) -> bool:
    wanted = [f"{loaded.shown}/{name}" for name in target.only]
    return not wanted or any(path == name or path.startswith(f"{name}/") for name in wanted)


def _tidy(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted, with paths as one types them."""
    return sorted(
        replace(problem, path=_as_typed(problem.path), hint=problem.hint.replace(" ./", " "))
        for problem in problems
    )


def _as_typed(path: str) -> str:
    absolute, here = _absolute(Path(path)), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else path


def _explained(rule: str) -> str:
    if rule not in explanations():
        near = get_close_matches(rule, explanations(), 1)
        told = f"Did you mean {near[0]}?" if near else f"The rules are: {', '.join(explanations())}."
        raise click.UsageError(f"there is no rule {rule}. {told}")
    return explained(rule)
