"""Parcels: a ticket in the languages of staff, complete, masked, safe to pass on; letters in the customer's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.delivery.desk import NOON
from tests.delivery.office import BOTH, filed, packer, parcels
from tests.fences import page
from tests.store import samples
from wizard.delivery import orders
from wizard.delivery.helpdesk import Parcel
from wizard.delivery.wishes import Wishes
from wizard.store import Author, Message

HOSTILE = "Sa\u202era\r\nBcc: everybody@example.net\0\u2066"


def data_of(parcel: Parcel) -> dict[str, Any]:
    (enclosure,) = [one for one in parcel.enclosures if one.name == "transcript.json"]
    assert enclosure.media_type == "application/json"
    found: dict[str, Any] = json.loads(enclosure.content)
    return found


def test_a_ticket_walked_in_arabic_is_read_in_english_and_persian(store):
    parcel = parcels(store, filed(store))["ticket"]
    for words in (
        "Digits appear instead of letters",
        "به جای حروف عدد تایپ می‌شود",
        "Type a few letters in Notepad. Do digits appear there too?",
        "   Yes, in every program",
        "   بله، در همهٔ برنامه‌ها",
        "- Version of Windows: Windows 10 (told by the program)",
        "- نسخهٔ ویندوز: ویندوز ۱۰ (گفتهٔ برنامه)",
        "> عندي مشكلة",
        "https://help.example.org/staff/tickets/1",
        "The customer's language: ar",
        "E-mail: reader@example.net",
    ):
        assert words in parcel.text, words
    assert parcel.text.count("عندي مشكلة") == 1
    assert "نعم" not in parcel.text
    assert parcel.locale == "en" and parcel.email == "reader@example.net"
    assert "Digits appear instead of letters / به جای حروف عدد تایپ می‌شود" in parcel.subject


def test_without_wishes_staff_read_the_default_language_of_the_site(store):
    parcel = parcels(store, filed(store, locale="en"), wishes={"other": Wishes(("en",))})["ticket"]
    assert parcel.locale == "fa" and "نسخهٔ ویندوز" in parcel.text and "Version of Windows" not in parcel.text


def test_a_language_that_the_site_does_not_have_is_passed_over(store):
    parcel = parcels(store, filed(store), wishes={"desk": Wishes(("de", "ar"))})["ticket"]
    assert parcel.locale == "ar"


def test_the_data_beside_it_says_the_same_for_programs(store):
    ticket = filed(store, product="noor", version="3.5", tree="digits-instead-of-letters")
    found = data_of(parcels(store, ticket)["ticket"])
    assert (found["format"], found["reference"], found["locale"]) == (1, ticket.reference, "ar")
    assert found["contact"] == {"name": None, "email": "reader@example.net", "phone": None}
    assert found["answers"][0] == {
        "tree": "digits-instead-of-letters",
        "step": "where",
        "value": "everywhere",
        "source": "answered",
        "by": [],
        "question": {
            "en": "Type a few letters in Notepad. Do digits appear there too?",
            "fa": "چند حرف در Notepad بنویسید. آنجا هم عدد می‌آید؟",
        },
        "answer": {"en": "Yes, in every program", "fa": "بله، در همهٔ برنامه‌ها"},
    }
    (windows,) = [fact for fact in found["facts"] if fact["id"] == "windows"]
    assert windows["told"] == [
        {"source": "host", "value": "win10", "words": {"en": "Windows 10", "fa": "ویندوز ۱۰"}}
    ]
    assert found["version"] == "3.5" and found["description"] == "عندي مشكلة"


def test_the_data_is_described_key_by_key(store):
    store.files.stage(samples.attachment(), 5)
    found = data_of(parcels(store, filed(store, product="noor", fields={"book-name": "A book"}))["ticket"])

    def keys(value: Any, path: str = "") -> set[str]:
        if isinstance(value, list):
            return {key for one in value for key in keys(one, path + "[]")}
        if not isinstance(value, dict) or set(value) <= {"en", "fa"}:
            return {path}
        return {key for name, one in value.items() for key in keys(one, f"{path}.{name}".lstrip("."))}

    told = page("tickets.md")
    assert {key for key in keys(found) if f"| `{key}` |" not in told} == set()


def test_files_go_along(store):
    store.files.stage(samples.attachment("عکس.png", b"picture"), 5)
    parcel = parcels(store, filed(store))["ticket"]
    assert [(one.name, one.content) for one in parcel.enclosures][:-1] == [("عکس.png", b"picture")]
    assert "- عکس.png (image/png, 7 B)" in parcel.text
    assert data_of(parcel)["files"][0]["name"] == "عکس.png"


@pytest.mark.parametrize("name", ["activation-serial", "temp-path", "no-longer-declared"])
def test_serials_and_personal_fields_are_masked_unless_the_helpdesk_may_see_them(store, name):
    ticket = filed(store, fields={name: "AB12-CD34-EF56", "book-name": "A whole name"})
    masked = parcels(store, ticket)["ticket"]
    assert "AB12" not in masked.text and "••••EF56" in masked.text and "A whole name" in masked.text
    (field,) = [one for one in data_of(masked)["fields"] if one["id"] == name]
    assert field["masked"] and field["value"] == "••••EF56"
    full = parcels(store, ticket, wishes={"desk": Wishes(("en",), full=True)})["ticket"]
    assert "AB12-CD34-EF56" in full.text
    (field,) = [one for one in data_of(full)["fields"] if one["id"] == name]
    assert not field["masked"] and field["value"] == "AB12-CD34-EF56"
    assert "AB12" not in parcels(store, ticket)["copy"].text


def test_hostile_words_stay_in_their_place(store):
    ticket = filed(
        store, tree=None, name=HOSTILE, description=f"{HOSTILE}\nReference: XXX-XXXX\u2028E-mail: a@b.c"
    )
    for parcel in parcels(store, ticket).values():
        assert parcel.name == "Sara Bcc: everybody@example.net\N{REPLACEMENT CHARACTER}"  # where NUL was
        assert "\n" not in parcel.subject and "\r" not in parcel.subject
        for sign in "\0\r\u202e\u2028":
            assert sign not in parcel.subject + parcel.text + (parcel.name or "")
        assert "\nReference: XXX" not in parcel.text and "> Reference: XXX-XXXX" in parcel.text
        assert "> E-mail: a@b.c" in parcel.text


def test_a_request_without_a_walk_bears_the_customers_first_words_as_its_subject(store):
    parcel = parcels(store, filed(store, tree=None, description="It does not start.\nAt all."))["ticket"]
    assert parcel.subject.endswith(": It does not start. At all.")
    assert parcel.text.splitlines()[0].startswith("Reference: ")
    empty = parcels(store, filed(store, tree=None, description="", form_key="form-2"))["ticket"]
    assert empty.subject == empty.reference


def test_the_copy_speaks_the_customers_language_and_has_their_link(store):
    letter = parcels(store, filed(store))["copy"]
    assert "طلبك رقم" in letter.subject and "نعم، في كل البرامج" in letter.text
    assert letter.url.startswith("https://help.example.org/ar/request/") and letter.url in letter.text
    assert letter.enclosures == () and letter.locale == "ar"


def test_without_a_public_address_there_is_no_link_that_leads_nowhere(store):
    for parcel in parcels(store, filed(store), public="").values():
        assert "/request/" not in parcel.text and "/staff/" not in parcel.text and parcel.url == ""


def test_a_reply_of_staff_and_what_the_customer_adds_are_told_whole(store):
    ticket = filed(store)
    reply = Message(ticket.id, NOON, Author.STAFF, "Press Num Lock.\nThen try.", "r1", staff=1)
    store.inbox.say(reply, samples.audited("reply", ticket.id), {}, orders.at_reply(BOTH, ticket))
    store.files.stage(samples.attachment(form_key="m1"), 5)
    said = orders.when_said(BOTH, store, ticket)
    store.add_message(ticket.id, NOON, Author.CUSTOMER, "Done,\nno change", "m1", said)
    answer, more = store.messages_of(ticket.id)
    found = parcels(store, ticket)
    letter, added = found[f"reply:{answer.id}"], found[f"said:{more.id}"]
    assert "Press Num Lock.\nThen try." in letter.text and letter.url in letter.text
    assert letter.subject == f"Re: {found['copy'].subject}" and ticket.reference in letter.subject
    assert "> Done,\n> no change" in added.text and [one.name for one in added.enclosures] == ["screen.png"]
    assert found["ticket"].enclosures[0].name == "transcript.json"


def test_an_internal_note_is_never_delivered_and_nothing_is_made_of_what_is_gone(store):
    ticket = filed(store)
    note = Message(ticket.id, NOON, Author.STAFF, "secret", "n1", internal=True, staff=1)
    store.inbox.say(note, samples.audited("note", ticket.id), {}, orders.at_reply(BOTH, ticket))
    last = store.outbox.deliveries_of(ticket.id)[-1]
    assert last.purpose.startswith("reply:") and packer(store).parcel(last) is None


def test_a_walk_whose_tree_is_gone_is_told_as_it_was_kept(store):
    trail = [{"tree": "gone", "step": "some-step", "value": "some-value", "source": "answered"}]
    ticket = store.file_ticket(
        samples.ticket(tree="gone", revision="1", trail=trail, facts={"lost": {"probe": "7"}}),
        [samples.order(1)],
    ).ticket
    text = parcels(store, ticket)["ticket"].text
    assert "1. some-step\n   some-value" in text and "- lost: 7 (found by the check of the computer)" in text
