"""Contexts: each nonce of a product once, read by their hash, gone when they have expired."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from tests.store.samples import HOUR, NOON
from wizard.store import Context, Kind, Store, open_store


def context(number: int = 1, **changes: Any) -> Context:
    given: dict[str, Any] = {
        "product": "lamp",
        "nonce": f"nonce-{number:04}",
        "at": NOON,
        "expires": NOON + 24 * HOUR,
        "facts": {"windows": "win11", "build": "۴٫۱"},
        "identity": {"email": "sara@example.org", "name": "سارا", "serials": {"card": "AB12"}},
    }
    return Context(id_hash=f"hash-{number}", **(given | changes))


def test_a_context_comes_back_as_it_was_kept(store):
    assert store.contexts.keep(context())
    assert store.contexts.read("hash-1") == context()
    assert store.contexts.read("hash-2") is None and store.contexts.read("") is None


def test_a_nonce_counts_once_for_its_product(store):
    assert store.contexts.keep(context())
    assert not store.contexts.keep(context(2, nonce="nonce-0001"))
    assert store.contexts.read("hash-2") is None and store.contexts.read("hash-1") == context()
    assert store.contexts.keep(context(3, nonce="nonce-0001", product="desk"))


def test_of_many_at_once_with_one_nonce_one_is_kept(store, url):
    others = [open_store(url) for _ in range(4)]
    stores: list[Store] = [store, *others]
    kept: list[bool] = []
    begin = threading.Barrier(len(stores))

    def keep(number: int, own: Store) -> None:
        begin.wait()
        kept.append(own.contexts.keep(context(number, nonce="the-same-one")))

    threads = [threading.Thread(target=keep, args=one) for one in enumerate(stores, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in others:
        own.close()
    assert sorted(kept) == [False] * (len(stores) - 1) + [True]


def test_the_contexts_of_a_person_are_found_and_their_identity_forgotten(store):
    for one in (context(1), context(2, identity={"email": "other@example.org"}), context(3, identity={})):
        store.contexts.keep(one)

    def sara(identity):
        return identity.get("email") == "sara@example.org"

    assert [one.id_hash for one in store.contexts.of_person(sara)] == ["hash-1"]
    store.contexts.forget("hash-1")
    assert store.contexts.of_person(sara) == []
    assert store.contexts.read("hash-1") == replace(context(), identity={})
    assert not store.contexts.keep(context(9, nonce="nonce-0001")), "its token does not count again"


def test_what_has_expired_is_purged_and_nothing_else(store):
    store.contexts.keep(context(1))
    store.contexts.keep(context(2, expires=NOON + HOUR))
    assert store.purge(Kind.CONTEXT, NOON + HOUR) == 0
    assert store.purge(Kind.CONTEXT, NOON + 2 * HOUR) == 1
    assert store.contexts.read("hash-2") is None and store.contexts.read("hash-1") is not None
