"""Codes in the store: opened so often and so long, walked together without losing an answer, and purged."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.store.samples import HOUR, NOON
from wizard.store import CoWalk, Kind, ResumeCode

MOST = 10
LATER = NOON + timedelta(minutes=29)


def resume_code(number: int = 1, **changes: Any) -> ResumeCode:
    given: dict[str, Any] = {
        "code_hash": f"hash-{number}",
        "at": NOON,
        "expires": NOON + timedelta(minutes=30),
        "openings": 0,
        "locale": "fa",
        "tree": "question-marks",
        "query": "pattern=all&_r=5f0c1d",
    }
    return ResumeCode(**(given | changes))


def co_walk(number: int = 1, **changes: Any) -> CoWalk:
    given: dict[str, Any] = {
        "code_hash": f"hash-{number}",
        "walk": f"walk-{number}",
        "at": NOON,
        "expires": NOON + timedelta(minutes=30),
        "locale": "fa",
        "tree": "question-marks",
        "query": "",
        "version": 1,
        "changed_at": NOON,
    }
    return CoWalk(**(given | changes))


def test_a_code_is_kept_once_and_opened_with_its_walk(store):
    assert store.resume_codes.keep(resume_code())
    assert not store.resume_codes.keep(resume_code(query="another"))
    assert store.resume_codes.find("hash-1") == resume_code()
    assert store.resume_codes.open("hash-1", LATER, MOST) == resume_code(openings=1)
    assert store.resume_codes.find("hash-1").openings == 1


def test_a_code_opens_ten_times(store):
    store.resume_codes.keep(resume_code())
    opened = [store.resume_codes.open("hash-1", LATER, MOST) for _ in range(11)]
    assert [one is not None for one in opened] == [True] * 10 + [False]


def test_an_expired_or_unknown_code_does_not_open_and_is_not_counted(store):
    store.resume_codes.keep(resume_code())
    assert store.resume_codes.open("hash-1", NOON + timedelta(minutes=30), MOST) is None
    assert store.resume_codes.open("hash-2", NOON, MOST) is None
    assert store.resume_codes.find("hash-1").openings == 0 and store.resume_codes.find("hash-2") is None


def test_of_many_that_open_a_code_at_once_ten_get_in(store):
    store.resume_codes.keep(resume_code())
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: store.resume_codes.open("hash-1", LATER, MOST), range(24)))
    assert sum(one is not None for one in opened) == MOST


def test_a_walk_together_is_kept_in_the_place_of_an_earlier_one_of_that_walk(store):
    assert store.co_walks.begin(co_walk(1))
    assert not store.co_walks.begin(co_walk(1, walk="another"))
    assert store.co_walks.begin(co_walk(2, walk="walk-1"))
    assert store.co_walks.find("hash-1") is None
    assert store.co_walks.find("hash-2") == co_walk(2, walk="walk-1")


def test_a_walk_together_is_joined_taken_over_and_left_by_who_is_there(store):
    store.co_walks.begin(co_walk())
    until = NOON + 2 * HOUR
    assert store.co_walks.join("hash-1", 7, LATER, until)
    assert store.co_walks.find("hash-1") == replace(co_walk(), staff=7, joined_at=LATER, expires=until)
    assert store.co_walks.join("hash-1", 8, LATER, until)
    assert not store.co_walks.leave("hash-1", 7)
    assert store.co_walks.leave("hash-1", 8)
    assert store.co_walks.find("hash-1").staff is None


def test_what_has_expired_cannot_be_joined_or_gone_on_with(store):
    store.co_walks.begin(co_walk())
    after = NOON + HOUR
    assert not store.co_walks.join("hash-1", 7, after, after + HOUR)
    assert not store.co_walks.go_on("hash-1", 1, "question-marks", "pattern=all", after)
    assert not store.co_walks.join("hash-9", 7, NOON, after)


def test_an_answer_is_kept_when_nobody_answered_since(store):
    store.co_walks.begin(co_walk())
    assert store.co_walks.go_on("hash-1", 1, "error-1608", "pattern=all", LATER)
    assert not store.co_walks.go_on("hash-1", 1, "question-marks", "pattern=some", LATER)
    assert store.co_walks.find("hash-1") == co_walk(
        tree="error-1608", query="pattern=all", version=2, changed_at=LATER
    )


def test_of_two_writers_at_once_one_is_told_to_read_again(store):
    store.co_walks.begin(co_walk())
    together = threading.Barrier(2)

    def answer(side: str, version: int) -> bool:
        together.wait()
        return store.co_walks.go_on("hash-1", version, "question-marks", f"who={side}", LATER)

    with ThreadPoolExecutor(2) as pool:
        for version in range(1, 21):
            taken = list(pool.map(answer, ("staff", "customer"), (version, version)))
            assert sorted(taken) == [False, True]
            kept = store.co_walks.find("hash-1")
            assert kept.version == version + 1
            assert kept.query == ("who=staff" if taken[0] else "who=customer")


def test_an_ended_walk_together_is_forgotten(store):
    store.co_walks.begin(co_walk())
    store.co_walks.end("hash-1")
    assert store.co_walks.find("hash-1") is None
    store.co_walks.end("hash-1")


def test_codes_that_open_nothing_any_more_are_purged(store):
    store.resume_codes.keep(resume_code(1))
    store.resume_codes.keep(resume_code(2, expires=NOON + 3 * HOUR))
    store.co_walks.begin(co_walk(1))
    store.co_walks.begin(co_walk(2, expires=NOON + 3 * HOUR))
    assert store.purge(Kind.CODE, NOON + HOUR) == 2
    assert store.resume_codes.find("hash-1") is None and store.co_walks.find("hash-1") is None
    assert store.resume_codes.find("hash-2") and store.co_walks.find("hash-2")


def test_uses_of_a_key_are_told_without_counting(store):
    assert store.used("key", NOON) == 0
    for _ in range(3):
        store.hit("key", NOON, 5)
    assert store.used("key", NOON) == store.used("key", NOON) == 3
    assert store.used("key", NOON + HOUR) == 0
