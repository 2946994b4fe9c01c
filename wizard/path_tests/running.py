"""Test files run over a library: what was walked, and every way in which it is not as expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from wizard.library import Library, Loaded
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.path_tests.checking import Checker
from wizard.path_tests.model import RULE, PathTest, PathTestFile
from wizard.path_tests.walking import Walked, walked
from wizard.problem import Place, Problem, problem_at


@dataclass(frozen=True, slots=True)
class Result:
    """One test, its walk, and what is wrong with that: nothing when it passed."""

    test: PathTest
    made: Walked
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TreeResults:
    """The results of one tree's tests; `problems` are those of the file itself."""

    file: PathTestFile
    results: tuple[Result, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> int:
        """How many tests did not pass."""
        return sum(bool(result.problems) for result in self.results)

    def all_problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the file, then with each test."""
        yield from self.problems
        for result in self.results:
            yield from result.problems


def run(
    loaded: Loaded, files: Mapping[str, PathTestFile], only: Collection[str] | None = None
) -> Iterator[TreeResults]:
    """Yield the results of each file, by the id of its tree; with `only`, those of these trees."""
    checker = Checker.of(loaded.library)
    for tree, file in sorted(files.items()):
        if only is None or tree in only:
            yield _run(loaded, checker, file)


def trees_of(library: Library, test: PathTest) -> Mapping[str, Tree]:
    """Return the trees as the audience of a test walks them."""
    return library.staff if test.audience is Audience.STAFF else library.customers


def _run(loaded: Loaded, checker: Checker, file: PathTestFile) -> TreeResults:
    if file.tree not in loaded.library.trees:
        return TreeResults(file, (), (*file.problems, _lost(loaded, file)))
    results = []
    for test in file.tests:
        made = walked(trees_of(loaded.library, test), test)
        results.append(Result(test, made, tuple(checker.problems(test, made))))
    return TreeResults(file, tuple(results), file.problems)


def _lost(loaded: Loaded, file: PathTestFile) -> Problem:
    at = Place(file.path, 1, 1)
    if file.tree in loaded.broken:
        return problem_at(at, RULE, f"the tree `{file.tree}` cannot be walked", "`wizard lint` tells why")
    near = get_close_matches(file.tree, list(loaded.library.trees), 1, 0.6)
    hint = f"did you mean {near[0]}.yaml?" if near else "the name of the file must be the id of a tree"
    return problem_at(at, RULE, f"there is no tree `{file.tree}`", hint)
