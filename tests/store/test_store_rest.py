"""Feedback, revisions, throttle and purge."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store import samples
from wizard.store import Author, Kind, Revision, Search, purge

NOON, HOUR = samples.NOON, samples.HOUR


def say(store, helped, **changes):
    given = {"walk": "walk-1", "at": NOON, "tree": "question-marks", "revision": "5f0c1d", "locale": "fa"}
    store.add_feedback(**(given | changes), helped=helped)


def test_the_last_word_on_a_walk_and_tree_counts(store):
    assert store.feedback_of("walk-1", "question-marks") is None
    say(store, True)
    say(store, False, at=NOON + HOUR)
    say(store, True, tree="register-version")
    assert store.feedback_of("walk-1", "question-marks") is False
    assert store.feedback_of("walk-1", "register-version") is True
    assert store.purge(Kind.FEEDBACK, NOON + 2 * HOUR) == 2


def test_a_tree_that_was_never_served_is_not_known(store):
    assert store.last_revision("question-marks") is None
    assert store.composed("question-marks", "a") is None
    assert not store.known_tree("question-marks")


def test_a_revision_comes_back_as_it_was_kept(store):
    store.keep_revision("question-marks", "a", NOON, '{"title": "؟؟؟"}')
    assert store.composed("question-marks", "a") == '{"title": "؟؟؟"}'
    assert store.last_revision("question-marks") == Revision(
        "question-marks", "a", NOON, NOON, '{"title": "؟؟؟"}'
    )
    assert store.known_tree("question-marks")
    assert not store.known_tree("register-version")


def test_the_last_revision_is_the_one_served_last_even_when_it_is_an_old_one(store):
    store.keep_revision("question-marks", "a", NOON, "{}")
    store.keep_revision("question-marks", "b", NOON + HOUR, "{}")
    assert store.last_revision("question-marks").revision == "b"
    store.keep_revision("question-marks", "a", NOON + 2 * HOUR, "{}")
    last = store.last_revision("question-marks")
    assert (last.revision, last.at, last.served_at) == ("a", NOON, NOON + 2 * HOUR)


def test_many_revisions_are_kept_at_once(store):
    store.keep_revisions(Revision(f"tree-{n}", "a", NOON, NOON, "{}") for n in range(300))
    store.keep_revisions([])
    assert store.known_tree("tree-299")


def test_a_key_is_allowed_as_often_as_its_limit_says(store):
    assert [store.hit("key", NOON, 3) for _ in range(5)] == [True, True, True, False, False]


def test_windows_and_keys_are_counted_apart(store):
    assert store.hit("key", NOON, 1)
    assert store.hit("key", NOON + HOUR, 1)
    assert store.hit(b"\x00key", NOON, 1)
    assert not store.hit(b"\x00key", NOON, 1)
    assert not store.hit("nobody", NOON, 0)


def test_old_windows_are_forgotten(store):
    store.hit("key", NOON, 1)
    store.hit("key", NOON + HOUR, 1)
    assert store.purge_throttle(NOON + HOUR) == 1
    assert store.hit("key", NOON, 1)
    assert not store.hit("key", NOON + HOUR, 1)


def test_old_events_leave_and_new_ones_stay(store, monkeypatch):
    monkeypatch.setattr(purge, "PORTION", 3)
    for number in range(10):
        store.record_event(samples.event(f"step-{number}", at=NOON + number * HOUR), [])
    assert store.purge(Kind.EVENT, NOON) == 0
    assert store.purge(Kind.EVENT, NOON + 7 * HOUR) == 7
    assert [event.step for event in store.events_of("walk-1")] == ["step-7", "step-8", "step-9"]
    assert store.purge(Kind.EVENT, NOON + 10 * HOUR) == 3


def test_a_tickets_messages_leave_with_it(store):
    old = store.file_ticket(samples.ticket(1)).ticket.id
    store.add_message(old, NOON, Author.CUSTOMER, "hello", "m1")
    assert store.purge(Kind.TICKET, NOON + HOUR) == 1
    assert store.messages_of(old) == []
    assert store.ticket_by_form_key("form-1") is None


def test_a_ticket_that_is_still_spoken_about_is_not_old(store):
    alive = store.file_ticket(samples.ticket(1)).ticket.id
    store.file_ticket(samples.ticket(2))
    store.add_message(alive, NOON + timedelta(days=9), Author.STAFF, "hello", "m1")
    assert store.purge(Kind.TICKET, NOON + timedelta(days=9)) == 1
    assert store.ticket_by_form_key("form-1") is not None


def test_searches_come_back_newest_first_until_they_are_old(store):
    first = Search(NOON, "home", "fa", "علامت سوال", 3)
    second = Search(NOON + HOUR, "go", "en", "hid\0search", 0)
    store.record_search(first)
    store.record_search(second)
    assert [found.query for found in store.searches(5)] == [
        "hid\N{REPLACEMENT CHARACTER}search",
        "علامت سوال",
    ]
    assert store.searches(5)[1] == first
    assert len(store.searches(1)) == 1
    assert store.purge(Kind.SEARCH, NOON + HOUR) == 1
    assert [found.source for found in store.searches(5)] == ["go"]


def test_the_trees_that_most_walks_use_come_first(store):
    for walk, tree in (("a", "x"), ("a", "x"), ("b", "y"), ("c", "y"), ("d", "z"), ("e", "y")):
        store.record_event(samples.event("s", walk=walk, tree=tree, at=NOON), [])
    store.record_event(samples.event("s", walk="f", tree="old", at=NOON - 9 * HOUR), [])
    assert store.used_trees(NOON - HOUR, 2) == ["y", "x"]
    assert store.used_trees(NOON - HOUR, 9) == ["y", "x", "z"]
    assert store.used_trees(NOON + HOUR, 9) == []


def test_a_walk_stands_where_its_last_answer_that_still_counts_led(store):
    def answered(walk, step, reached, path=(), at=NOON, tree="x"):
        store.record_event(samples.event(step, walk=walk, tree=tree, at=at, reached=reached), list(path))

    answered("a", "one", "two")
    answered("a", "two", "three", ["one"])
    answered("b", "one", "two")
    answered("c", "one", "two")
    answered("c", "one", "four")
    answered("d", "one", "tree:y")
    answered("d", "first", "second", tree="y")
    answered("old", "one", "two", at=NOON - 9 * HOUR)
    assert store.standing(NOON - HOUR) == {
        ("x", "three"): 1,
        ("x", "two"): 1,
        ("x", "four"): 1,
        ("y", "second"): 1,
    }
    assert store.standing(NOON - 10 * HOUR)["x", "two"] == 2
    assert store.standing(NOON + HOUR) == {}


def test_a_tree_has_changed_when_its_newest_revision_was_first_served(store):
    store.keep_revision("question-marks", "a", NOON, "{}")
    store.keep_revision("question-marks", "b", NOON + HOUR, "{}")
    store.keep_revision("question-marks", "b", NOON + 5 * HOUR, "{}")
    assert store.changed_at() == {"question-marks": NOON + HOUR}


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_table_of_any_kind_is_purged_of_nothing(store, kind):
    assert store.purge(kind, NOON) == 0
