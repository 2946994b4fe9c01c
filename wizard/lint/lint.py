"""Runs the rules over a loaded folder. Editor, command line, CI and web server all call `lint`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wizard.exploration.explore import Progress
from wizard.garbage import collector_paused
from wizard.library import Loaded
from wizard.lint.allowed import judged
from wizard.lint.rule import Rule
from wizard.lint.rules import RULES
from wizard.lint.survey import Survey, survey
from wizard.problem import Level, Problem, problem_at


def lint(loaded: Loaded, rules: Iterable[Rule] = RULES, progress: Progress | None = None) -> list[Problem]:
    """Return every problem of every file, load problems included, sorted by file, line, column and rule.

    What a comment allows (`# lint: allow RULE why`) is left out. What a rule finds in the file of a draft tree is a
    warning: customers do not see it yet. `progress` is told how far the walks are tried, which may take a while.
    """
    with collector_paused():
        surveyed = survey(loaded, progress)
        found: set[Problem] = set()
        every = tuple(rules)
        for rule in every:
            for place, message, hint, level, walk in rule.check(surveyed):
                found.add(problem_at(place, rule.name, message, hint, level or rule.level, walk))
        tests = (problem for file in surveyed.path_tests.values() for problem in file.problems)
        kept = _lowered(surveyed, judged(loaded, found, [rule.name for rule in every]))
        return sorted({*loaded.problems, *tests, *kept})


def _lowered(survey: Survey, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, those in files of drafts as warnings."""
    drafts = {tree.place.path for tree in survey.trees if tree.draft}
    for problem in found:
        yield replace(problem, level=Level.WARNING) if problem.path in drafts else problem
