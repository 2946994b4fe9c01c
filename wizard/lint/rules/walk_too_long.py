"""A walk that hardly fits into the address of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard import limits
from wizard.exploration.chains import Bound, bounds, longest_alone, longest_chain
from wizard.exploration.explore import Plan
from wizard.exploration.room import may_be_long
from wizard.lint.judged import sound
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.tree import Tree
from wizard.problem import Level

name = "walk-too-long"
level = Level.ERROR
summary = "The longest walk takes too many bytes in the address of its pages."
why = (
    "The answers of a walk stand in the address of the page, so that it can be shared and survives "
    f"everything. A page with more than {limits.QUERY_BYTES:,} bytes of them is refused, and e-mail "
    f"programs break long addresses before. So one tree may take {limits.WALK_BYTES:,}, and a walk over "
    f"several trees {limits.JOURNEY_BYTES:,}: with the longest answers, and all facts that it reads told "
    "by a probe."
)


def _example(questions: int) -> str:
    lines = ["steps:"]
    for number in range(questions):
        asked = f"ask: 'What is file {number} called?', type: text, pattern: '.+', options: {{unsure: }}"
        lines.append(f"  name-of-the-file-{number}: {{{asked}}}")
    return "\n".join(lines) + "\n"


good: Example = {"tree.yaml": _example(2)}
bad: Example = {"tree.yaml": _example(4)}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each tree with a walk that takes too much room, alone or with the trees it leads to."""
    trees = {tree.id: tree for tree in survey.trees}
    some = [
        one for one in survey.explorations if one.tree.id in trees and (one.leads_to or may_be_long(one.tree))
    ]
    if not some:
        return
    most = bounds(trees)
    plans: Mapping[str, Plan] = {one.tree.id: one.staff.plan for one in survey.explorations}
    for one in sound(survey, some):
        if not one.staff.is_doubtful:
            yield from _too_long(trees, plans, most[one.tree.id], one.tree)


def _too_long(
    trees: Mapping[str, Tree], plans: Mapping[str, Plan], most: Bound, tree: Tree
) -> Iterator[Found]:
    hint = "use shorter ids, ask less, or divide the tree"
    if most.alone > limits.WALK_BYTES:
        size, walk = longest_alone(plans[tree.id])
        if size > limits.WALK_BYTES:
            message = f"the longest walk takes {size:,} bytes, and {limits.WALK_BYTES:,} are left for it"
            yield Found(tree.place, message, hint, walk=walk)
            return
    if most.together > max(most.alone, limits.JOURNEY_BYTES):
        size, walk = longest_chain(trees, plans, tree.id)
        if size > limits.JOURNEY_BYTES:
            message = f"a walk from here over other trees takes {size:,} bytes, and {limits.JOURNEY_BYTES:,} are left"
            yield Found(tree.place, message, hint, walk=walk)
