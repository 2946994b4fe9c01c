"""The inbox: tickets are found, changed and answered, and every change is noted with who and when."""

from __future__ import annotations

import pytest

from tests.store import samples
from tests.store.samples import HOUR, NOON
from wizard.store import Author, Message, Store, Wanted


def filed(store: Store, number: int, **changes) -> int:
    return store.file_ticket(samples.ticket(number, **changes)).ticket.id


def found(store: Store, **wanted) -> list[int]:
    return [ticket.id for ticket in store.inbox.tickets(Wanted(**wanted))]


def test_the_newest_ticket_comes_first_page_by_page(store):
    numbers = [filed(store, number) for number in range(5)]
    first = found(store, limit=2)
    assert first == numbers[:2:-1]
    assert found(store, limit=2, before=first[-1]) == [numbers[2], numbers[1]]


def test_tickets_are_chosen_by_what_they_have(store):
    plain = filed(store, 1)
    other = filed(store, 2, status="solved", department="support", assignee=7, tree="num-lock", tags=["disc"])
    assert found(store, status="solved") == found(store, department="support") == [other]
    assert found(store, assignee=7) == found(store, tree="num-lock") == found(store, tag="disc") == [other]
    assert found(store, tree="question-marks", status="open") == [plain]
    assert found(store, tag="dis") == [] == found(store, tag='disc"]')


def test_a_tag_with_any_sign_is_found(store):
    tags = ['a "quoted" one', "50%", "نسخه", "back\\slash"]
    numbers = [filed(store, number, tags=[tag]) for number, tag in enumerate(tags)]
    assert [found(store, tag=tag) for tag in tags] == [[number] for number in numbers]


def test_held_tickets_are_listed_apart(store):
    plain, held = filed(store, 1), filed(store, 2, held="honeypot")
    assert (found(store), found(store, held=True), found(store, held=None)) == (
        [plain],
        [held],
        [held, plain],
    )


@pytest.mark.parametrize(
    "words", ["RG-0002", "rg-0002", "50%_", "Zürich", "SOMEBODY@", "555", "مریم", "from a message", "ÄRGER"]
)
def test_words_are_looked_for_in_all_that_was_said(store, words):
    filed(store, 1)
    wanted = filed(
        store,
        2,
        description="50%_ of it in Zürich: ÄRGER",
        contact_email="somebody@example.net",
        contact_phone="555",
        name="مریم",
    )
    store.add_message(wanted, NOON, Author.CUSTOMER, "Words from a message", "m1")
    assert found(store, words=words) == [wanted]


def test_signs_of_patterns_mean_themselves(store):
    filed(store, 1, description="plain words")
    assert found(store, words="%") == [] == found(store, words="p_ain") == found(store, words="/")


def test_tickets_are_counted_by_status_and_held_ones_by_themselves(store):
    for number, changes in enumerate([{}, {}, {"status": "solved"}, {"held": "link"}, {"held": "link"}]):
        filed(store, number, **changes)
    assert store.inbox.counts() == {"open": 2, "solved": 1, "held": 2}


def test_a_ticket_is_found_by_number_and_by_reference(store):
    number = filed(store, 1)
    assert store.inbox.ticket(number) == store.inbox.by_reference("RG-0001") != None  # noqa: E711
    assert store.inbox.ticket(number + 1) is None
    assert store.inbox.by_reference("RG-0002") is None


def test_a_change_is_noted_and_its_deliveries_are_ordered(store):
    number = filed(store, 1, held="honeypot")
    audited = samples.audited("release", number, at=NOON + HOUR)
    assert store.inbox.change(number, {"held": None, "tags": ["نو"]}, audited, [samples.order(1)])
    kept = store.inbox.ticket(number)
    assert (kept.held, kept.tags, kept.changed_at) == (None, ["نو"], NOON + HOUR)
    assert store.inbox.audited(number) == [audited]
    assert [one.key for one in store.outbox.deliveries_of(number)] == [samples.order(1).key]


def test_a_ticket_that_is_gone_is_not_changed_and_nothing_is_noted(store):
    assert not store.inbox.change(99, {"status": "solved"}, samples.audited(ticket_id=99), [samples.order(1)])
    assert store.inbox.audited(99) == []


def test_a_reply_is_kept_once_with_its_file_its_note_and_its_letter(store):
    number = filed(store, 1)
    store.files.stage(samples.attachment(form_key="r1"), 5)
    reply = Message(number, NOON + HOUR, Author.STAFF, "درود", "r1", staff=7)
    audited = samples.audited("reply", number, at=NOON + HOUR)
    letter = samples.order(1, "mail", "reply")
    assert store.inbox.say(reply, audited, {"status": "pending"}, [letter])
    assert not store.inbox.say(reply, audited, {"status": "closed"}, [letter])
    (kept,) = store.messages_of(number)
    assert (kept, kept.staff) == (reply, 7)
    assert store.inbox.ticket(number).status == "pending"
    assert store.inbox.audited(number) == [audited]
    assert [one.purpose for one in store.outbox.deliveries_of(number)] == [f"reply:{kept.id}"]
    assert [one.message_id for one in store.files.of_ticket(number)] == [kept.id]


def test_an_internal_note_says_that_it_is_one(store):
    number = filed(store, 1)
    note = Message(number, NOON, Author.STAFF, "looks like the old disc", "n1", internal=True, staff=7)
    store.inbox.say(note, samples.audited("note", number), {})
    assert [message.internal for message in store.messages_of(number)] == [True]


def test_what_belongs_to_no_ticket_is_noted_too(store):
    store.inbox.note(samples.audited("login"))
    number = filed(store, 1)
    assert store.inbox.audited(number) == []
