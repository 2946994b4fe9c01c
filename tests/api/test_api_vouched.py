"""What a product vouched for counts on a walk over the API too, and who the customer is joins on the server alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.conftest import Api, problem
from wizard.contexts.keeping import id_hash
from wizard.store import Context, Json
from wizard.tickets import find

WHO: dict[str, Json] = {
    "email": "sara@example.org",
    "name": "Sara",
    "serials": {"card-device-serial": "AB12-CD34-EF56"},
}


@pytest.fixture
def walk(shipped: Api) -> dict[str, str]:
    """What is known on a walk whose product vouched for the Windows and the customer."""
    context = f"vouched-context-{shipped.now:%Y%m%d}"
    kept = Context(
        id_hash=id_hash(context),
        product="jami-tafasir",
        nonce=f"nonce-{shipped.now:%Y%m%d}",
        at=shipped.now,
        expires=shipped.now + timedelta(hours=1),
        facts={"windows": "win11"},
        identity=WHO,
    )
    shipped.store.contexts.keep(kept)
    return {"where": "program", "windows~host": "win10", "_c": context}


def request(walk: dict[str, str], **more) -> dict:
    return {"tree": "digits-instead-of-letters", "known": walk, "description": "Mine", **more}


def test_a_vouched_fact_is_believed_and_says_so(shipped: Api, walk):
    tree = "/trees/digits-instead-of-letters/position"
    (line,) = shipped.get(tree, query_string=walk).json["besides"]
    assert (line["value"], line["source"]) == ("win11", "verified")
    (line,) = shipped.get(tree, query_string={**walk, "_c": "somebody-elses-id"}).json["besides"]
    assert (line["value"], line["source"]) == ("win10", "host")


def test_nothing_of_the_customer_is_told(shipped: Api, walk):
    told = shipped.get("/trees/digits-instead-of-letters/position", query_string=walk)
    assert not any(word in told.text for word in ("sara", "Sara", "AB12"))
    assert walk["_c"] not in told.json["url"] and f"_c={walk['_c']}" in told.json["query"]


def test_who_the_customer_is_joins_a_request_only_when_they_agree(shipped: Api, walk):
    filed = shipped.file(request(walk, vouched=True))
    ticket = find(shipped.store, filed.json["token"])
    assert ticket and (ticket.contact_email, ticket.name) == ("sara@example.org", "Sara")
    assert ticket.fields == {"card-device-serial": "AB12-CD34-EF56"}
    assert "sara" not in filed.text
    assert "AB12" not in shipped.get(f"/tickets/{filed.json['token']}").text
    own = shipped.file(request(walk, email="own@example.org"))
    ticket = find(shipped.store, own.json["token"])
    assert ticket and (ticket.contact_email, ticket.name) == ("own@example.org", None)


def test_an_unknown_context_reaches_nobody(shipped: Api, walk):
    refused = shipped.file(request({**walk, "_c": "somebody-elses-id"}, vouched=True))
    assert problem(refused) == "does-not-fit"
    assert [error["pointer"] for error in refused.json["errors"]] == ["/email"]
