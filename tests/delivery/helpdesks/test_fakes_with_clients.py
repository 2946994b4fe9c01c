"""Clients that others wrote work with the fakes too, and see what our adapters made: no fake is our reading alone."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.delivery.fakes.serving import served
from tests.delivery.helpdesks import desks
from tests.delivery.helpdesks.desks import LOG, TEXT, parcel_of


@pytest.fixture
def trusting(ca_file, monkeypatch) -> Iterator[requests.Session]:
    """A session of `requests`; all of them trust the certificate of the test."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", ca_file)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with requests.Session() as session:
        yield session


def test_zammad_py_makes_and_reads_tickets(zammad, tmp_path, reference):
    from zammad_py import ZammadAPI  # type: ignore[import-untyped]

    with served(zammad) as url:
        client = ZammadAPI(f"{url}/api/v1/", http_token=zammad.token)
        try:
            assert client.user.me()["login"] == "wizard@example.org"
            made = client.ticket.create(
                {
                    "title": "by another client",
                    "group": "Users",
                    "customer_id": "guess:someone@example.org",
                    "article": {"subject": "s", "body": "b", "type": "note", "internal": False},
                }
            )
            assert client.ticket.find(made["id"])["title"] == "by another client"
            adapter = desks.zammad_desk(zammad, url).adapter(tmp_path)
            number = int(adapter.create(parcel_of(reference)).external_id)
            assert number != made["id"]
            [article] = client.ticket.articles(number)
            assert article["body"] == TEXT
            [file] = [one for one in article["attachments"] if one["filename"] == "تصویر صفحه.png"]
            assert client.ticket_article_attachment.download(file["id"], article["id"], number) == LOG
            client.ticket.update(number, {"state": "closed"})
            assert adapter.status(str(number)) == "closed"
            assert adapter.status(str(made["id"])) == "open"
        finally:
            client.session.close()


def test_zenpy_makes_and_reads_tickets(zendesk, tmp_path, reference, tls, ca_file, trusting):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the client
        from zenpy import Zenpy  # type: ignore[import-untyped]
        from zenpy.lib.api_objects import Comment, Ticket  # type: ignore[import-untyped]

    with served(zendesk, tls) as url:
        # It reaches https://{subdomain}.{domain} alone.
        subdomain, _, domain = url.removeprefix("https://").partition(".")
        who = {"email": zendesk.email, "token": zendesk.token}
        client = Zenpy(domain=domain, subdomain=subdomain, disable_cache=True, **who)
        trusting.auth = (f"{zendesk.email}/token", zendesk.token)
        assert client.users.me().email == zendesk.email
        made = client.tickets.create(Ticket(subject="by another client", comment=Comment(body="b"))).ticket
        assert client.tickets(id=made.id).subject == "by another client"
        adapter = desks.zendesk_desk(zendesk, url).adapter(tmp_path, ca_file=ca_file)
        number = int(adapter.create(parcel_of(reference)).external_id)
        ticket = client.tickets(id=number)
        assert ticket.external_id == parcel_of(reference).key
        [comment] = list(client.tickets.comments(ticket=number))
        assert comment.body == TEXT
        [file] = [one for one in comment.attachments if one.file_name == "تصویر صفحه.png"]
        assert trusting.get(file.content_url).content == LOG
        ticket.status = "pending"
        client.tickets.update(ticket)
        assert adapter.status(str(number)) == "pending"


def test_python_freshdesk_makes_and_reads_tickets(freshdesk, tmp_path, reference, tls, ca_file, trusting):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the client
        from freshdesk.api import API  # type: ignore[import-untyped]

    log = tmp_path / "log.txt"
    log.write_bytes(LOG)
    with served(freshdesk, tls) as url:
        client = API("example.freshdesk.com", freshdesk.api_key)
        # It reaches hosts of freshdesk.com alone.
        client._api_prefix = f"{url}/api/v2/"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it never closes the files that it opens
                made = client.tickets.create_ticket(
                    "by another client", email="a@example.org", description="b", attachments=[str(log)]
                )
                gc.collect()
            assert freshdesk.files[made.attachments[0]["id"]] == LOG
            adapter = desks.freshdesk_desk(freshdesk, url).adapter(tmp_path, ca_file=ca_file)
            number = int(adapter.create(parcel_of(reference)).external_id)
            ticket = client.tickets.get_ticket(number)
            assert ticket.description_text == TEXT
            assert ticket.custom_fields["cf_idempotency_key"] == parcel_of(reference).key
            assert {one.id for one in client.tickets.list_tickets(filter_name=None)} == {made.id, number}
            assert {Path(one["name"]).suffix for one in ticket.attachments} == {".json", ".png"}
            client.tickets.update_ticket(number, status=4)
            assert adapter.status(str(number)) == "solved"
            client.comments.create_note(number, "by another client")
            assert not adapter.find(parcel_of(reference, "said:1").key)
        finally:
            client._session.close()


def test_what_freshdesk_has_not_indexed_yet_is_found(freshdesk, freshdesk_desk, tmp_path, reference):
    adapter = freshdesk_desk.adapter(tmp_path)
    freshdesk.indexed = False
    receipt = adapter.create(parcel_of(reference))
    assert adapter.find(parcel_of(reference).key) == receipt


def test_zendesk_knows_a_key_again_whatever_its_search_says(zendesk, zendesk_desk, tmp_path, reference):
    from wizard.delivery.helpdesk import Unclear

    adapter = zendesk_desk.adapter(tmp_path)
    adapter.create(parcel_of(reference))
    with pytest.raises(Unclear, match="has had this key before"):
        adapter.create(parcel_of(reference))
    assert len(zendesk.tickets) == 1


def test_what_was_added_is_found_behind_a_hundred_comments(zendesk, zendesk_desk, tmp_path, reference):
    adapter = zendesk_desk.adapter(tmp_path)
    number = int(adapter.create(parcel_of(reference)).external_id)
    zendesk.comments[number] += [{**zendesk.comments[number][0], "id": 10 + n} for n in range(250)]
    more = parcel_of(reference, "said:4", enclosures=())
    assert adapter.find(more.key) is None
    adapter.create(more)
    assert adapter.find(more.key) is not None


def test_osticket_gets_what_its_documentation_asks_for(osticket, osticket_desk, tmp_path, reference):
    adapter = osticket_desk.adapter(tmp_path, topic=2)
    assert adapter.create(parcel_of(reference)).external_id == "100001"
    [ticket] = osticket.tickets
    assert (ticket["topicId"], ticket["alert"], ticket["autorespond"]) == ("2", True, False)
    assert (ticket["name"], ticket["email"], ticket["phone"]) == (
        "مریم رضایی",
        "maryam@example.org",
        "+98 912 000 0000",
    )
