"""A tree whose walks are too different from one another to be tried."""

from __future__ import annotations

from collections.abc import Iterator

from wizard import limits
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "exploration-too-large"
level = Level.WARNING
summary = "The tree remembers too many answers for too long, so not all its walks could be tried."
why = (
    "The linter follows all walks at once and forgets what no later condition reads. Where a step far "
    "down asks for very many earlier answers together, there are more ways to come there than can be "
    "looked at, for the linter and for people. Nothing is said then of what only trying all walks can "
    "show."
)
_QUESTIONS = 15


def _example(asked: int) -> str:
    """Return a tree that asks questions, tells something for each, and at last asks for so many of both."""
    lines = ["steps:"]
    for number in range(_QUESTIONS):
        lines += [
            f"  lamp-{number}: {{ask: 'Is lamp {number} on?', options: {{on: 'Yes', off: 'No', unsure: }}}}",
            f"  bulb-{number}: {{do: Change bulb {number}, when: {{lamp-{number}: off}}}}",
        ]
    wanted = ", ".join(f"{{lamp-{number}: off, bulb-{number}: unable}}" for number in range(asked))
    lines.append(f"  call: {{tell: Somebody has to come., when: {{any: [{wanted}]}}}}")
    return "\n".join(lines) + "\n"


good: Example = {"tree.yaml": _example(3)}
bad: Example = {"tree.yaml": _example(_QUESTIONS)}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each tree whose exploration was given up."""
    for one in survey.explorations:
        if one.is_too_large:
            message = f"there are more than {limits.EXPLORED_STATES:,} different ways to stand in this tree"
            hint = (
                "let late conditions ask for fewer earlier answers, or sum up several answers in one question"
            )
            yield Found(one.tree.place, message, hint)
