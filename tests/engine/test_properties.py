"""What must hold for every tree anybody could write, and every walk and rubbish anybody could send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.generated import FACTS, bounded, libraries
from tests.engine.walking import (
    answered,
    answers_given,
    answers_to,
    begun,
    told_facts,
    written_out_and_read_back,
)
from wizard import limits
from wizard.engine.carry import carry_over
from wizard.engine.position import Position, position
from wizard.journey import Stand, stand
from wizard.known import Known
from wizard.library import Library
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.names import SOLVED, UNSURE
from wizard.query import pairs, walk_from

TOLD = st.dictionaries(st.sampled_from(sorted(FACTS)), st.integers(0, 5), max_size=3)
GIVEN = st.dictionaries(
    st.sampled_from([*FACTS, *(f"q{at}" for at in range(6))]), st.integers(0, 5), max_size=4
)
START = st.tuples(TOLD, GIVEN)
CHOICES = st.lists(st.integers(0, 11), min_size=8, max_size=8)
Start = tuple[Mapping[str, int], Mapping[str, int]]
MOST_STEPS = 3 * 40  # of a library's trees together, far above what is generated


def chosen(found: Stand, choices: list[int], at: int) -> str:
    """An answer to the step, seldom the one that ends it all."""
    assert found.position.step is not None
    offered = answers_to(found.position.step)
    others = [answer for answer in offered if answer != SOLVED] or offered
    choice = choices[at % len(choices)]
    return offered[-1] if choice == 11 else others[choice % len(others)]


def brought(tree: Tree, start: Start) -> Known:
    """What is known when a walk begins: told by product and probe, and answered as by a link."""
    told, answers = start
    return Known(answers_given(tree, answers), told_facts(tree, told))


def walked(
    trees: Mapping[str, Tree], start: Start, choices: list[int], steps: int = MOST_STEPS
) -> list[Stand]:
    """The stands of a walk, from its beginning to an end or so many steps on."""
    stands = [begun(trees, "one", brought(trees["one"], start))]
    while stands[-1].position.step is not None and len(stands) <= steps:
        answer = chosen(stands[-1], choices, len(stands))
        stands.append(stand(trees, stands[-1].tree.id, answered(stands[-1], answer)))
    return stands


def essence(found: Position) -> Position:
    """The position without what is told only once: which answers were just dropped."""
    return replace(found, off_path=())


@bounded
@given(libraries(), START, CHOICES)
def test_every_walk_ends_across_tree_jumps_too(library: Library, start: Any, choices: Any) -> None:
    for trees in (library.staff, library.customers):
        last = walked(trees, start, choices)[-1]
        assert last.position.step is None
        assert last.position.end
        assert len(last.walk.via) < len(trees)


@bounded
@given(libraries(), START, CHOICES)
def test_every_answer_of_the_trail_is_an_offered_option(library: Library, start: Any, choices: Any) -> None:
    for found in walked(library.staff, start, choices):
        for given_answer in found.position.trail:
            step = found.tree.steps[found.tree.index[given_answer.step]]
            assert step.value(given_answer.value) == given_answer.value


@bounded
@given(libraries(), START, CHOICES)
def test_the_trail_follows_the_order_of_the_tree(library: Library, start: Any, choices: Any) -> None:
    for found in walked(library.staff, start, choices):
        order = [found.tree.index[answer.step] for answer in found.position.trail]
        assert order == sorted(set(order))
        if found.position.step is not None:
            assert not order or order[-1] < found.tree.index[found.position.step.id]


@bounded
@given(libraries(), START, CHOICES)
def test_answering_the_reached_step_always_advances(library: Library, start: Any, choices: Any) -> None:
    for found in walked(library.staff, start, choices)[:-1]:
        assert found.position.step is not None
        asked = found.position.step.id
        for answer in answers_to(found.position.step):
            after = position(found.tree, answered(found, answer).known)
            assert after.step is None or after.step.id != asked
            assert len(after.trail) > len(found.position.trail) or found.tree.early_facts


@bounded
@given(libraries(), START, CHOICES)
def test_writing_out_and_reading_back_between_steps_changes_nothing(
    library: Library, start: Any, choices: Any
) -> None:
    for found in walked(library.customers, start, choices):
        again = stand(library.customers, found.tree.id, written_out_and_read_back(found))
        assert essence(again.position) == essence(found.position)
        assert again.walk == found.walk
        assert again.dropped == ()


@bounded
@given(libraries(), START, CHOICES)
def test_the_most_steps_left_always_falls_by_answering(library: Library, start: Any, choices: Any) -> None:
    stands = walked(library.staff, start, choices)
    for before, after in pairwise(stands):
        assert 1 <= before.position.left.least <= before.position.left.most
        if before.tree.id == after.tree.id:
            assert after.position.left.most < before.position.left.most
    assert (stands[-1].position.left.least, stands[-1].position.left.most) == (0, 0)


@bounded
@given(libraries(trees=1, entries=4) | libraries(trees=1, entries=5, early=False), START)
def test_every_completion_takes_at_least_the_least_and_at_most_the_most_steps(
    library: Library, start: Any
) -> None:
    tree = library.staff["one"]
    _complete(tree, brought(tree, start), [2000])


def _complete(tree: Tree, known: Known, budget: list[int]) -> tuple[int, int] | None:
    """The shortest and the longest way from here, every answer tried; None when that is too much."""
    budget[0] -= 1
    found = position(tree, known)
    if found.step is None:
        return 0, 0
    if budget[0] < 0:
        return None
    ways = [_complete(tree, known.answer(found.step.id, answer), budget) for answer in answers_to(found.step)]
    real = [way for way in ways if way is not None]
    if len(real) < len(ways):
        return None
    shortest, longest = 1 + min(way[0] for way in real), 1 + max(way[1] for way in real)
    assert found.left.least <= shortest
    assert found.left.most >= longest
    return shortest, longest


@bounded
@given(libraries(), START, CHOICES)
def test_a_customers_walk_never_shows_a_staff_step(library: Library, start: Any, choices: Any) -> None:
    for found in walked(library.customers, start, choices):
        shown = [found.tree.step(answer.step) for answer in found.position.trail]
        for step in (*shown, found.position.step, *found.tree.steps):
            assert step is None or step.audience is Audience.CUSTOMER


@bounded
@given(libraries(), START, CHOICES, st.integers(0, 50), st.integers(0, 11))
def test_a_changed_answer_leaves_every_answer_that_still_applies(
    library: Library, start: Any, choices: Any, which: int, choice: int
) -> None:
    found = walked(library.staff, start, choices, steps=1 + which % 8)[-1]
    given_answers = [name for name in found.walk.known.answers if name in found.tree.index]
    if not given_answers:
        return
    changed = given_answers[which % len(given_answers)]
    offered = answers_to(found.tree.steps[found.tree.index[changed]])
    known = found.walk.known.answer(changed, offered[choice % len(offered)])
    after = stand(library.staff, found.tree.id, replace(found.walk, known=known))
    if after.tree.id != found.tree.id:
        return
    trail = {answer.step: answer.value for answer in after.position.trail}
    stop = after.tree.index[after.position.step.id] if after.position.step else len(after.tree.steps)
    for name, value in known.answers.items():
        if name in trail and value != UNSURE:
            assert trail[name] == value
        applies = name in trail or name in after.tree.facts or after.tree.index[name] > stop
        assert (name in after.walk.known.answers) is applies
        assert after.position.step is None or after.position.step.id != name


@bounded
@given(libraries(), START, CHOICES, st.randoms(use_true_random=False))
def test_the_order_of_the_query_never_matters(
    library: Library, start: Any, choices: Any, random: Any
) -> None:
    found = walked(library.customers, start, choices, steps=choices[0] % 8)[-1]
    more = [
        ("older", "a"),
        ("old", "b"),
        ("q0", "a"),
        ("os", "b"),
        ("os~host", "a"),
        ("rubbish", "x"),
        ("q0", "b"),
    ]
    items = [*pairs(found.walk, found.tree), *more[: choices[1]]]
    shuffled = list(items)
    random.shuffle(shuffled)
    one = stand(library.customers, found.tree.id, walk_from(items))
    other = stand(library.customers, found.tree.id, walk_from(shuffled))
    assert one == other
    assert one.dropped == other.dropped


@bounded
@given(libraries(), st.data())
def test_rubbish_never_raises_and_carrying_twice_is_as_good_as_once(library: Library, data: Any) -> None:
    tree = library.customers["one"]
    names = st.sampled_from([*tree.index, *tree.moved, *FACTS, "nothing"]) | st.text(max_size=5)
    values = st.sampled_from(["a", "b", "unsure", "done", "a.b", "3", "2.10", ".", ""]) | st.text(max_size=5)
    sources = st.sampled_from(["", "~host", "~probe", "~verified", ":q0"])
    drawn = data.draw(st.lists(st.tuples(names, sources, values), max_size=12))
    walk = walk_from([(name + source, value) for name, source, value in drawn])
    position(tree, walk.known)
    found = stand(library.customers, "one", walk)
    kept, _ = carry_over(tree, walk.known)
    assert carry_over(tree, kept) == (kept, ())
    assert stand(library.customers, found.tree.id, found.walk).walk == found.walk


@bounded
@given(libraries(), START, CHOICES)
def test_a_position_is_derived_from_its_input_alone(library: Library, start: Any, choices: Any) -> None:
    for found in walked(library.customers, start, choices, steps=6):
        known = found.walk.known
        before = (dict(known.answers), dict(known.told), dict(known.earlier))
        assert position(found.tree, known) == position(found.tree, known)
        assert before == (known.answers, known.told, known.earlier)


@bounded
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_query_string_reads_as_a_walk(text: str, other: str) -> None:
    walk = walk_from([*parse_qsl(text, keep_blank_values=True), (text, other), (other, text)])
    assert len(walk.via) <= limits.JUMPS
