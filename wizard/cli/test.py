"""`wizard test`: the path tests beside the trees run, measured, written from walks, and tried on moved edges."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from wizard.cli.context import Setting, shown
from wizard.cli.recording import walk_to_record
from wizard.errors import UnknownTree, WizardError
from wizard.library import Loaded
from wizard.path_tests.additions import Added, for_options, for_survivors, least_walks
from wizard.path_tests.coverage import coverage
from wizard.path_tests.model import FOLDER, PathTestFile
from wizard.path_tests.mutating import Mutation, mutation
from wizard.path_tests.naming import named
from wizard.path_tests.reading import read
from wizard.path_tests.recording import recorded
from wizard.path_tests.report import Report, as_json, as_junit, as_text, mutation_lines
from wizard.path_tests.running import TreeResults, run
from wizard.path_tests.writing import appended, as_yaml

_SHAPES: Final = {"text": as_text, "json": as_json, "junit": as_junit}


@dataclass(frozen=True, slots=True)
class _Work:
    """The folder, loaded, its test files, and the results of those that were asked for."""

    loaded: Loaded
    files: Mapping[str, PathTestFile]
    results: Sequence[TreeResults]
    trees: Sequence[str]

    def results_of(self, tree: str) -> TreeResults:
        """Return the results of a tree; none when it has no tests."""
        found = (one for one in self.results if one.file.tree == tree)
        return next(found, TreeResults(PathTestFile(tree, f"{self.loaded.shown}/{FOLDER}/{tree}.yaml")))


@click.command("test")
@click.argument("trees", nargs=-1, metavar="[TREE]...")
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(_SHAPES)),
    default="text",
    show_default=True,
    help="How to print the results.",
)
@click.option(
    "--coverage-min",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Fail when the tests of a tree take less of its options.",
)
@click.option("--generate", is_flag=True, help="Print tests for the options that no test takes.")
@click.option("--mutate", is_flag=True, help="Move one edge at a time, and tell which moves no test notices.")
@click.option("--record", metavar="WALK", help="Print a test of a walk: its address, query string, or id.")
@click.option("--name", help="What the recorded test is called. Default: what was answered last.")
@click.option("--known", metavar="NAME=VALUE", multiple=True, help="What else is known on the recorded walk.")
@click.option("--write", is_flag=True, help="Add what was generated or recorded to the test files.")
@click.pass_obj
def test(
    setting: Setting,
    trees: tuple[str, ...],
    shape: str,
    coverage_min: float | None,
    generate: bool,
    mutate: bool,
    record: str | None,
    name: str | None,
    known: tuple[str, ...],
    write: bool,
) -> None:
    """Run the path tests of each TREE, or of all, and tell what they cover.

    Exits with 0 when all pass, 1 when one fails. With --mutate and --write, tests are added for the moves that no
    test notices.

    Example: wizard test question-marks --generate
    """
    if write:
        setting.ensure_own()
    if record is not None or known:
        _record(setting, trees, record or "", name, known, write)
        return
    work = _work(setting, trees)
    if generate:
        _generate(work, write)
    elif mutate:
        _mutate(work, write)
    else:
        _run(work, shape, coverage_min)


def _work(setting: Setting, named_trees: Sequence[str]) -> _Work:
    loaded = setting.load()
    files = read(setting.folder, loaded.shown)
    wanted = [_tree_id(name) for name in named_trees]
    for tree in wanted:
        if tree not in loaded.library.trees and tree not in files and tree not in loaded.broken:
            raise UnknownTree(tree=tree, known=", ".join(sorted(loaded.library.trees)))
    results = tuple(run(loaded, files, wanted or None))
    trees = wanted or sorted({*loaded.library.trees, *files})
    return _Work(loaded, files, results, tuple(dict.fromkeys(trees)))


def _tree_id(name: str) -> str:
    """Return the tree that a word names: an id, or the path of a tree or of its test file."""
    return Path(name).stem if name.endswith(".yaml") else name


def _run(work: _Work, shape: str, coverage_min: float | None) -> None:
    library = work.loaded.library
    covered = {
        one.file.tree: coverage(
            library, one.file.tree, [(result.test, result.made) for result in one.results]
        )
        for one in work.results
        if one.file.tree in library.trees
    }
    report = Report(work.results, covered, [tree for tree in work.trees if tree not in work.files])
    click.echo(_SHAPES[shape](report))
    least = coverage_min or 0.0
    low = [tree for tree in work.trees if (covered[tree].options.percent if tree in covered else 0.0) < least]
    for tree in low:
        percent = covered[tree].options.percent if tree in covered else 0.0
        click.echo(f"{tree}: the tests take {percent:.1f} % of the options, less than {least:g} %", err=True)
    sys.exit(1 if low or any(True for _ in report.problems()) else 0)


def _generate(work: _Work, write: bool) -> None:
    failed = False
    for tree in _walkable(work):
        found = for_options(work.loaded.library, tree, work.results_of(tree).results)
        _put(work, tree, found, write)
        least = least_walks(work.loaded.library, tree)
        present = len(work.results_of(tree).results)
        told = (
            f"{tree}: {len(found.tests)} more tests take every option that the present {present} do not take"
        )
        click.echo(f"{told}; all options need at least {least} walks", err=True)
        for step, option in found.left:
            click.echo(f"{tree}: no walk takes {step}={option or '…'}", err=True)
        failed = failed or bool(found.left)
    sys.exit(1 if failed else 0)


def _mutate(work: _Work, write: bool) -> None:
    missed = total = 0
    for tree in _walkable(work):
        found = _mutated(work, tree)
        missed, total = missed + len(found.survivors), total + found.total
        for line in mutation_lines(found):
            click.echo(line)
        if write and found.survivors:
            _put(work, tree, for_survivors(work.loaded.library, found, work.results_of(tree).results), write)
    percent = 100 * missed / total if total else 0.0
    click.echo(f"{total} moved edges, {missed} not noticed ({percent:.1f} %)")
    sys.exit(1 if missed else 0)


def _mutated(work: _Work, tree: str) -> Mutation:
    results = work.results_of(tree).results
    with click.progressbar(length=1, label=tree, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        return mutation(work.loaded.library, tree, results, progress)


def _walkable(work: _Work) -> Iterator[str]:
    """Yield the trees asked for that can be walked; those that cannot are told."""
    for tree in work.trees:
        if tree in work.loaded.library.trees:
            yield tree
        else:
            click.echo(f"{tree}: passed over, it cannot be walked; `wizard test {tree}` tells why", err=True)


def _record(
    setting: Setting, trees: Sequence[str], walk: str, name: str | None, known: Sequence[str], write: bool
) -> None:
    if len(trees) > 1:
        raise click.UsageError("name one tree to record a walk in, not several")
    work = _work(setting, ())
    tree = _tree_id(trees[0]) if trees else None
    wanted, left_out = walk_to_record(walk, tree, known, name or "")
    if wanted.tree not in work.loaded.library.trees:
        raise UnknownTree(tree=wanted.tree, known=", ".join(sorted(work.loaded.library.trees)))
    found = recorded(work.loaded.library, wanted, fields=True)
    taken = {result.test.name for result in work.results_of(wanted.tree).results}
    if name in taken:
        raise NameTaken(name=name, path=work.results_of(wanted.tree).file.path)
    test = found.test if name else named(work.loaded.library, found.test, taken)
    for gone in (*left_out, *found.left_out):
        click.echo(f"left out: {gone}", err=True)
    _put(work, wanted.tree, Added((test,)), write)


def _put(work: _Work, tree: str, added: Added, write: bool) -> None:
    """Print tests, or write them to the end of their file."""
    if not added.tests:
        return
    if not write:
        click.echo(as_yaml(added.tests), nl=False)
        return
    file = work.loaded.folder / FOLDER / f"{tree}.yaml"
    content = file.read_bytes() if file.is_file() else None
    text = appended(content, shown(file), added.tests)
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    tests = "1 test" if len(added.tests) == 1 else f"{len(added.tests)} tests"
    click.echo(f"{shown(file)}: {tests} added", err=True)


class NameTaken(WizardError):
    """There is a test called “{name}” in {path} already. Give another --name."""
