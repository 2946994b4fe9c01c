"""Which moved edges no test notices, with the shortest walk that would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wizard.library import Library
from wizard.model.step import Audience
from wizard.model.tree import customers
from wizard.path_tests.checking import Checker
from wizard.path_tests.differing import Differences
from wizard.path_tests.model import PathTest
from wizard.path_tests.mutants import Mutant, mutants
from wizard.path_tests.running import Result
from wizard.path_tests.walking import walked

# Called with how many mutants have been looked at, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test notices. `test` is the shortest walk that would, without a name or expectations."""

    mutant: Mutant
    test: PathTest


@dataclass(frozen=True, slots=True)
class Mutation:
    """How the tests of a tree did: mutants that they noticed, that make no difference, and that they missed."""

    tree: str
    noticed: int = 0
    alike: int = 0
    survivors: tuple[Survivor, ...] = ()
    complete: bool = True

    @property
    def total(self) -> int:
        """How many mutants make a difference."""
        return self.noticed + len(self.survivors)

    @property
    def percent(self) -> float:
        """Survivors of a hundred mutants."""
        return 100.0 * len(self.survivors) / self.total if self.total else 0.0


def mutation(
    library: Library, tree_id: str, results: Sequence[Result], progress: Progress = lambda _, __: None
) -> Mutation:
    """Return how the tests of a tree do against each of its mutants. Tests that fail already are not asked."""
    checker, differences = Checker.of(library), Differences(library, tree_id)
    passing = [result for result in results if not result.problems]
    every = tuple(mutants(library.staff[tree_id]))
    noticed = alike = 0
    survivors = []
    for done, mutant in enumerate(every):
        progress(done, len(every))
        if is_noticed(library, checker, mutant, tree_id, passing):
            noticed += 1
        elif (test := next(differences.walks(mutant), None)) is None:
            alike += 1
        else:
            survivors.append(Survivor(mutant, test))
    progress(len(every), len(every))
    return Mutation(tree_id, noticed, alike, tuple(survivors), differences.complete)


def is_noticed(
    library: Library, checker: Checker, mutant: Mutant, tree_id: str, results: Iterable[Result]
) -> bool:
    """Tell whether one of the tests, which all pass in the tree as it is, fails in the mutant."""
    trees = {
        Audience.STAFF: {**library.staff, tree_id: mutant.tree},
        Audience.CUSTOMER: {**library.customers, tree_id: customers(mutant.tree)},
    }
    for result in results:
        if _comes_by(result, mutant):
            made = walked(trees[result.test.audience], result.test)
            if checker.problems(result.test, made):
                return True
    return False


def _comes_by(result: Result, mutant: Mutant) -> bool:
    """Tell whether the walk of a test can tell the mutant from the tree: it takes the option, or comes so far."""
    if mutant.option is None:
        return True
    return any(one.tree == result.test.tree and one.step in mutant.steps for one in result.made.passed)
