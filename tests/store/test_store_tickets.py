"""Tickets and messages: kept once, whole, and found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store import samples
from wizard.store import Author, Message, Outcome, ReferenceTaken


def test_a_ticket_comes_back_as_it_was_filed(store):
    ticket = samples.ticket()
    filed = store.file_ticket(ticket)
    assert filed.outcome is Outcome.NEW
    assert filed.ticket.id > 0
    assert replace(filed.ticket, id=0) == ticket
    assert store.ticket_by_token_hash("token-1") == store.ticket_by_form_key("form-1") == filed.ticket


def test_a_plain_request_needs_no_tree_and_no_name(store):
    bare = samples.ticket(tree=None, revision=None, name=None, contact_phone=None, contact_email=None)
    assert replace(store.file_ticket(bare).ticket, id=0) == bare


def test_a_ticket_that_nobody_filed_is_not_found(store):
    assert store.ticket_by_token_hash("token-1") is None
    assert store.ticket_by_form_key("form\0") is None


def test_the_same_form_sent_again_is_the_same_ticket(store):
    first = store.file_ticket(samples.ticket())
    again = store.file_ticket(samples.ticket(2, form_key="form-1", body_hash="body-1"))
    assert again.outcome == Outcome.SAME
    assert again.ticket == first.ticket
    assert store.ticket_by_token_hash("token-2") is None


def test_the_same_form_with_another_body_leaves_the_first_ticket_alone(store):
    first = store.file_ticket(samples.ticket())
    other = store.file_ticket(samples.ticket(form_key="form-1", body_hash="changed", description="changed"))
    assert other.outcome == Outcome.OTHER
    assert other.ticket == first.ticket == store.ticket_by_form_key("form-1")


@pytest.mark.parametrize("taken", [{"reference": "RG-0001"}, {"token_hash": "token-1"}])
def test_a_reference_or_token_that_is_taken_is_refused_with_a_remedy(store, taken):
    store.file_ticket(samples.ticket(1))
    with pytest.raises(ReferenceTaken, match="Draw new ones"):
        store.file_ticket(samples.ticket(2, **taken))
    assert store.ticket_by_form_key("form-2") is None
    assert store.file_ticket(samples.ticket(2)).outcome == Outcome.NEW


def test_whatever_letters_a_customer_sends_the_ticket_is_kept(store):
    odd = "نمی\u200cتوانم \u202e \U0001f600 'quoted\" \\ \0 \ud800"
    kept = store.file_ticket(samples.ticket(description=odd, name=odd, trail=[odd])).ticket
    assert (
        kept.description == kept.name == odd.replace("\0", "\N{REPLACEMENT CHARACTER}").replace("\ud800", "?")
    )
    assert kept.trail == [odd.replace("\ud800", "?")]


def test_messages_are_read_in_the_order_they_came(store):
    ticket = store.file_ticket(samples.ticket()).ticket.id
    assert store.add_message(ticket, samples.NOON, Author.CUSTOMER, "سلام", "m1") == Outcome.NEW
    assert store.add_message(ticket, samples.NOON, Author.STAFF, "درود", "m2") == Outcome.NEW
    assert store.messages_of(ticket) == [
        Message(ticket, samples.NOON, Author.CUSTOMER, "سلام", "m1"),
        Message(ticket, samples.NOON, Author.STAFF, "درود", "m2"),
    ]


def test_a_message_sent_twice_is_kept_once(store):
    ticket = store.file_ticket(samples.ticket()).ticket.id
    store.add_message(ticket, samples.NOON, Author.CUSTOMER, "one\0", "m1")
    again = samples.NOON + samples.HOUR
    assert store.add_message(ticket, again, Author.CUSTOMER, "one\0", "m1") == Outcome.SAME
    assert store.add_message(ticket, again, Author.CUSTOMER, "two", "m1") == Outcome.OTHER
    assert len(store.messages_of(ticket)) == 1


def test_the_form_key_of_one_tickets_message_does_not_stand_in_anothers_way(store):
    first, second = (store.file_ticket(samples.ticket(number)).ticket.id for number in (1, 2))
    for ticket in (first, second):
        assert store.add_message(ticket, samples.NOON, Author.CUSTOMER, "hello", "m1") == Outcome.NEW
