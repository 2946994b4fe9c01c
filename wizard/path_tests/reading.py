"""Files of `_tests` -> path tests, and what is wrong with them. A broken test never hides the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wizard import schema
from wizard.known import Source
from wizard.model.step import Audience
from wizard.path_tests.model import FOLDER, RULE, Expected, PathTest, PathTestFile
from wizard.problem import Level, Place, Problem, problem_at
from wizard.source import Mapping as Spelt
from wizard.source import read as read_source


def read(folder: Path, shown: str) -> Mapping[str, PathTestFile]:
    """Return the test files of a folder of trees by the id of their tree; empty when there are none.

    `shown` is how problems name the folder.
    """
    home = folder / FOLDER
    if not home.is_dir():
        return {}
    files = sorted(home.glob("*.yaml"))
    return {
        file.stem: file_of(file.stem, file.read_bytes(), f"{shown}/{FOLDER}/{file.name}") for file in files
    }


def file_of(tree: str, content: bytes, path: str) -> PathTestFile:
    """Return the tests that the content of a file holds; `path` is how problems name it."""
    source = read_source(path, content)
    problems = list(source.problems)
    if source.data is None:
        if not problems:
            problems.append(Problem(path, 1, 1, "schema", Level.ERROR, "the file is empty"))
        return PathTestFile(tree, path, (), tuple(problems))
    findings = schema.check(source, "tests")
    slips = {found.line for found in source.problems}
    problems += [found.problem for found in findings if found.problem.line not in slips]
    wrong = {found.path[0] if found.path else None for found in findings}
    whole = source.data if isinstance(source.data, list) and None not in wrong else ()
    tests = tuple(
        _test(tree, path, data)
        for at, data in enumerate(whole)
        if at not in wrong and isinstance(data, Spelt) and {"name", "expect"} <= data.keys()
    )
    problems += _twice(tests)
    return PathTestFile(tree, path, tests, tuple(sorted(problems)))


def _twice(tests: tuple[PathTest, ...]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for test in tests:
        place = test.place("name")
        if test.name in first:
            message = f"“{test.name}” stands in line {first[test.name].line} already"
            yield problem_at(place, RULE, message, "give each test a name of its own")
        first.setdefault(test.name, place)


def _test(tree: str, path: str, data: Any) -> PathTest:
    answers = {name: _answer(value) for name, value in data.get("answers", {}).items()}
    audience = Audience(data.get("audience", Audience.CUSTOMER))
    expected = _expected(data["expect"])
    return PathTest(data["name"], tree, expected, _told(data.get("known", {})), answers, audience, path, data)


def _told(known: Mapping[str, str]) -> dict[str, dict[Source, str]]:
    told: dict[str, dict[Source, str]] = {}
    for name, value in known.items():
        fact, _, source = name.partition("~")
        told.setdefault(fact, {})[Source(source)] = value
    return told


def _answer(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ".".join(value)


def _expected(data: Mapping[str, Any]) -> Expected:
    ticket = data.get("ticket", {})
    exactly = data.get("exactly")
    return Expected(
        step=data.get("step"),
        end=data.get("end"),
        tree=data.get("tree"),
        steps=tuple(data.get("steps", ())),
        exactly=None if exactly is None else tuple(exactly),
        never=tuple(data.get("not", ())),
        fields=tuple(ticket.get("fields", ())),
        says={name: _answer(value) for name, value in ticket.get("says", {}).items()},
        texts={
            locale: (words,) if isinstance(words, str) else tuple(words)
            for locale, words in data.get("texts", {}).items()
        },
    )
