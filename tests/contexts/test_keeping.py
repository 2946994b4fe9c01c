"""A token counts once; what it vouched for is on every page of its walk, and nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.contexts.signing import NOW, said, token
from wizard import limits
from wizard.contexts.identity import Identity
from wizard.contexts.keeping import Contexts, id_hash
from wizard.contexts.tokens import Refused, Why
from wizard.known import Known, Source
from wizard.query import Walk
from wizard.store import Kind, Store, open_store

IDENTITY = {"email": "sara@example.org", "serials": {"card": "AB12"}}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'wizard.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as found:
        found.upgrade()
        yield found


@pytest.fixture
def contexts(products, store) -> Contexts:
    return Contexts(products, store)


def test_what_a_token_vouched_for_is_found_again_by_its_id(contexts, facts):
    taken = contexts.take(token(said(identity=IDENTITY)), facts, NOW)
    walk = contexts.trusted(Walk(context=taken.id), NOW)
    assert walk.known.told == {"windows": {Source.VERIFIED: "win11"}} and walk.context == taken.id
    assert contexts.identity(walk, NOW).row() == IDENTITY


def test_what_others_said_stays_beside_what_is_vouched_for(contexts, facts):
    taken = contexts.take(token(), facts, NOW)
    told = {"windows": {Source.HOST: "win10"}, "build": {Source.PROBE: "4.1"}}
    walk = contexts.trusted(Walk(Known({"where": "program"}, told), context=taken.id), NOW)
    assert walk.known.told["windows"] == {Source.HOST: "win10", Source.VERIFIED: "win11"}
    assert walk.known.told["build"] == {Source.PROBE: "4.1"}
    assert walk.known.answers == {"where": "program"}
    assert told["windows"] == {Source.HOST: "win10"}, "what was given is not changed"


def test_a_token_counts_once(contexts, facts):
    contexts.take(token(), facts, NOW)
    with pytest.raises(Refused) as found:
        contexts.take(token(), facts, NOW)
    assert found.value.why is Why.USED


def test_of_many_at_once_with_one_token_one_is_taken(products, facts, store, url):
    others = [open_store(url) for _ in range(5)]
    begin = threading.Barrier(1 + len(others))
    became: list[Why | None] = []

    def take(own: Store) -> None:
        begin.wait()
        try:
            Contexts(products, own).take(token(), facts, NOW)
            became.append(None)
        except Refused as refused:
            became.append(refused.why)

    threads = [threading.Thread(target=take, args=(own,)) for own in (store, *others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in others:
        own.close()
    assert became.count(None) == 1 and became.count(Why.USED) == len(others)


def test_a_refused_token_leaves_nothing_behind(contexts, facts, store):
    with pytest.raises(Refused):
        contexts.take(token(secret="x" * 40), facts, NOW)
    assert contexts.take(token(), facts, NOW), "its id is free for the good one"


def test_the_store_keeps_the_id_as_a_hash_alone(contexts, facts, store, tmp_path):
    taken = contexts.take(token(), facts, NOW)
    kept = store.contexts.read(id_hash(taken.id))
    assert kept is not None and kept.id_hash != taken.id and len(taken.id) == 22
    assert store.contexts.read(taken.id) is None
    assert contexts.trusted(Walk(context=kept.id_hash), NOW).context is None


@pytest.mark.parametrize("guess", ["A" * 22, "nonce-0001", "hash-hash", "x" * 64])
def test_a_guessed_id_is_left_out_without_a_word(contexts, facts, guess):
    contexts.take(token(), facts, NOW)
    walk = Walk(Known({"where": "program"}), id="walk-12345678", context=guess)
    assert contexts.trusted(walk, NOW) == replace(walk, context=None)
    assert not contexts.identity(walk, NOW)


def test_after_a_day_it_counts_no_more_also_where_it_is_kept_at_hand(contexts, facts):
    taken = contexts.take(token(said(identity=IDENTITY)), facts, NOW)
    walk = Walk(context=taken.id)
    last = NOW + timedelta(hours=limits.CONTEXT_HOURS)
    assert contexts.trusted(walk, last - timedelta(seconds=1)).context == taken.id
    assert contexts.trusted(walk, last) == Walk()
    assert contexts.identity(walk, last) == Identity()


def test_a_walk_without_a_context_asks_no_store(products, tmp_path):
    closed = open_store(f"sqlite:///{tmp_path / 'without-tables.db'}")
    walk = Walk(Known({"where": "program"}))
    assert Contexts(products, closed).trusted(walk, NOW) is walk
    assert Contexts(products, closed).identity(walk, NOW) == Identity()
    closed.close()


def test_the_facts_of_a_walk_are_read_once_and_who_it_is_each_time(products, facts, store):
    contexts = Contexts(products, store)
    taken = contexts.take(token(said(identity=IDENTITY)), facts, NOW)
    walk = Walk(context=taken.id)
    contexts.trusted(walk, NOW)
    store.purge(Kind.CONTEXT, NOW + timedelta(days=9))
    assert "windows" in contexts.trusted(walk, NOW).known.told
    assert not contexts.identity(walk, NOW)
    assert Contexts(products, store).trusted(walk, NOW) == Walk()
