"""Walking for a customer: staff see their steps, the walk is told apart, and the request is filed for the customer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.webui.conftest import HTMX, SAMPLES, SHIPPED, Site
from tests.webui.pages import Page
from tests.webui.staff import Desk, desk
from webui.services import KEY
from wizard.store import Role

TREE = "/staff/walk/en/staff-only"


@pytest.fixture
def site(start) -> Site:
    return start(SAMPLES)


@pytest.fixture
def agent(site: Site) -> Desk:
    return desk(site, Role.AGENT)


def answered(agent: Desk, page: Page, value: str) -> Page:
    return agent.follow(agent.send(page, "/staff/walk/", answer=value))


def walked(agent: Desk, address: str, *answers: str) -> Page:
    page = agent.get(address)
    for value in answers:
        page = answered(agent, page, value)
    return page


def test_staff_walk_steps_that_customers_never_see_and_those_are_marked(site: Site, agent: Desk):
    first = agent.get(TREE)
    assert first.h1 == "Set the service to Manual" and "Only for staff" not in first.text
    second = answered(agent, first, "not-solved")
    assert second.h1 == "What does sc query msiserver print?"
    assert "Only for staff: do not read it out" in second.text
    customers = site.walk("/en/staff-only", "not-solved")
    assert customers.h1 == "A person looks at it."


def test_instructions_for_staff_stand_on_their_pages_only(site: Site, agent: Desk):
    tree = site.app.extensions[KEY].library.staff["instructions-in-parts"]
    step = next(one for one in tree.steps if any(part.audience == "staff" for part in one.how))
    own = [part.text.source for part in step.how if part.audience == "staff"]
    address = f"instructions-in-parts?_at={step.id}"
    for_staff, for_customers = agent.get(f"/staff/walk/en/{address}"), site.get(f"/en/{address}")
    assert for_staff.h1 == for_customers.h1
    words = own[0].partition(":")[0]
    assert words in for_staff.text and words not in for_customers.text


def test_a_walk_of_staff_is_recorded_as_theirs(site: Site, agent: Desk):
    page = walked(agent, TREE + "?_w=staff-walk-0123456789", "not-solved", "stopped")
    assert page.status == 200
    events = site.events("staff-walk-0123456789")
    assert [(one.step, one.audience, one.channel) for one in events] == [
        ("manual", "staff", "phone"),
        ("state", "staff", "phone"),
    ]


def test_pages_of_the_walk_lead_to_pages_of_staff_alone(site: Site, agent: Desk):
    page = walked(agent, TREE, "not-solved", "unsure")
    inner = [href for href in page.hrefs() if href.startswith("/") and not href.startswith("/static/")]
    assert inner and all(href.startswith("/staff/") for href in inner)
    assert all(form.action.startswith("/staff/") for form in page.forms)
    assert not [link for link in page.links if link.get("rel") in ("canonical", "alternate")]
    assert 'content="noindex"' in page.html


def test_a_bad_answer_is_asked_again_and_an_old_form_too(site: Site, agent: Desk):
    page = agent.get(TREE)
    again = agent.send(page, "/staff/walk/", answer="no-such-option")
    assert again.status == 422 and again.title.startswith("Error: ")
    again = agent.send(page, "/staff/walk/", answer="solved", _step="no-such-step")
    assert again.status == 422 and again.h1 == "Set the service to Manual"


def test_with_htmx_a_walk_goes_on_by_redirects_and_the_heading_gets_the_focus(agent: Desk):
    page = agent.get(TREE + "?manual=not-solved", headers=HTMX)
    assert "autofocus" in page.html
    assert "autofocus" not in agent.get(TREE + "?manual=not-solved").html


def test_a_walk_goes_on_in_another_tree(agent: Desk):
    page = agent.follow(
        agent.send(agent.get("/staff/walk/en/jump-to-another-tree"), "/walk/", answer="e1603")
    )
    assert page.status == 303 and page.headers["Location"].startswith("/staff/walk/en/shared-question?")
    assert agent.follow(page).status == 200


@pytest.mark.parametrize("address", ["xx/staff-only", "en/no-such-tree", "en/no-such-tree/ticket", "xx/"])
def test_a_tree_or_language_that_is_not_there_is_not_found(agent: Desk, address: str):
    assert agent.get(f"/staff/walk/{address}").status == 404


def test_drafts_are_not_walked(site: Site, agent: Desk):
    found = site.app.extensions[KEY]
    draft = replace(found.library.staff["staff-only"], draft=True)
    library = replace(found.library, staff={**found.library.staff, "staff-only": draft})
    site.replace(library=library)
    assert agent.get(TREE).status == 404
    assert "/staff-only" not in agent.get("/staff/walk/en/").html


def test_the_request_is_filed_once_for_the_customer_and_says_by_whom(site: Site, agent: Desk):
    page = walked(agent, TREE + "?_w=call-0123456789", "not-solved", "stopped", "not-solved")
    address = next(href for href in page.hrefs("/ticket?"))
    form = agent.get(address)
    assert "What does sc query msiserver print?" in form.text
    given = {"email": "caller@example.org", "name": "Maryam", "description": "She reads it from the screen"}
    sent = [agent.send(form, "/ticket", **given) for _ in range(2)]
    assert {one.status for one in sent} == {303}
    ticket = site.store.ticket_by_form_key("call-0123456789")
    assert ticket is not None
    assert (ticket.audience, ticket.channel, ticket.filed_by) == ("staff", "phone", agent.member.id)
    assert (ticket.contact_email, ticket.name) == ("caller@example.org", "Maryam")
    assert ticket.held is None
    shown = agent.follow(sent[0])
    assert "The request is filed." in shown.text and "Filed it for the customer" in shown.text
    assert "By telephone" in shown.text
    assert "Filed by" in shown.text and shown.text.count(agent.member.name) >= 3
    assert [one.what for one in site.store.inbox.audited(ticket.id)] == ["filed"]
    own = site.get(shown.hrefs("/en/request/")[0])
    assert own.status == 200 and "She reads it from the screen" in own.text


def test_a_request_without_contact_or_words_is_shown_again(site: Site, agent: Desk):
    page = agent.follow(agent.get("/staff/walk/en/ticket"))
    again = agent.send(page, "/ticket", name="Maryam")
    assert again.status == 422
    assert "Say in a few words what is wrong" in again.text and "Give an e-mail address or" in again.text
    assert 'value="Maryam"' in again.html
    done = agent.send(again, "/ticket", description="It does not start", phone="+98 21 1234 5678")
    assert done.status == 303
    assert "It does not start" in agent.follow(done).text


def test_other_words_under_the_same_form_leave_what_was_filed(site: Site, agent: Desk):
    page = agent.get("/staff/walk/en/ticket?_w=again-0123456789")
    agent.send(page, "/ticket", description="First", email="caller@example.org")
    second = agent.send(page, "/ticket", description="Second", email="caller@example.org")
    shown = agent.follow(second)
    assert "First" in shown.text and "Second" not in shown.text
    assert "filed before with other words" in shown.text


def test_the_list_of_trees_is_searched_by_the_customers_words(start):
    site = start(SHIPPED)
    agent = desk(site, Role.AGENT, "fa")
    page = agent.follow(agent.get("/staff/walk/"))
    assert page.root["lang"] == "fa"
    assert page.hrefs("/staff/walk/fa/question-marks")
    found = agent.get("/staff/walk/fa/?q=علامت سوال")
    assert found.hrefs("/staff/walk/fa/question-marks")
    assert not found.hrefs("/staff/walk/fa/portals")
