"""What staff look for and what is deleted for them, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.store import samples
from tests.store.samples import NOON
from wizard.store import Attachment, Audited, Author, Kind, Order, Role, Staff, State, Ticket, Wanted

DAY = timedelta(days=1)


def filed(store, number: int, **given: Any) -> Ticket:
    ticket = replace(samples.ticket(number), **given)
    return store.file_ticket(ticket, [Order("rt", "ticket", f"key-{number}")]).ticket


def arrived(store) -> None:
    while claimed := store.outbox.claim("worker", NOON + DAY, NOON + 2 * DAY):
        store.outbox.delivered(claimed.delivery, NOON, "1", None)


def found(store, **wanted: Any) -> list[int]:
    return [ticket.id for ticket in store.inbox.tickets(Wanted(**wanted))]


def test_tickets_that_are_nobodys_or_wait_for_a_person_are_found(store):
    mine, nobodys = filed(store, 1, assignee=7), filed(store, 2)
    assert found(store, assignee=7) == [mine.id]
    assert found(store, unassigned=True) == [nobodys.id]
    assert found(store, attention=True) == []
    claimed = store.outbox.claim("worker", NOON + DAY, NOON + 2 * DAY)
    store.outbox.leave(claimed.delivery, State.UNKNOWN, "no answer")
    assert found(store, attention=True) == [mine.id]


@pytest.mark.parametrize("tag", ["vip", "فوری", "a%b", "a_b"])
def test_a_tag_is_found_whole_in_every_script(store, tag):
    one = filed(store, 1, tags=[tag, "other"])
    filed(store, 2, tags=[f"{tag}x", "aXb"])
    assert found(store, tag=tag) == [one.id]


@pytest.mark.parametrize("words", ["50%", "a_b", "back\\slash", "O'Hara", "ÄRGER", "علامت"])
def test_words_are_found_as_they_stand(store, words):
    one = filed(store, 1, description=f"before {words} behind")
    filed(store, 2, description="before 500 aXb back/slash OHara behind")
    assert found(store, words=words) == [one.id]


def test_doubles_are_found_by_the_ticket_that_counts(store):
    first, second = filed(store, 1), filed(store, 2)
    store.inbox.change(second.id, {"merged_into": first.id}, Audited(NOON, "x", "merged", second.id, {}))
    assert [one.id for one in store.inbox.merged_into(first.id)] == [second.id]
    assert store.inbox.merged_into(second.id) == []


def test_a_persons_tickets_are_found_by_address_or_number(store):
    first = filed(store, 1, contact_email="Sara@Example.org", contact_phone="+98 (21) 1234-5678")
    filed(store, 2, contact_email="xsara@example.org", contact_phone="+98 21 1234 56789")
    assert [one.id for one in store.inbox.of_person("sara@example.ORG", None)] == [first.id]
    assert [one.id for one in store.inbox.of_person(None, "982112345678")] == [first.id]
    assert store.inbox.of_person(None, None) == []


def test_a_forgotten_ticket_takes_everything_with_it(store):
    gone, kept = filed(store, 1), filed(store, 2)
    for ticket in (gone, kept):
        file = Attachment(
            form_key=f"m{ticket.id}",
            at=NOON,
            name="a",
            media_type="b",
            size=1,
            digest="c",
            content=b"d",
        )
        store.files.stage(file, 5)
        store.add_message(ticket.id, NOON, Author.CUSTOMER, "words", f"m{ticket.id}")
        store.files.stage(replace(file, form_key=ticket.form_key), 5)
        store.inbox.note(Audited(NOON, "x", "noted", ticket.id, {}))
    store.inbox.change(kept.id, {"merged_into": gone.id}, Audited(NOON, "x", "merged", kept.id, {}))
    assert store.inbox.forget([gone.id]) == 1
    assert store.inbox.ticket(gone.id) is None and store.inbox.audited(gone.id) == []
    assert store.messages_of(gone.id) == [] and store.files.of_ticket(gone.id) == []
    assert store.files.staged(gone.form_key) == [] and store.outbox.deliveries_of(gone.id) == []
    still = store.inbox.ticket(kept.id)
    assert still is not None and still.merged_into is None
    assert len(store.files.of_ticket(kept.id)) == 1 and len(store.files.staged(kept.form_key)) == 1
    assert store.inbox.forget([]) == 0


@pytest.mark.parametrize("kind", [Kind.TICKET, Kind.ATTACHMENT, Kind.DELIVERY])
def test_of_what_has_not_arrived_nothing_grows_old(store, kind):
    ticket = filed(store, 1)
    file = Attachment(form_key="m", at=NOON, name="a", media_type="b", size=1, digest="c", content=b"d")
    store.files.stage(file, 5)
    store.add_message(ticket.id, NOON, Author.CUSTOMER, "words", "m")
    assert store.purge(kind, NOON + 9 * DAY) == 0
    arrived(store)
    assert store.purge(kind, NOON) == 0
    assert store.purge(kind, NOON + 9 * DAY) == 1


def test_an_account_is_one_however_its_address_is_written(store):
    one = Staff(
        email="Sara@Example.org",
        name="Sara",
        role=Role.AGENT,
        locale="fa",
        password="hash",
        at=NOON,
        login="login-1",
    )
    assert store.staff.add(one)
    assert not store.staff.add(replace(one, email="sara@example.org"))
    kept = store.staff.by_email("SARA@EXAMPLE.ORG")
    assert kept == replace(one, id=kept.id, email="sara@example.org")
