"""A group, or a block where a tree uses it, that no walk can come by."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.reached import unreached, unreached_frames, with_unreached
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "unreachable-group"
level = Level.ERROR
summary = "No walk can come by any step of this group or block: everything before it jumps over it or ends."
why = "None of its steps is ever shown to anybody. It is said once, not for each of them."
good: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: ticket}
      off: "No"
      unsure:
  power:
    when: {light: off}
    steps:
      plug:
        fix: Plug it in
        check: The light is on.
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  light:
    ask: Is the light on?
    options:
      on: {label: "Yes", goto: ticket}
      off: {label: "No", goto: ticket}
      unsure: {goto: ticket}
  power:
    steps:
      plug:
        fix: Plug it in
        check: The light is on.
"""
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each group and each use of a block that cannot be reached."""
    for one in with_unreached(survey):
        for groups, frame in unreached_frames(one.tree, unreached(one.staff)):
            if not survey.is_block(frame.place.path):
                kind = f"block `{frame.block}`" if frame.block else f"group `{groups[-1]}`"
                hint = "lead a goto there, give a step before it a `when`, or delete it"
                yield Found(frame.place, f"no walk comes by the {kind}", hint)
