"""The list of tickets: what it shows, how it is narrowed down, what of it becomes a file."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest

from tests.webui.conftest import SAMPLES, Site
from tests.webui.pages import Page
from tests.webui.staff import Desk, desk, request_of
from webui.staff.forms import PAGE
from wizard.store import Author, Order, Role, State


@pytest.fixture
def site(start) -> Site:
    return start(SAMPLES)


@pytest.fixture
def agent(site: Site) -> Desk:
    return desk(site, Role.AGENT)


def listed(page: Page) -> list[str]:
    """The numbers of the tickets on a page of the list, in its order."""
    assert page.status == 200, page.text
    return [href.rpartition("/")[2] for href in page.hrefs("/staff/tickets/")]


def ids(*tickets) -> list[str]:
    return [str(ticket.id) for ticket in tickets]


def test_open_tickets_come_first_the_newest_at_the_top(site: Site, agent: Desk):
    old, new = request_of(site), request_of(site)
    request_of(site, status="solved")
    request_of(site, held="trap")
    assert listed(agent.get("/staff/")) == ids(new, old)


def test_each_part_of_the_inbox_has_its_tickets_and_their_number(site: Site, agent: Desk):
    tickets = {status: request_of(site, status=status) for status in ("open", "pending", "solved", "closed")}
    held = request_of(site, held="fast links")
    for status, ticket in tickets.items():
        assert listed(agent.get(f"/staff/?status={status}")) == ids(ticket)
    page = agent.get("/staff/?status=held")
    assert listed(page) == ids(held)
    assert "It was sent within three seconds. There are many links in it" in page.text
    assert listed(agent.get("/staff/?status=all")) == ids(*reversed(tickets.values()))
    assert "Solved 1" in page.text and "Held as spam 1" in page.text


def test_deliveries_that_wait_for_a_person_have_a_part_of_their_own(site: Site, agent: Desk):
    ticket = request_of(site)
    site.store.add_message(ticket.id, site.now, Author.CUSTOMER, "More", "key", [Order("rt", "said", "k")])
    request_of(site)
    assert listed(agent.get("/staff/?status=attention")) == []
    claimed = site.store.outbox.claim("worker", site.now, site.now + timedelta(minutes=5))
    assert claimed is not None
    site.store.outbox.leave(claimed.delivery, State.UNKNOWN, "no answer")
    page = agent.get("/staff/?status=attention")
    assert listed(page) == ids(ticket)
    assert "Delivery needs you" in page.text


def test_the_list_is_narrowed_by_department_tree_tag_and_whose_it_is(site: Site, agent: Desk):
    other = desk(site, Role.AGENT)
    sales = request_of(site, department="Sales", tags=["urgent", "فوری"])
    mine = request_of(site, assignee=agent.member.id, tree="staff-only", trail=[])
    theirs = request_of(site, assignee=other.member.id)
    for query, found in (
        ("department=Sales", [sales]),
        ("tag=urgent", [sales]),
        ("tag=فوری", [sales]),
        ("tag=urge", []),
        ("tree=staff-only", [mine]),
        ("assignee=me", [mine]),
        (f"assignee={other.member.id}", [theirs]),
        ("assignee=nobody", [sales]),
        ("assignee=me&tree=named-ends", []),
    ):
        assert listed(agent.get(f"/staff/?{query}")) == ids(*found), query


def test_words_are_looked_for_in_all_that_was_written(site: Site, agent: Desk):
    by_words = request_of(site, description="The FAN is loud")
    by_name = request_of(site, name="Maryam Rezai", contact_email="m.rezai@example.org")
    by_message = request_of(site, contact_phone="+98 21 5550100")
    site.store.add_message(by_message.id, site.now, Author.CUSTOMER, "It hums at night", "key")
    for words, ticket in (
        ("fan is", by_words),
        ("rezai", by_name),
        ("M.REZAI@", by_name),
        ("hums", by_message),
        ("5550100", by_message),
        (by_words.reference, by_words),
    ):
        assert listed(agent.get(f"/staff/?q={words.replace('+', '%2B')}")) == ids(ticket), words


@pytest.mark.parametrize(
    "words",
    ["%", "_", "'; DROP TABLE ticket; --", '" OR 1=1', "\\", "%00", "%f0%9f%92%a9", "a" * 4_000, "<script>"],
)
def test_words_that_mean_something_to_a_database_are_only_words(site: Site, agent: Desk, words: str):
    ticket = request_of(site)
    page = agent.get("/staff/", query_string={"q": words})
    assert listed(page) == []
    assert "<script>" not in page.html
    assert listed(agent.get("/staff/")) == ids(ticket)


@pytest.mark.parametrize(
    "query",
    [
        "before=99999999999999999999999999",
        "before=-1",
        "before=zero",
        "before=%DB%B1%DB%B2",
        "assignee=99999999999999999999999999",
        "status=nothing",
        "tag=%22",
        "department=%E2%80%AE",
    ],
)
def test_an_address_that_makes_no_sense_shows_a_list_all_the_same(site: Site, agent: Desk, query: str):
    request_of(site)
    assert agent.get(f"/staff/?{query}").status == 200


def test_a_long_list_goes_on_page_by_page(site: Site, agent: Desk):
    tickets = [request_of(site) for _ in range(2 * PAGE + 1)]
    page, seen = agent.get("/staff/?assignee=nobody"), []
    for _ in range(3):
        seen += listed(page)
        older = [link["href"] for link in page.links if link.get("rel") == "next"]
        page = agent.get(older[0]) if older else page
    assert seen == ids(*reversed(tickets))
    assert not [link for link in page.links if link.get("rel") == "next"]
    assert page.hrefs("/staff/?assignee=nobody")


def test_a_name_that_would_turn_the_line_round_is_shown_as_it_is(site: Site, agent: Desk):
    ticket = request_of(site, name="moc.elgoog\u202e\u2066<b>")
    page = agent.get("/staff/")
    assert "\u202e" not in page.html and "\u2066" not in page.html and "<b>" not in page.html
    assert "moc.elgoog\ufffd\ufffd&lt;b&gt;" in page.html
    assert "\u202e" not in agent.get(f"/staff/tickets/{ticket.id}").html


def test_the_filtered_list_is_a_table_that_no_spreadsheet_reckons_with(site: Site, agent: Desk):
    hostile = ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(1)", "\t=1", "  =1", "|cmd", "%1"]
    tickets = [request_of(site, description=words, tags=["=x"]) for words in hostile]
    request_of(site, status="solved")
    sent = agent.client.get("/staff/export.csv?status=open")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="requests.csv"'
    assert sent.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(sent.data.decode("utf-8-sig"), newline="")))
    assert [row["reference"] for row in rows] == [ticket.reference for ticket in reversed(tickets)]
    assert [row["description"] for row in rows] == [f"'{words}" for words in reversed(hostile)]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_export_holds_every_page_of_the_list_and_masks_serials(site: Site, agent: Desk):
    fields = {"card-device-serial": "ABCD-1234-5678", "laptop-model": "X1"}
    first = request_of(site, fields=fields)
    others = [request_of(site) for _ in range(PAGE + 3)]
    rows = json.loads(agent.client.get("/staff/export.json").data)
    assert len(rows) == len(others) + 1
    assert rows[-1]["reference"] == first.reference
    assert "ABCD" not in json.dumps(rows)
    assert rows[-1]["fields"]["laptop-model"] == "X1"
    assert rows[-1]["fields"]["card-device-serial"].endswith("5678")


def test_there_is_no_other_kind_of_export_and_each_one_is_noted(site: Site, agent: Desk, monkeypatch):
    noted = []
    monkeypatch.setattr(type(site.store.inbox), "note", lambda _, audited: noted.append(audited))
    assert agent.get("/staff/export.xml").status == 404
    assert noted == []
    request_of(site)
    assert agent.get("/staff/export.csv").status == 200
    assert [(one.who, one.what, one.details) for one in noted] == [
        (agent.member.name, "exported", {"kind": "csv", "tickets": 1})
    ]
