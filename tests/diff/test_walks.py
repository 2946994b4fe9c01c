"""The search for walks: it finds every answer that can be given, by the shortest walk, and ends."""

import itertools

import pytest

from tests.diff.states import LAMP, state
from tests.graph.drawings import GOOD, SHIPPED, loaded
from wizard.diff import walks
from wizard.diff.walks import answers, onward, reached
from wizard.engine.position import position
from wizard.known import Known

TREES = {
    f"{folder.parent.name}-{name}": tree
    for folder in (GOOD, SHIPPED)
    for name, tree in loaded(folder).library.customers.items()
}


@pytest.mark.parametrize("name", TREES)
def test_every_answer_of_every_tree_is_reached(name):
    tree = TREES[name]
    found = reached(tree)
    assert found.complete
    missing = {(edge.step, edge.option) for edge in tree.edges()} - set(found.edges)
    # What only several told facts together lead to is not looked for.
    assert {step for step, _ in missing} <= {step.id for step in tree.steps if step.when is not None}
    assert len(missing) <= len(set(tree.edges())) // 10


@pytest.mark.parametrize("name", TREES)
def test_a_walk_that_is_found_can_be_walked(name):
    tree = TREES[name]
    for (step, option), known in reached(tree).edges.items():
        *_, last = position(tree, known).trail or [None]
        trail = {given.step: given.value for given in position(tree, known).trail}
        assert last is not None
        assert step in trail
        value = trail[step]
        assert option in ("", value) or option in value.split(".")


def test_the_walks_are_the_shortest(tmp_path):
    tree = state(tmp_path, {"lamp.yaml": LAMP}).library.customers["lamp"]
    values = [[value for _, value in answers(tree, step)] for step in tree.steps]
    for (step, _), known in reached(tree).edges.items():
        shorter = itertools.product(*([None, *of_step] for of_step in values))
        for given in shorter:
            told = {one.id: value for one, value in zip(tree.steps, given, strict=True) if value}
            if len(told) < len(known.answers) - 1:
                stop = position(tree, Known(told)).step
                assert stop is None or stop.id != step


def test_a_search_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(walks, "WORK", 5)
    assert not reached(loaded(SHIPPED).library.customers["question-marks"]).complete


def test_a_walk_goes_on_past_steps_that_are_not_looked_at(tmp_path):
    tree = state(tmp_path, {"lamp.yaml": LAMP}).library.customers["lamp"]
    found = onward(tree, Known({"where": "desk"}), {"shop"})
    assert (found.place, found.through) == ("shop", ("plug", "bulb"))
    assert onward(tree, Known({"where": "desk"}), ()).place == "ticket"


def test_a_question_that_no_made_up_answer_fits_is_where_it_stops(tmp_path):
    files = {
        "lamp.yaml": "steps:\n  code: {ask: Which code?, type: text, pattern: 'Q[0-9]{3}'}\n  look: {tell: Look.}\n"
    }
    tree = state(tmp_path, files).library.customers["lamp"]
    assert onward(tree, Known(), {"look"}).place == "code"
