"""Loading, validating and linting 1,000 trees, against the least that reading and validating them takes.

Prints a table; its last line is `ratio: N.NN`. docs/benchmarks.md says how to read it.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import jsonschema_rs
import yaml

from bench._trees import write_trees
from wizard import resources
from wizard.library import load
from wizard.lint.lint import lint

TREES: Final = 1_000
ROUNDS: Final = 5
BAR: Final = 2.5


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_trees(folder, TREES)
        works = (_plain(folder), lambda: _load(folder), lambda: _ours(folder))
        rounds = [[_seconds(work) for work in works] for _ in range(ROUNDS + 1)]
    del rounds[0]  # it filled the caches
    names = ("CSafeLoader + jsonschema-rs", "load and validate", "load, validate and lint")
    print(f"{TREES} trees of 65 lines, {ROUNDS} rounds; ms of processor time a tree, median [range]")
    for name, column in zip(names, zip(*rounds, strict=True), strict=True):
        found = sorted(seconds / TREES * 1e3 for seconds in column)
        print(f"  {name:28} {statistics.median(found):6.3f} [{found[0]:.3f}-{found[-1]:.3f}]")
    ratios = sorted(whole / least for least, _, whole in rounds)
    print(f"ratio of the rounds {ratios[0]:.2f}-{ratios[-1]:.2f}, bar <= {BAR}")
    print(f"ratio: {statistics.median(ratios):.2f}")


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _plain(folder: Path) -> Callable[[], None]:
    """Return what parses every tree with PyYAML's C loader as it comes, and validates it with jsonschema-rs."""
    schema = json.loads((resources.schemas() / "tree.schema.json").read_text(encoding="utf-8"))
    is_valid = jsonschema_rs.Draft202012Validator(schema).is_valid
    files = sorted(folder.glob("message-*.yaml"))
    assert len(files) == TREES

    def work() -> None:
        for file in files:
            data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
            assert is_valid(data), file

    return work


def _load(folder: Path) -> None:
    assert len(load(folder).library.trees) == TREES


def _ours(folder: Path) -> None:
    loaded = load(folder)
    problems = lint(loaded)
    assert not problems, problems[:3]
    assert len(loaded.library.trees) == TREES


if __name__ == "__main__":
    main()
