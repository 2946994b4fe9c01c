"""A request drafted from the walk: what it holds, its key, its reference and its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wizard import tickets
from wizard.delivery.orders import Reach
from wizard.journey import Stand, stand
from wizard.library import Library, load
from wizard.query import walk_from
from wizard.store import Outcome, ReferenceTaken, Store, open_store
from wizard.tickets import Office, Sent

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
SECRET = b"s" * 32
TREES = Path(__file__).parent / "trees" / "good"


@cache
def library() -> Library:
    return load(TREES).library


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'wizard.db'}") as opened:
        opened.upgrade()
        yield opened


def at(tree: str, query: str) -> Stand:
    return stand(library().customers, tree, walk_from([tuple(p.split("=", 1)) for p in query.split("&")]))  # type: ignore[misc]


def file(store: Store, sent: Sent, where: Stand | None = None, locale: str = "en") -> Any:
    return tickets.file(Office(store, SECRET, library(), Reach("home")), sent, where, locale, NOW)


def test_the_same_body_is_filed_once_and_another_is_told(store):
    first = file(store, Sent("key-1", "Mine"))
    assert (first.outcome, first.ticket.at) == (Outcome.NEW, NOW)
    assert file(store, Sent("key-1", "Mine"), locale="fa").outcome is Outcome.SAME
    assert file(store, Sent("key-1", "Other")).outcome is Outcome.OTHER
    for changed in (
        Sent("key-1", "Mine", email="a@b.org"),
        Sent("key-1", "Mine", phone="12345"),
        Sent("key-1", "Mine", name="Sara"),
        Sent("key-1", "Mine", fields={"a": "b"}),
        Sent("key-1", "Mine", removed=["windows"]),
    ):
        assert file(store, changed).outcome is Outcome.OTHER
    assert file(store, Sent("key-1", "Mine"), at("typed-answers", "seconds=3")).outcome is Outcome.OTHER
    assert file(store, Sent("key-2", "Mine")).outcome is Outcome.NEW


def test_a_ticket_holds_the_trail_with_sources_and_the_facts_by_who_told_them(store):
    where = at("changed-facts", "windows=win10&windows~host=win7&disk-free~probe=3&system-locale=other")
    ticket = file(store, Sent("key", "Mine"), where).ticket
    assert (ticket.tree, ticket.revision) == ("changed-facts", where.tree.revision)
    assert ticket.trail == [
        {"tree": "changed-facts", "step": "system-locale", "value": "other", "source": "answered"}
    ]
    assert ticket.facts == {
        "windows": {"host": "win7", "answered": "win10"},
        "disk-free": {"probe": "3"},
        "system-locale": {"answered": "other"},
    }


def test_lines_taken_out_are_neither_in_trail_nor_facts(store):
    where = at("changed-facts", "windows=win10&windows~host=win7&system-locale=other")
    ticket = file(store, Sent("key", "Mine", removed=["windows", "system-locale"]), where).ticket
    assert (ticket.trail, ticket.facts) == ([], {})


def test_answers_of_earlier_trees_come_first_and_can_be_taken_out(store):
    query = "jump-to-another-tree:number=other&_via=jump-to-another-tree&missing=texts"
    where = at("several-answers", query)
    both = file(store, Sent("key-1", "Mine"), where).ticket.trail
    assert [(line["tree"], line["step"]) for line in both] == [
        ("jump-to-another-tree", "number"),
        ("several-answers", "missing"),
    ]
    one = file(store, Sent("key-2", "Mine", removed=["jump-to-another-tree:number"]), where).ticket.trail
    assert [line["step"] for line in one] == ["missing"]


def test_an_answer_chosen_by_what_is_known_says_so(store):
    where = at("answered-by-detection", "disk-free~probe=3")
    (line,) = file(store, Sent("key", "Mine"), where).ticket.trail
    assert line == {
        "tree": "answered-by-detection",
        "step": "room",
        "value": "low",
        "source": "probe",
        "by": ["disk-free"],
    }


def test_a_reference_is_short_and_cannot_be_misread(store):
    found = {file(store, Sent(f"key-{number}", "Mine")).ticket.reference for number in range(40)}
    assert len(found) == 40
    assert all(re.fullmatch("[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{4}", reference) for reference in found)


def test_a_reference_that_stays_taken_is_an_error_with_a_remedy(store, monkeypatch):
    monkeypatch.setattr(tickets, "_reference", lambda *_: "AAA-2222")
    file(store, Sent("key-1", "Mine"))
    with pytest.raises(ReferenceTaken):
        file(store, Sent("key-2", "Mine"))


def test_the_link_opens_the_request_and_nothing_else_does(store):
    ticket = file(store, Sent("key", "Mine")).ticket
    token = tickets.token(SECRET, "key")
    assert re.fullmatch("[A-Za-z0-9_-]{22}", token)
    assert tickets.find(store, token) == ticket
    for other in (
        "",
        "key",
        ticket.token_hash,
        ticket.reference,
        token[:-1],
        tickets.token(b"x" * 32, "key"),
        "\ud800",
    ):
        assert tickets.find(store, other) is None


def test_a_reply_has_a_key_of_its_form_and_words():
    keys = {tickets.message_key(form, text) for form in ("a", "b") for text in ("x", "y", "\ud800")}
    assert len(keys) == 6
    assert tickets.message_key("a", "x") == tickets.message_key("a", "x")
