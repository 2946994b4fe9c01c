"""Runs the rules over a loaded folder. Editor, command line, CI and web server all call `lint`."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.garbage import collector_paused
from wizard.library import Loaded
from wizard.lint.rule import Rule
from wizard.lint.rules import RULES
from wizard.lint.survey import survey
from wizard.problem import Problem, problem_at


def lint(loaded: Loaded, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Return every problem of every file, load problems included, sorted by file, line, column and rule."""
    with collector_paused():
        surveyed = survey(loaded)
        found = set(loaded.problems)
        for rule in rules:
            for place, message, hint, level, walk in rule.check(surveyed):
                found.add(problem_at(place, rule.name, message, hint, level or rule.level, walk))
        return sorted(found)
