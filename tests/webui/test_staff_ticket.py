"""A ticket's page: what it tells, what staff can do on it, and that all of it is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.webui.conftest import SAMPLES, SHIPPED, Site
from tests.webui.staff import Desk, desk, request_of
from wizard.store import Attachment, Author, Order, Role, State, Ticket


@pytest.fixture
def site(start) -> Site:
    return start(SAMPLES)


@pytest.fixture
def agent(site: Site) -> Desk:
    return desk(site, Role.AGENT)


def now(site: Site, ticket: Ticket) -> Ticket:
    found = site.store.inbox.ticket(ticket.id)
    assert found is not None
    return found


def noted(site: Site, ticket: Ticket) -> list[str]:
    return [one.what for one in site.store.inbox.audited(ticket.id)]


def test_a_customers_whole_request_stands_on_the_page(site: Site, agent: Desk):
    sent = site.ticket(
        "/en/named-ends/ticket?card=lost&_w=whole-0123456789",
        description="It was in the drawer",
        phone="+98 21 12345678",
        name="Maryam",
    )
    assert sent.status == 303
    ticket = site.store.ticket_by_form_key("whole-0123456789")
    assert ticket is not None
    page = agent.get(f"/staff/tickets/{ticket.id}")
    for words in (
        ticket.reference,
        "The serial is refused",
        "What about the card?",
        "I lost it",
        "It was in the drawer",
        "reader@example.org",
        "+98 21 12345678",
        "Maryam",
    ):
        assert words in page.text, words
    assert page.hrefs("mailto:reader@example.org") and page.hrefs("tel:+982112345678")
    own = page.hrefs("/en/request/")
    assert own and site.get(own[0]).status == 200


def test_the_transcript_is_read_in_any_language_whatever_the_customer_walked_in(start):
    site = start(SHIPPED)
    trail = [{"tree": "question-marks", "step": "pattern", "value": "all", "source": "answered"}]
    facts = {"windows": {"host": "win10", "answered": "win11"}}
    tree = "question-marks"
    ticket = request_of(site, tree=tree, trail=trail, locale="fa", facts=facts)
    agent = desk(site, Role.AGENT, "en")
    english = agent.get(f"/staff/tickets/{ticket.id}")
    assert "What exactly do you see instead of the letters?" in english.text
    assert "The customer answered" in english.text and "The program said" in english.text
    arabic = agent.get(f"/staff/tickets/{ticket.id}?transcript=ar")
    assert 'lang="ar" dir="rtl"' in arabic.html
    assert "What exactly do you see" not in arabic.text and "Reply to the customer" in arabic.text
    assert agent.get(f"/staff/tickets/{ticket.id}?transcript=xx").text == english.text


def test_a_tree_that_is_gone_leaves_its_ids_and_no_error(site: Site, agent: Desk):
    trail = [{"tree": "no-such-tree", "step": "old-step", "value": "<b>", "source": "answered"}]
    facts = {"no-such-fact": {"host": "v"}}
    ticket = request_of(site, tree="no-such-tree", trail=trail, facts=facts)
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert page.status == 200 and "old-step" in page.text and "no-such-fact" in page.text
    assert "<b>" not in page.html


@pytest.mark.parametrize("number", ["0", "424242", "9" * 18, "9" * 40, "-1", "x"])
def test_a_ticket_that_is_not_there_is_not_found(site: Site, agent: Desk, number: str):
    assert agent.get(f"/staff/tickets/{number}").status == 404
    assert agent.get(f"/staff/tickets/{number}/files/1").status == 404


def test_a_reply_is_kept_once_however_often_it_is_sent_and_the_customer_reads_it(site: Site, agent: Desk):
    site.ticket("/en/ticket?_w=reply-0123456789")
    ticket = site.store.ticket_by_form_key("reply-0123456789")
    assert ticket is not None
    page = agent.get(f"/staff/tickets/{ticket.id}")
    sent = [agent.send(page, "/reply", reply="Try the other drawer", status="pending") for _ in range(3)]
    assert {one.status for one in sent} == {303}
    (message,) = site.store.messages_of(ticket.id)
    assert (message.author, message.internal, message.staff) == (Author.STAFF, False, agent.member.id)
    assert (now(site, ticket).status, now(site, ticket).assignee) == ("pending", agent.member.id)
    own = site.get(agent.get(f"/staff/tickets/{ticket.id}").hrefs("/en/request/")[0])
    assert "Try the other drawer" in own.text
    assert noted(site, ticket) == ["replied"]
    again = agent.act(ticket, "reply", reply="Try the other drawer", status="solved")
    assert again.status == 303 and len(site.store.messages_of(ticket.id)) == 2  # a new form says it anew


def test_a_reply_goes_to_the_customer_by_e_mail_where_there_is_one(site: Site, agent: Desk):
    from dataclasses import replace

    from webui.services import KEY

    reach = site.app.extensions[KEY].reach
    site.replace(reach=replace(reach, mail=True))
    with_mail, without = request_of(site), request_of(site, contact_email=None, contact_phone="+98211234567")
    for ticket in (with_mail, without):
        agent.act(ticket, "reply", reply="Hello")
    (delivery,) = site.store.outbox.deliveries_of(with_mail.id)
    (message,) = site.store.messages_of(with_mail.id)
    assert (delivery.helpdesk, delivery.purpose) == ("mail", f"reply:{message.id}")
    assert site.store.outbox.deliveries_of(without.id) == []
    assert "Ring them up" in agent.get(f"/staff/tickets/{without.id}").text


def test_a_note_is_for_staff_alone(site: Site, agent: Desk):
    site.ticket("/en/ticket?_w=noted-0123456789")
    ticket = site.store.ticket_by_form_key("noted-0123456789")
    assert ticket is not None
    agent.act(ticket, "note", note="This customer shouts")
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert "This customer shouts" in page.text and "Only staff see this" in page.text
    assert "shouts" not in site.get(page.hrefs("/en/request/")[0]).text
    assert now(site, ticket).status == "open"


@pytest.mark.parametrize("what", ["reply", "note"])
@pytest.mark.parametrize("words", ["", " \r\n ", "x" * 5_001, "\x00\x01"])
def test_words_that_cannot_be_kept_stand_in_the_box_again(site: Site, agent: Desk, what: str, words: str):
    ticket = request_of(site)
    page = agent.act(ticket, what, **{what: words})
    assert page.status == 422 and page.title.startswith("Error: ")
    assert site.store.messages_of(ticket.id) == []
    if len(words) > 5_000:
        assert words in page.html


def test_status_department_tags_and_whose_it_is_change_together_and_the_page_says_from_what(
    site: Site, agent: Desk
):
    ticket = request_of(site, department="Sales")
    given = {"status": "solved", "assignee": str(agent.member.id), "department": "", "tags": 'vip، "a", vip'}
    assert agent.act(ticket, "change", **given).headers["Location"].endswith("?done=change")
    kept = now(site, ticket)
    assert (kept.status, kept.assignee, kept.department) == ("solved", agent.member.id, None)
    assert kept.tags == ["vip", "a"]
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert "Status: from “Open” to “Solved”" in page.text
    assert f"Whose: from “Nobody” to “{agent.member.name}”" in page.text
    same = agent.act(ticket, "change", status="solved", assignee=str(agent.member.id), tags="vip, a")
    assert same.headers["Location"].endswith("?done=same")
    assert noted(site, ticket) == ["changed"]


def test_values_that_cannot_be_leave_a_ticket_as_it_is(site: Site, agent: Desk):
    writer = desk(site, Role.WRITER)
    ticket = request_of(site)
    for assignee in (str(writer.member.id), "9" * 30, "x"):
        agent.act(ticket, "change", status="exploded", assignee=assignee, department="Nowhere", tags="")
    assert now(site, ticket) == ticket


def test_a_held_ticket_is_released_once_and_then_goes_its_way(site: Site, agent: Desk):
    from dataclasses import replace

    from webui.services import KEY

    reach = site.app.extensions[KEY].reach
    site.replace(reach=replace(reach, default="desk", mail=True))
    ticket = request_of(site, held="trap")
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert "Something is filled in that people do not see" in page.text
    agent.send(page, "/release")
    agent.send(page, "/release")
    assert now(site, ticket).held is None
    assert [one.purpose for one in site.store.outbox.deliveries_of(ticket.id)] == ["ticket", "copy"]
    assert noted(site, ticket) == ["released"]


def test_a_double_is_closed_and_both_requests_name_each_other(site: Site, agent: Desk):
    first, second, third = (request_of(site) for _ in range(3))
    assert agent.act(second, "merge", merge=f" {first.reference.lower()} ").status == 303
    assert agent.act(third, "merge", merge=second.reference).status == 303
    for double in (second, third):
        assert (now(site, double).merged_into, now(site, double).status) == (first.id, "closed")
        assert agent.get(f"/staff/tickets/{double.id}").hrefs(f"/staff/tickets/{first.id}")
    page = agent.get(f"/staff/tickets/{first.id}")
    assert page.hrefs(f"/staff/tickets/{second.id}") and page.hrefs(f"/staff/tickets/{third.id}")
    assert noted(site, first) == ["double", "double"]


def test_a_ticket_is_no_double_of_itself_nor_of_its_own_doubles(site: Site, agent: Desk):
    first, second = request_of(site), request_of(site)
    agent.act(second, "merge", merge=first.reference)
    for reference in (first.reference, second.reference, "XXX-0000", "", "'; --", "\u202e"):
        page = agent.act(first, "merge", merge=reference)
        assert page.status == 422, reference
        assert "No other request has that number" in page.text
    assert now(site, first).merged_into is None


def test_a_double_that_is_opened_again_is_none_any_more(site: Site, agent: Desk):
    first, second = request_of(site), request_of(site)
    agent.act(second, "merge", merge=first.reference)
    agent.act(second, "change", status="open")
    assert (now(site, second).merged_into, now(site, second).status) == (None, "open")


def test_a_customers_page_says_that_their_request_was_closed_as_a_double(site: Site, agent: Desk):
    site.ticket("/en/ticket?_w=double-0123456789")
    double = site.store.ticket_by_form_key("double-0123456789")
    assert double is not None
    first = request_of(site, description="Words of somebody else")
    agent.act(double, "merge", merge=first.reference)
    own = site.get(agent.get(f"/staff/tickets/{double.id}").hrefs("/en/request/")[0])
    assert first.reference in own.text
    assert "Words of somebody else" not in own.text


def test_a_serial_is_masked_until_somebody_asks_and_that_is_noted(site: Site, agent: Desk):
    ticket = request_of(site, fields={"card-device-serial": "ABCD-1234-5678", "laptop-model": "X1"})
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert "ABCD-1234-5678" not in page.html and "5678" in page.text and "X1" in page.text
    shown = agent.send(page, "/show")
    assert shown.status == 200 and "ABCD-1234-5678" in shown.text
    assert "ABCD-1234-5678" not in agent.get(f"/staff/tickets/{ticket.id}").html
    (audited,) = site.store.inbox.audited(ticket.id)
    assert (audited.who, audited.what, audited.details) == (
        agent.member.name,
        "shown",
        {"field": "card-device-serial"},
    )
    assert agent.send(page, "/show", field="no-such-field").status == 404


def staged(site: Site, ticket: Ticket, name: str, content: bytes) -> int:
    file = Attachment(
        form_key=f"{ticket.form_key}-{name}",
        at=site.now,
        name=name,
        media_type="text/html",
        size=len(content),
        digest=name,
        content=content,
    )
    assert site.store.files.stage(file, 5)
    site.store.add_message(ticket.id, site.now, Author.CUSTOMER, "See the file", file.form_key)
    return site.store.files.of_ticket(ticket.id)[-1].id


def test_a_file_is_only_ever_saved_and_never_shown(site: Site, agent: Desk):
    ticket, other = request_of(site), request_of(site)
    number = staged(site, ticket, 'a"\r\nX: y\u202egnp.html', b"<script>alert(1)</script>")
    page = agent.get(f"/staff/tickets/{ticket.id}")
    (address,) = page.hrefs("/files/")
    sent = agent.client.get(address)
    assert sent.data == b"<script>alert(1)</script>"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in sent.headers["Content-Security-Policy"]
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "X" not in sent.headers and "\u202e" not in page.html
    assert agent.get(f"/staff/tickets/{other.id}/files/{number}").status == 404
    assert agent.get(f"/staff/tickets/{ticket.id}/files/{'9' * 30}").status == 404


def stuck(site: Site, ticket: Ticket) -> int:
    order = Order("rt", "said", f"k/{ticket.id}")
    site.store.add_message(ticket.id, site.now, Author.CUSTOMER, "More", "key", [order])
    claimed = site.store.outbox.claim("worker", site.now, site.now + timedelta(minutes=5))
    assert claimed is not None
    site.store.outbox.leave(claimed.delivery, State.STUCK, "403 <b>Forbidden</b>")
    return claimed.delivery.id


def test_a_stuck_delivery_is_shown_with_its_attempts_and_an_admin_has_it_tried_again(site: Site, agent: Desk):
    ticket = request_of(site)
    number = stuck(site, ticket)
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert "Stuck" in page.text and "1 attempt" in page.text and "403 <b>Forbidden</b>" in page.text
    assert not [form for form in page.forms if "/deliveries/" in form.action]
    admin = desk(site, Role.ADMIN)
    page = admin.get(f"/staff/tickets/{ticket.id}")
    again = admin.send(page, f"/deliveries/{number}", what="retry")
    assert again.headers["Location"].endswith("?done=retry")
    assert site.store.outbox.deliveries_of(ticket.id)[0].state is State.WAITING
    late = admin.send(page, f"/deliveries/{number}", what="retry")
    assert late.status == 409 and "does not wait for anybody any more" in late.text
    assert noted(site, ticket) == ["retried"]


def test_an_admin_takes_a_delivery_for_arrived_and_says_where(site: Site):
    admin = desk(site, Role.ADMIN)
    ticket, other = request_of(site), request_of(site)
    number = stuck(site, ticket)
    page = admin.get(f"/staff/tickets/{ticket.id}")
    elsewhere = admin.get(f"/staff/tickets/{other.id}")
    token = dict(elsewhere.forms[1].hidden)["_csrf"]
    address = f"/staff/tickets/{other.id}/deliveries/{number}"
    assert admin.post(address, {"_csrf": token, "what": "settle"}).status == 404
    assert admin.send(page, f"/deliveries/{number}", what="explode").status == 400
    admin.send(page, f"/deliveries/{number}", what="settle", external=" 47\n11 ")
    (delivery,) = site.store.outbox.deliveries_of(ticket.id)
    assert (delivery.state, delivery.external_id) == (State.DELIVERED, "47 11")
    assert noted(site, ticket) == ["settled"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://x"])
def test_the_address_that_a_helpdesk_gave_is_a_link_only_where_it_is_a_page(
    site: Site, agent: Desk, url: str
):
    ticket = request_of(site)
    order = Order("rt", "said", f"k/{ticket.id}")
    site.store.add_message(ticket.id, site.now, Author.CUSTOMER, "More", "key", [order])
    claimed = site.store.outbox.claim("worker", site.now, site.now + timedelta(minutes=5))
    assert claimed is not None
    site.store.outbox.delivered(claimed.delivery, site.now, "4711", url)
    page = agent.get(f"/staff/tickets/{ticket.id}")
    assert "4711" in page.text and url not in page.html
