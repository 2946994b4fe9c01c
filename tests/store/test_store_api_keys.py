"""Keys of the API on both databases: one of a name, found by their hash, revoked for ever."""

from __future__ import annotations

from typing import Any

from tests.store.samples import HOUR, NOON
from wizard.store import Store
from wizard.store.api_keys import ApiKey


def key(number: int = 1, **changes) -> ApiKey:
    given: dict[str, Any] = {
        "name": f"Portal {number}",
        "key_hash": f"hash-{number}",
        "scopes": ("walks:read",),
        "at": NOON,
    }
    return ApiKey(**(given | changes))


def test_a_key_is_found_by_its_hash_and_by_its_name_as_it_was_kept(store: Store):
    one = key(name="درگاه پشتیبانی", scopes=("walks:read", "tickets:write"))
    assert store.api_keys.add(one)
    assert store.api_keys.by_hash("hash-1") == store.api_keys.by_name("درگاه پشتیبانی") == one
    assert store.api_keys.by_hash("hash-2") is None and store.api_keys.by_name("Portal") is None


def test_a_name_is_that_of_one_key_for_ever(store: Store):
    assert store.api_keys.add(key())
    assert not store.api_keys.add(key(key_hash="another"))
    kept = store.api_keys.by_name("Portal 1")
    assert kept and store.api_keys.revoke(kept.id, NOON)
    assert not store.api_keys.add(key(key_hash="another"))
    assert [one.key_hash for one in store.api_keys.all()] == ["hash-1"]


def test_two_keys_never_have_one_hash(store: Store):
    assert store.api_keys.add(key(1, key_hash="same"))
    assert not store.api_keys.add(key(2, key_hash="same"))


def test_a_key_is_revoked_once_and_the_moment_stays(store: Store):
    store.api_keys.add(key())
    kept = store.api_keys.by_name("Portal 1")
    assert kept and kept.revoked_at is None
    assert store.api_keys.revoke(kept.id, NOON + HOUR)
    assert not store.api_keys.revoke(kept.id, NOON + 2 * HOUR)
    after = store.api_keys.by_hash("hash-1")
    assert after and after.revoked_at == NOON + HOUR


def test_all_keys_are_listed_by_name(store: Store):
    for number in (3, 1, 2):
        store.api_keys.add(key(number))
    assert [one.name for one in store.api_keys.all()] == ["Portal 1", "Portal 2", "Portal 3"]
