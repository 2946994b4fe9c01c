"""Tests to add to a tree's file: for options that none takes, and for moved edges that none notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wizard.library import Library
from wizard.path_tests.checking import Checker
from wizard.path_tests.coverage import Choice, choices
from wizard.path_tests.generating import proposal
from wizard.path_tests.model import PathTest
from wizard.path_tests.mutating import Mutation, is_noticed
from wizard.path_tests.naming import named
from wizard.path_tests.recording import recorded
from wizard.path_tests.running import Result, trees_of
from wizard.path_tests.walking import walked


@dataclass(frozen=True, slots=True)
class Added:
    """Tests with names and expectations; `left` are options that no walk was found for.

    `complete` tells whether all walks could be looked at.
    """

    tests: tuple[PathTest, ...]
    left: tuple[Choice, ...] = ()
    complete: bool = True


def for_options(library: Library, tree_id: str, results: Sequence[Result]) -> Added:
    """Return tests that take the options of a tree that the present ones do not take."""
    tree = library.staff[tree_id]
    taken = {choice for result in results for choice in choices(tree, result.made.passed)}
    found = proposal(library, tree_id, taken, typed_samples(results))
    return Added(tuple(_named(library, found.tests, results)), found.left, found.complete)


def for_survivors(library: Library, found: Mutation, results: Sequence[Result]) -> Added:
    """Return tests that notice the moved edges that the present ones miss, as few as come by in order."""
    checker = Checker.of(library)
    added: list[Result] = []
    for survivor in found.survivors:
        if not is_noticed(library, checker, survivor.mutant, found.tree, added):
            test = recorded(library, survivor.test).test
            added.append(Result(test, walked(trees_of(library, test), test), ()))
    tests = (result.test for result in added)
    return Added(tuple(_named(library, tests, results)), (), found.complete)


def typed_samples(results: Iterable[Result]) -> Mapping[str, list[str]]:
    """Return what the present tests type, by step: it fits."""
    samples: dict[str, list[str]] = {}
    for result in results:
        for name, value in result.made.given:
            samples.setdefault(name.rpartition(":")[2], []).append(value)
    return samples


def least_walks(library: Library, tree_id: str) -> int:
    """Return how many walks it takes at least to take every option: each ends by one, and takes one of a step."""
    tree = library.staff[tree_id]
    steps = [(step, targets) for step, targets in zip(tree.steps, tree.targets, strict=True) if not step.many]
    last = sum(isinstance(target, str) for _, targets in steps for target in targets.values())
    return max([last, *(len(targets) for _, targets in steps)], default=0)


def _named(library: Library, tests: Iterable[PathTest], results: Sequence[Result]) -> Iterator[PathTest]:
    taken = {result.test.name for result in results}
    for test in tests:
        whole = named(library, recorded(library, test).test, taken)
        taken.add(whole.name)
        yield whole
