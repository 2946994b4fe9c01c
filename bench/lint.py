"""The linter with all walks tried: 1,000 trees of 65 lines, and one large tree.

Prints two tables; the last line is `ratio: N.NN`, of loading, validating and linting everything against the least
that reading and validating the same files takes. docs/benchmarks.md says how to read it.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import jsonschema_rs
import yaml

from bench._trees import write_trees
from wizard import resources, schema
from wizard.garbage import collector_paused
from wizard.library import Loaded, load
from wizard.lint.lint import lint
from wizard.lint.survey import survey
from wizard.source import read

TREES: Final = 1_000
ROUNDS: Final = 5
BAR: Final = 2.5
STEPS: Final = 300
QUESTIONS: Final = 40
TOPICS: Final = 10
ASKED: Final = 3

Work = Callable[[], None]


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _large(folder / "large")
        write_trees(folder / "many", TREES)
        _many(folder / "many")


def _large(folder: Path) -> None:
    """Print what one tree of 300 steps takes, and how often the progress is told meanwhile."""
    folder.mkdir()
    write_trees(folder, 0)
    (folder / "large.yaml").write_text(_large_tree(), encoding="utf-8")
    told: list[int] = []
    begun = time.perf_counter()
    loaded = load(folder)
    read_in = time.perf_counter() - begun
    problems = lint(loaded, progress=lambda _tree, done, _steps: told.append(done))
    whole = time.perf_counter() - begun
    assert not problems, problems[:3]
    (explored,) = survey(loaded).explorations
    assert len(explored.tree.steps) == STEPS
    states = sum(map(len, explored.staff.arrived))
    print(f"one tree of {STEPS} steps, {QUESTIONS} of them questions; seconds")
    print(f"  {'load':28} {read_in:6.3f}")
    print(f"  {'lint':28} {whole - read_in:6.3f}  ({states} states, progress told {len(told)} times)")
    print(f"  {'together':28} {whole:6.3f}  bar < 2")


def _large_tree() -> str:
    """Return a tree of ten topics, each with questions and fixes; what all are asked first counts far down too."""
    lines = ["format: 1", "title: Nothing works", "summary: It is all dark.", "stage: run", "products: all"]
    lines += ["owner: support", 'review_by: "2099-01-01"', "check: It works.", "steps:"]
    topics = ", ".join(f"t{topic}: Topic {topic}" for topic in range(TOPICS))
    lines.append(f"  topic: {{ask: What is it about?, options: {{{topics}, unsure: {{goto: ticket}}}}}}")
    common = QUESTIONS - 1 - TOPICS * ASKED
    lines += [_question(f"all{number}") for number in range(common)]
    fixes = (STEPS - QUESTIONS) // TOPICS
    for topic in range(TOPICS):
        lines += [f"  part{topic}:", f"    when: {{topic: t{topic}}}", "    steps:"]
        for fix in range(fixes):
            if fix % (fixes // ASKED) == 0 and fix // (fixes // ASKED) < ASKED:
                lines.append("    " + _question(f"q{topic}-{fix // (fixes // ASKED)}"))
            asked = min(fix // (fixes // ASKED), ASKED - 1)
            when = _when(topic, asked, fix, (topic + fix) % common)
            lines.append(f"      f{topic}-{fix}: {{fix: 'Mend part {fix}, topic {topic}', when: {when}}}")
    return "\n".join(lines) + "\n"


def _question(name: str) -> str:
    return f"  {name}: {{ask: 'What does {name} do?', options: {{a: A, b: B, c: C, unsure: }}}}"


def _when(topic: int, asked: int, fix: int, common: int) -> str:
    """Return the condition of a fix: the answer to a question, to two, one of two, or what another fix did."""
    own = f"q{topic}-{asked}"
    ways = (
        f"{{{own}: a}}",
        f"{{{own}: [b, unsure], none: {{all{common}: c}}}}",
        f"{{any: [{{{own}: c}}, {{all{common}: [a, b]}}]}}",
        f"{{f{topic}-{fix - 1}: not-solved, windows: [win10, win11]}}",
    )
    return ways[fix % len(ways)]


def _many(folder: Path) -> None:
    """Print what each part of the work takes of 1,000 trees, and the ratio."""
    parts = {
        "parse": lambda: _parse(folder),
        "parse, schema": lambda: _schema(folder),
        "load (parse, schema, model)": lambda: _load(folder),
    }
    loaded = load(folder)
    plain = _plain(folder)
    rounds = [_round(parts, plain, folder, loaded) for _ in range(ROUNDS + 1)][1:]
    names = ("CSafeLoader + jsonschema-rs", *parts, "explore", "all rules, explore included", "load and lint")
    print(f"{TREES} trees of 65 lines, {ROUNDS} rounds; ms of processor time a tree, median [range]")
    for name, column in zip(names, zip(*rounds, strict=True), strict=True):
        found = sorted(seconds / TREES * 1e3 for seconds in column)
        print(f"  {name:28} {statistics.median(found):6.3f} [{found[0]:.3f}-{found[-1]:.3f}]")
    ratios = sorted(row[-1] / row[0] for row in rounds)
    print(f"ratio of the rounds {ratios[0]:.2f}-{ratios[-1]:.2f}, bar <= {BAR}")
    print(f"ratio: {statistics.median(ratios):.2f}")


def _round(parts: dict[str, Work], plain: Work, folder: Path, loaded: Loaded) -> Sequence[float]:
    return [
        _seconds(plain),
        *(_seconds(work) for work in parts.values()),
        _seconds(lambda: _explore(loaded)),
        _seconds(lambda: _lint(loaded)),
        _seconds(lambda: _lint(load(folder))),
    ]


def _seconds(work: Work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _plain(folder: Path) -> Work:
    """Return what parses every tree with PyYAML's C loader as it comes, and validates it with jsonschema-rs."""
    known = json.loads((resources.schemas() / "tree.schema.json").read_text(encoding="utf-8"))
    is_valid = jsonschema_rs.Draft202012Validator(known).is_valid
    files = sorted(folder.glob("message-*.yaml"))
    assert len(files) == TREES

    def work() -> None:
        for file in files:
            data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
            assert is_valid(data), file

    return work


def _parse(folder: Path) -> None:
    with collector_paused():
        for file in folder.glob("message-*.yaml"):
            assert not read(file.name, file.read_bytes()).problems


def _schema(folder: Path) -> None:
    with collector_paused():
        for file in folder.glob("message-*.yaml"):
            assert not schema.check(read(file.name, file.read_bytes()), "tree")


def _load(folder: Path) -> None:
    assert len(load(folder).library.trees) == TREES


def _explore(loaded: Loaded) -> None:
    with collector_paused():
        assert len(survey(loaded).explorations) == TREES


def _lint(loaded: Loaded) -> None:
    problems = lint(loaded)
    assert not problems, problems[:3]
    assert len(loaded.library.trees) == TREES


if __name__ == "__main__":
    main()
