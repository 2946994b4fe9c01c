"""Staff: kept by address, in small letters, each once."""

from __future__ import annotations

from dataclasses import replace

from tests.store import samples
from wizard.store import Role


def test_a_member_of_staff_is_found_by_address_however_it_is_written(store):
    assert store.staff.add(samples.staff("Sara@Example.org"))
    one = store.staff.by_email("SARA@example.ORG")
    assert one == replace(samples.staff(), id=one.id) and one.id > 0
    assert store.staff.member(one.id) == one
    assert store.staff.by_email("nobody@example.org") is None and store.staff.member(one.id + 1) is None


def test_an_address_is_taken_once(store):
    assert store.staff.add(samples.staff())
    assert not store.staff.add(samples.staff("SARA@example.org", name="Another"))
    assert [one.name for one in store.staff.everybody()] == ["سارا"]


def test_everybody_is_listed_by_name_those_who_left_too(store):
    store.staff.add(samples.staff("b@example.org", name="B", active=False))
    store.staff.add(samples.staff("a@example.org", name="A", role=Role.ADMIN))
    assert [(one.name, one.active, one.role) for one in store.staff.everybody()] == [
        ("A", True, Role.ADMIN),
        ("B", False, Role.AGENT),
    ]


def test_a_member_of_staff_can_be_changed(store):
    store.staff.add(samples.staff())
    one = store.staff.by_email("sara@example.org")
    store.staff.change(
        one.id, {"role": Role.WRITER, "active": False, "email": "New@Example.org", "login": "2"}
    )
    kept = store.staff.by_email("new@example.org")
    assert (kept.id, kept.role, kept.active, kept.login) == (one.id, Role.WRITER, False, "2")
