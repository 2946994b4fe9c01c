"""Request Tracker and Redmine as they really are: what support teams set up, and what goes wrong without it."""

from __future__ import annotations

import pytest

from tests.delivery.helpdesks.desks import TEXT, parcel_of
from wizard.delivery.helpdesk import Enclosure, Refused


@pytest.mark.parametrize(("desk", "queue"), [("rt", "Bare"), ("redmine", "bare")], indirect=["desk"])
def test_a_queue_without_the_field_of_the_key_gets_nothing(desk, queue, tmp_path, reference):
    # Both would drop the key without a word, and a second try would make a second ticket.
    with pytest.raises(Refused, match="no custom field"):
        desk.adapter(tmp_path).create(parcel_of(reference, queue=queue))
    assert desk.arrived(reference) == []


@pytest.mark.parametrize(
    ("desk", "changed"),
    [("rt", {"queue": "Bare"}), ("rt", {"key_field": "Nope"}), ("redmine", {"key_field": 999})],
    indirect=["desk"],
)
def test_a_look_shows_that_the_field_is_missing(desk, changed, tmp_path):
    with pytest.raises(Refused, match="no custom field"):
        desk.adapter(tmp_path, **changed).check()


@pytest.mark.parametrize("desk", ["rt", "redmine"], indirect=True)
def test_a_queue_that_is_not_there_is_refused(desk, tmp_path, reference):
    with pytest.raises(Refused, match=r"40[34]"):
        desk.adapter(tmp_path).create(parcel_of(reference, queue="no/such"))


@pytest.mark.parametrize("desk", ["rt"], indirect=True)
def test_a_queue_may_have_a_persian_name(desk, tmp_path, reference):
    desk.adapter(tmp_path).create(parcel_of(reference, queue="پشتیبانی"))
    assert len(desk.arrived(reference)) == 1


@pytest.mark.parametrize("desk", ["redmine"], indirect=True)
def test_nothing_typed_becomes_markup_in_redmine(desk, tmp_path, reference):
    text = "h1. big\n!http://evil.example.org/x.png!\n</pre> {{toc}} " + "کلمه " * 100
    desk.adapter(tmp_path).create(parcel_of(reference, text=text))
    [arrived] = desk.arrived(reference)
    inside = arrived.text.removeprefix("<pre>").removesuffix("</pre>")
    assert arrived.text.startswith("<pre>")
    assert "</pre>" not in inside
    assert max(len(line) for line in inside.splitlines()) <= 100


@pytest.mark.parametrize("desk", ["redmine"], indirect=True)
def test_a_file_that_redmine_would_not_take_is_named_and_the_rest_arrives(desk, tmp_path, reference):
    large = Enclosure("بزرگ.zip", "application/zip", b"\0" * 5_000_001)
    small = Enclosure("کوچک.txt", "text/plain", b"small")
    desk.adapter(tmp_path).create(parcel_of(reference, enclosures=(large, small)))
    [arrived] = desk.arrived(reference)
    assert arrived.files == {"کوچک.txt": b"small"}
    assert "⚠ بزرگ.zip (5,000,001 B) → https://help.example.org/staff/tickets/7" in arrived.text
    assert TEXT.splitlines()[0] in arrived.text
