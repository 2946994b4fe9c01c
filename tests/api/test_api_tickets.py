"""Requests over the API: filed once for each key of a caller, held without a key of ours, read by their token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Api, problem
from wizard import limits
from wizard.api_keys import Scope
from wizard.store import Author, StoreUnreachable
from wizard.tickets import find

PLAIN = {"description": "Words of mine", "email": "reader@example.org"}
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


def kept(api: Api, token: str) -> Any:
    found = find(api.store, token)
    assert found is not None
    return found


def test_a_request_is_kept_with_what_its_walk_says(samples: Api):
    answered = samples.answer("named-ends", "card", "lost").json
    body = {"tree": answered["tree"], "query": answered["query"], "fields": {"serial-last4": "۱۲۳۴"}, **PLAIN}
    filed = samples.file(body)
    assert filed.status_code == 201
    token = filed.json["token"]
    assert filed.headers["Location"] == f"/api/v1/tickets/{token}"
    ticket = kept(samples, token)
    assert ticket.reference == filed.json["reference"] and ticket.channel == "api"
    assert [line["step"] for line in ticket.trail] == ["card"]
    assert ticket.fields == {"serial-last4": "1234"}
    assert samples.client.get(filed.json["url"]).status_code == 200


def test_the_same_key_and_body_are_answered_the_same_again(samples: Api):
    first = samples.file(PLAIN, KEY)
    samples.now += timedelta(minutes=5)
    again = samples.file(PLAIN, f'"{KEY}"')  # with the quotes of the draft
    assert (first.status_code, first.json) == (again.status_code, again.json)


def test_the_same_key_with_another_body_is_refused_and_files_nothing(samples: Api):
    token = samples.file(PLAIN, "another-key-of-mine").json["token"]
    refused = samples.file({**PLAIN, "description": "Other words"}, "another-key-of-mine")
    assert (refused.status_code, problem(refused)) == (422, "key-reused")
    assert kept(samples, token).description == "Words of mine"


def test_the_same_key_of_two_callers_is_two_requests(samples: Api):
    one, other = samples.key(Scope.TICKETS_WRITE), samples.key(Scope.TICKETS_WRITE)
    key = "the-key-both-of-them-use"
    tokens = {samples.file(PLAIN, key, **who).json["token"] for who in ({}, one, other)}
    assert len(tokens) == 3


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 129, "کلیدِ من که کلید نیست", "with blanks in between it", '"']
)
def test_a_key_that_cannot_be_one_is_refused(samples: Api, key):
    refused = samples.post("/tickets", PLAIN, headers={"Idempotency-Key": key.encode().decode("latin-1")})
    assert (refused.status_code, problem(refused)) == (400, "no-idempotency-key")


def test_without_a_key_of_ours_staff_look_at_it_first(samples: Api):
    ticket = kept(samples, samples.file(PLAIN).json["token"])
    assert ticket.held == "unsigned"
    with_key = samples.file(PLAIN, **samples.key(Scope.TICKETS_WRITE))
    assert kept(samples, with_key.json["token"]).held is None


def test_lines_that_the_customer_takes_out_do_not_go_along(samples: Api):
    body = {"tree": "typed-answers", "known": {"seconds": "45", "index": "not-solved"}, **PLAIN}
    whole = kept(samples, samples.file(body).json["token"])
    some = kept(samples, samples.file({**body, "removed": ["seconds"]}).json["token"])
    assert [line["step"] for line in whole.trail] == ["seconds", "index"]
    assert [line["step"] for line in some.trail] == ["index"]
    wrong = samples.file({**body, "removed": ["second"]})
    assert problem(wrong) == "does-not-fit" and wrong.json["errors"][0]["pointer"] == "/removed/0"


def test_what_is_known_stands_in_the_fields_unless_something_else_is_said(shipped: Api):
    body = {"tree": "question-marks", "known": {"product~host": "jami-tafasir"}, **PLAIN}
    assert kept(shipped, shipped.file(body).json["token"]).product == "jami-tafasir"
    said = {**body, "fields": {"product": "fiqh-3", "program-version": "۲.۱"}}
    ticket = kept(shipped, shipped.file(said).json["token"])
    assert (ticket.product, ticket.version) == ("fiqh-3", "2.1")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"description": "Words"}, {""}),
        ({"email": "a@example.org"}, {""}),
        ({"description": " \u202e ", "email": "a@example.org"}, {"/description"}),
        ({**PLAIN, "email": "nowhere"}, {"/email"}),
        ({**PLAIN, "phone": "call me"}, {"/phone"}),
        ({**PLAIN, "description": "x" * 5_001}, {"/description"}),
        ({**PLAIN, "description": 7}, {"/description"}),
        ({**PLAIN, "fields": {"product": "nothing", "serial-last4": "1234"}}, {"/fields"}),
        ({**PLAIN, "fields": {"Not An Id": "x"}}, {"/fields"}),
        ({**PLAIN, "query": "seconds=1"}, {""}),
        ({**PLAIN, "tree": "typed-answers", "query": "", "known": {}}, {""}),
        ({**PLAIN, "nonsense": True}, {""}),
        ({**PLAIN, "name": "a\u0000b"}, {"/name"}),
        ([], {""}),
        ("words", {""}),
    ],
)
def test_what_does_not_fit_in_a_request_is_told_where_it_stands(samples: Api, body, pointers):
    refused = samples.file(body)
    assert (refused.status_code, problem(refused)) == (422, "does-not-fit")
    found = {error["pointer"] for error in refused.json["errors"]}
    assert {next((p for p in pointers if one.startswith(p)), None) for one in found} == pointers


def test_messages_of_what_is_wrong_are_in_the_language_that_is_asked_for(shipped: Api):
    headers = {"Idempotency-Key": "a-key-in-two-languages"}
    texts = [
        shipped.post(f"/tickets?_locale={locale}", {**PLAIN, "email": "nowhere"}, headers=headers).json
        for locale in ("en", "fa")
    ]
    english, persian = (told["errors"][0]["detail"] for told in texts)
    assert english.startswith("Write the e-mail address in full") and persian != english


def test_a_request_about_a_tree_that_is_not_there_files_nothing(samples: Api):
    assert problem(samples.file({**PLAIN, "tree": "nowhere"})) == "no-tree"


def test_its_customer_reads_how_far_a_request_is_and_never_a_note(samples: Api):
    filed = samples.file({"tree": "typed-answers", "known": {"seconds": "45"}, **PLAIN}).json
    address = f"/tickets/{filed['token']}"
    told = samples.get(address).json
    assert (told["status"], told["settled"], told["messages"]) == ("open", False, [])
    assert told["lines"][0]["question"]["markdown"].startswith("How many seconds")
    assert told["lines"][0]["answer"]["markdown"] == "`45` seconds"
    assert told["description"] == "Words of mine" and told["title"]["markdown"] == "The program is slow"
    ticket = kept(samples, filed["token"])
    samples.store.add_message(ticket.id, samples.now, Author.STAFF, "An answer", "staff-1")
    told = samples.get(address).json
    assert told["status"] == "answered"
    assert [(one["author"], one["body"]) for one in told["messages"]] == [("staff", "An answer")]
    assert "held" not in told and "reader@example.org" not in samples.get(address).text
    assert samples.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["x", "%00", "..%2f..", "A" * 5_000, "%ff%fe"])
def test_a_token_that_opens_nothing_is_told_so(samples: Api, token):
    told = samples.get(f"/tickets/{token}")
    assert told.status_code == 404 and problem(told) in ("no-ticket", "no-address")


def test_requests_from_one_network_are_counted_with_those_of_the_pages(samples: Api):
    for _ in range(limits.SENT_PER_HOUR):
        assert samples.file(PLAIN).status_code == 201
    refused = samples.file(PLAIN)
    assert (refused.status_code, problem(refused)) == (429, "too-many")
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["RateLimit"].startswith('"tickets";r=0;t=')
    assert samples.file(PLAIN, **samples.key(Scope.TICKETS_WRITE)).status_code == 201
    samples.now += timedelta(hours=1)
    assert samples.file(PLAIN).status_code == 201


def test_one_key_files_only_so_many_in_an_hour(samples: Api, monkeypatch):
    monkeypatch.setattr(limits, "API_TICKETS_PER_HOUR_BY_KEY", 2)
    key = samples.key(Scope.TICKETS_WRITE)
    assert [samples.file(PLAIN, **key).status_code for _ in range(3)] == [201, 201, 429]


def test_while_the_store_is_away_nothing_is_promised(samples: Api, monkeypatch):
    def away(*_: object) -> None:
        raise StoreUnreachable(where="inside", why="inside")

    monkeypatch.setattr(samples.store, "ticket_by_form_key", away)
    refused = samples.file(PLAIN)
    assert (refused.status_code, problem(refused)) == (503, "away")
    assert refused.headers["Retry-After"] == "60" and "inside" not in refused.text


@pytest.mark.parametrize("step", ["<script>", "a" * 200, "card;DROP"])
def test_no_text_of_a_request_gets_into_an_event(samples: Api, step):
    assert problem(samples.answer("named-ends", step, "x")) == "does-not-fit"
