"""Events: kept in order, superseded when an answer changes, free of what must not be kept."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store import samples
from wizard.store import tables

WALKS = itertools.count(1)


def standing(store, walk="walk-1"):
    return [(event.step, event.value) for event in store.events_of(walk) if not event.superseded]


def test_an_event_comes_back_as_it_was_recorded(store):
    event = samples.event("where", "program", reached="ticket")
    store.record_event(event, [])
    assert store.events_of("walk-1") == [event]


def test_a_moment_of_any_time_zone_comes_back_in_utc(store):
    tehran = samples.NOON.astimezone(timezone(timedelta(hours=3, minutes=30)))
    store.record_event(samples.event("where", at=tehran), [])
    (event,) = store.events_of("walk-1")
    assert event.at == samples.NOON
    assert event.at.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused(store):
    with pytest.raises(ValueError, match="time zone"):
        store.record_event(samples.event("where", at=datetime(2026, 3, 21, 12)), [])
    assert store.events_of("walk-1") == []


def test_a_changed_answer_supersedes_the_earlier_one(store):
    store.record_event(samples.event("where", "program"), [])
    store.record_event(samples.event("windows", "win10"), ["where"])
    store.record_event(samples.event("where", "everywhere"), [])
    assert standing(store) == [("where", "everywhere")]
    assert len(store.events_of("walk-1")) == 3


def test_an_answer_supersedes_what_is_no_longer_on_the_path(store):
    store.record_event(samples.event("where"), [])
    store.record_event(samples.event("old-way"), ["where"])
    store.record_event(samples.event("new-way"), ["where"])
    assert standing(store) == [("where", "yes"), ("new-way", "yes")]


def test_other_walks_and_other_trees_of_the_walk_stay(store):
    store.record_event(samples.event("where", walk="walk-2"), [])
    store.record_event(samples.event("where", tree="register-version"), [])
    store.record_event(samples.event("where"), [])
    assert len(standing(store)) == 2
    assert len(standing(store, "walk-2")) == 1


def test_a_failed_event_leaves_nothing_behind(store):
    store.record_event(samples.event("where"), [])
    with pytest.raises(Exception, match=r"(?i)null"):
        store.record_event(samples.event("where", superseded=None), [])
    assert standing(store) == [("where", "yes")]
    store.record_event(samples.event("next"), ["where"])
    assert len(standing(store)) == 2


def test_letters_that_a_database_cannot_hold_do_not_fail(store):
    store.record_event(samples.event("where", "a\0b\ud800", walk="walk\0"), [])
    (event,) = store.events_of("walk\0")
    assert event.value == "a\N{REPLACEMENT CHARACTER}b?"


def test_no_column_of_an_event_can_tell_who_the_customer_is():
    assert set(tables.event.c.keys()) == {
        "id", "walk", "at", "tree", "revision", "locale", "channel", "audience", "step", "value", "reached",
        "superseded",
    }  # fmt: skip


STEPS = st.sampled_from(["one", "two", "three", "it's", "سه"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.tuples(STEPS, st.lists(STEPS, unique=True)), max_size=8))
def test_the_events_that_stand_are_the_path_and_the_last_answer(store, answers):
    walk = f"any-{next(WALKS)}"
    expected: list[tuple[str, str]] = []
    for number, (step, path) in enumerate(answers):
        store.record_event(samples.event(step, str(number), walk=walk), path)
        expected = [pair for pair in expected if pair[0] in path and pair[0] != step] + [(step, str(number))]
    assert standing(store, walk) == expected
