"""Which deliveries are ordered when: at filing, for replies, for what the customer adds, at release."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.delivery.desk import NOON
from tests.delivery.office import BOTH, loaded
from tests.delivery.office import filed as filed_at
from wizard.delivery import orders
from wizard.delivery.orders import Reach
from wizard.errors import BadSetting
from wizard.model.site import Route
from wizard.settings import Settings
from wizard.store import Audited, Author, Message, Store, Ticket


def ordered(store: Store, ticket: Ticket) -> list[tuple[str, str, str]]:
    return [(one.helpdesk, one.purpose, one.key) for one in store.outbox.deliveries_of(ticket.id)]


def test_a_request_goes_to_the_default_helpdesk_and_its_copy_to_the_customer(store):
    ticket = filed_at(store)
    key = f"help.example.org/{ticket.reference}"
    assert ordered(store, ticket) == [("desk", "ticket", f"{key}/ticket"), ("mail", "copy", f"{key}/copy")]


def test_without_a_helpdesk_a_request_stays_in_our_inbox(store):
    assert ordered(store, filed_at(store, Reach("home"))) == []


@pytest.mark.parametrize(("reach", "email"), [(Reach("home", "desk"), "reader@example.net"), (BOTH, "")])
def test_without_a_mail_account_or_an_address_there_is_no_copy(store, reach, email):
    ticket = filed_at(store, reach, email=email, phone="021 555")
    assert [purpose for _, purpose, _ in ordered(store, ticket)] == ["ticket"]


def test_the_same_form_sent_twice_is_delivered_once(store):
    first, second = filed_at(store), filed_at(store)
    assert first == second and len(ordered(store, first)) == 2


def test_routing_decides_helpdesk_queue_and_department(store, monkeypatch):
    library = loaded().library
    rule = Route(tree="digits-instead-of-letters", helpdesk="rt", queue="Keyboards", department="typing")
    routed = dataclasses.replace(
        library, site=dataclasses.replace(library.site, routing=(rule, *library.site.routing))
    )
    monkeypatch.setattr("tests.delivery.office.loaded", lambda: dataclasses.replace(loaded(), library=routed))
    ticket = filed_at(store)
    assert (ticket.queue, ticket.department) == ("Keyboards", "typing")
    assert ordered(store, ticket)[0][0] == "rt"


def test_the_shipped_routing_gives_a_department(store):
    assert filed_at(store).department == "support"


def test_a_held_request_is_delivered_when_staff_release_it_with_what_was_said_meanwhile(store):
    ticket = filed_at(store, held="trap")
    assert ordered(store, ticket) == []
    said = orders.when_said(BOTH, store, ticket)
    store.add_message(ticket.id, NOON, Author.CUSTOMER, "I am no machine", "m1", said)
    store.inbox.say(
        Message(ticket.id, NOON, Author.STAFF, "looks real", "n1", internal=True),
        Audited(NOON, "Sara", "note", ticket.id, {}),
        {},
    )
    (message, _) = store.messages_of(ticket.id)
    released = orders.at_release(BOTH, loaded().library, store, ticket)
    store.inbox.change(ticket.id, {"held": None}, Audited(NOON, "Sara", "release", ticket.id, {}), released)
    assert [purpose for _, purpose, _ in ordered(store, ticket)] == ["ticket", "copy", f"said:{message.id}"]
    again = store.inbox.ticket(ticket.id)
    assert again is not None and again.held is None
    assert orders.at_release(BOTH, loaded().library, store, again) == ()


def test_what_the_customer_adds_follows_the_request(store):
    ticket = filed_at(store)
    said = orders.when_said(BOTH, store, ticket)
    store.add_message(ticket.id, NOON, Author.CUSTOMER, "One more thing", "m1", said)
    (message,) = store.messages_of(ticket.id)
    key = f"help.example.org/{ticket.reference}/said:{message.id}"
    assert ordered(store, ticket)[2] == ("desk", f"said:{message.id}", key)


def test_a_reply_goes_to_the_customer_when_a_letter_can_reach_them(store):
    ticket = filed_at(store)
    (letter,) = orders.at_reply(BOTH, ticket)
    assert (letter.helpdesk, letter.purpose) == ("mail", "reply")
    assert orders.at_reply(Reach("home", "desk"), ticket) == ()
    assert orders.at_reply(BOTH, dataclasses.replace(ticket, contact_email=None)) == ()


def settings(tmp_path: Path, text: str | None, public: str = "") -> Settings:
    file = tmp_path / "helpdesks.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    return Settings(tmp_path, "sqlite:///x", b"k" * 32, public_url=public, helpdesks=file)


def test_what_can_be_reached_follows_from_the_settings_without_any_secret(tmp_path):
    told = settings(
        tmp_path, 'default = "desk"\n[desk]\nkind = "rt"\n[mail]\nkind = "email"', "https://a.example:8443"
    )
    assert orders.reach(told) == Reach("a.example:8443", "desk", mail=True)
    bare = orders.reach(dataclasses.replace(told, helpdesks=None, public_url=""))
    assert (bare.default, bare.mail) == (None, False)
    assert bare.home == orders.reach(settings(tmp_path, "")).home
    other = dataclasses.replace(told, helpdesks=None, public_url="", secret_key=b"o" * 32)
    assert orders.reach(other).home != bare.home


@pytest.mark.parametrize("text", [None, "= no TOML", "\0"])
def test_a_file_of_helpdesks_that_cannot_be_read_is_told(tmp_path, text):
    with pytest.raises(BadSetting, match="WIZARD_HELPDESKS"):
        orders.reach(settings(tmp_path, text))
