"""Files: kept with their form until it is sent, then with what was made of it."""

from __future__ import annotations

from dataclasses import replace

from tests.store import samples
from tests.store.samples import HOUR, NOON
from wizard.store import Author, Kind


def test_a_file_waits_with_its_form_and_then_belongs_to_the_ticket(store):
    picture = bytes(range(256))
    assert store.files.stage(samples.attachment(content=picture), 5)
    (staged,) = store.files.staged("form-1")
    assert (staged.ticket_id, staged.content, staged.size) == (None, b"", 256)
    ticket = store.file_ticket(samples.ticket()).ticket.id
    assert store.files.staged("form-1") == []
    (kept,) = store.files.of_ticket(ticket)
    assert kept == replace(staged, ticket_id=ticket)
    assert store.files.file(ticket, kept.id).content == picture


def test_a_file_of_a_message_belongs_to_it(store):
    ticket = store.file_ticket(samples.ticket()).ticket.id
    store.files.stage(samples.attachment(form_key="m1"), 5)
    store.add_message(ticket, NOON, Author.CUSTOMER, "here it is", "m1")
    (message,) = store.messages_of(ticket)
    (kept,) = store.files.of_ticket(ticket)
    assert kept.message_id == message.id


def test_a_form_takes_no_more_files_than_it_may_and_the_same_one_once(store):
    assert store.files.stage(samples.attachment(content=b"1"), 2)
    assert store.files.stage(samples.attachment(content=b"2"), 2)
    assert not store.files.stage(samples.attachment(content=b"3"), 2)
    assert store.files.stage(samples.attachment(content=b"1"), 2)
    assert store.files.stage(samples.attachment(content=b"3", form_key="form-2"), 2)
    assert len(store.files.staged("form-1")) == 2


def test_a_file_can_be_taken_back_by_its_own_form_until_it_is_sent(store):
    store.files.stage(samples.attachment(), 5)
    (one,) = store.files.staged("form-1")
    store.files.drop("form-2", one.id)
    assert store.files.staged("form-1") == [one]
    store.files.drop("form-1", one.id)
    assert store.files.staged("form-1") == []
    store.files.stage(samples.attachment(), 5)
    (one,) = store.files.staged("form-1")
    ticket = store.file_ticket(samples.ticket()).ticket.id
    store.files.drop("form-1", one.id)
    assert store.files.of_ticket(ticket)


def test_a_file_is_found_through_its_own_ticket_only(store):
    store.files.stage(samples.attachment(), 5)
    mine, other = (store.file_ticket(samples.ticket(number)).ticket.id for number in (1, 2))
    (one,) = store.files.of_ticket(mine)
    assert store.files.file(mine, one.id) is not None
    assert store.files.file(other, one.id) is None
    assert store.files.of_ticket(other) == []


def test_a_name_in_any_script_with_any_sign_is_kept(store):
    name = "عکس \u202e gnp.exe \0 \ud800"
    assert store.files.stage(samples.attachment(name), 5)
    (one,) = store.files.staged("form-1")
    assert one.name == "عکس \u202e gnp.exe \N{REPLACEMENT CHARACTER} ?"


def test_files_of_forms_that_were_never_sent_are_purged_and_others_go_with_their_ticket(store):
    store.files.stage(samples.attachment(content=b"sent"), 5)
    ticket = store.file_ticket(samples.ticket()).ticket.id
    store.files.stage(samples.attachment(form_key="old"), 5)
    store.files.stage(samples.attachment(form_key="new", at=NOON + 2 * HOUR), 5)
    assert store.purge(Kind.UPLOAD, NOON + HOUR) == 1
    assert store.files.staged("old") == [] and len(store.files.staged("new")) == 1
    assert len(store.files.of_ticket(ticket)) == 1
    store.purge(Kind.TICKET, NOON + HOUR)
    assert store.files.of_ticket(ticket) == []


def test_files_of_a_form_pass_on_to_the_key_it_is_kept_under_each_once(store):
    for form_key, content in (("form-1", b"1"), ("form-1", b"2"), ("heir", b"2"), ("form-2", b"3")):
        store.files.stage(samples.attachment(form_key=form_key, content=content, digest=content.decode()), 5)
    store.files.pass_on("form-1", "heir")
    assert store.files.staged("form-1") == []
    assert sorted(one.digest for one in store.files.staged("heir")) == ["1", "2"]
    assert len(store.files.staged("form-2")) == 1


def test_what_was_sent_is_passed_on_to_nobody(store):
    store.files.stage(samples.attachment(), 5)
    ticket = store.file_ticket(samples.ticket()).ticket.id
    store.files.pass_on("form-1", "heir")
    assert [one.form_key for one in store.files.of_ticket(ticket)] == ["form-1"]
    assert store.files.staged("heir") == []
