"""A customer and support walk together: both see each answer, none is lost, the customer ends it at any time."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.webui.conftest import SAMPLES, SHIPPED, Site
from tests.webui.pages import Form, Page
from tests.webui.staff import Desk, desk, form_to
from tests.webui.test_codes import vouched
from wizard.limits import JOINS_PER_HOUR
from wizard.store import Role

MINE = "walk-of-a-customer-0123"
WALK = f"/en/question-marks?windows~host=win10&_w={MINE}"
JOINING = "/staff/together"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("together")


@pytest.fixture(scope="module")
def started(start, folder: Path) -> Site:
    return start(SHIPPED, folder / "wizard.db")


@pytest.fixture
def site(started: Site) -> Site:
    """The site on a day of its own, so that nothing counts in another test's hour."""
    started.now += timedelta(days=1)
    return started


@pytest.fixture
def agent(site: Site) -> Desk:
    return desk(site, Role.AGENT, name="Sara")


def begun(site: Site, address: str = WALK) -> Page:
    """The customer's page once they have begun to walk together."""
    offer = next(form for form in site.get(address).forms if form.action == "/c")
    return site.follow(site.post("/together", dict(offer.hidden)))


def here(page: Page) -> str:
    """The address at which the page asks where the two are."""
    (found,) = re.findall(r'data-here="([^"]+)"', page.html)
    return unescape(found)


def code_of(page: Page) -> str:
    found = re.search(r'class="code-letters" dir="ltr">([^<]+)</bdi>', page.html)
    assert found, page.text
    return found[1]


def joined(agent: Desk, code: str) -> Page:
    """The page of staff once they have joined."""
    answered = agent.send(agent.get(JOINING), JOINING, code=code)
    return agent.follow(agent.follow(answered))


def step_form(page: Page) -> Form:
    return next(form for form in page.forms if "answer" in form.attributes.get("class", ""))


def answered(site: Site, page: Page, value: str) -> Page:
    return site.follow(site.send(step_form(page), {"answer": value}))


def staff_answered(agent: Desk, page: Page, value: str) -> Page:
    form = step_form(page)
    return agent.follow(agent.post(form.action, {**dict(form.hidden), "answer": value}))


def polled(site: Site, page: Page, client=None) -> tuple[int, dict]:
    """What the script of a page is told."""
    state = re.search(r'data-state="([^"]+)"', page.html)
    seen = re.search(r'data-seen="([^"]+)"', page.html)
    assert state and seen
    address = state[1].replace("&amp;", "&")
    told = (client or site.client).get(address, headers={"If-None-Match": seen[1].replace("&#34;", '"')})
    return told.status_code, told.get_json() if told.status_code == 200 else {}


def test_the_customer_reads_a_code_and_sees_who_looks_along(site: Site, agent: Desk):
    page = begun(site)
    assert page.status == 200 and page.h1 == site.get(WALK).h1
    assert "Read this code" in page.text and "can end it at any time" in page.text
    assert polled(site, page) == (304, {})
    there = joined(agent, code_of(page).lower())
    assert there.h1 == page.h1 and "You are with the customer" in there.text
    status, told = polled(site, page)
    assert status == 200 and not told["moved"]
    again = site.get(here(page))
    assert "Sara of support sees this step" in again.text
    assert 'class="code-letters"' not in again.html
    assert polled(site, again) == (304, {})


def test_each_sees_what_the_other_answered(site: Site, agent: Desk):
    customer = begun(site)
    support = joined(agent, code_of(customer))
    customer = answered(site, customer, "all")
    status, told = polled(site, support, agent.client)
    assert status == 200 and told["moved"]
    support = agent.get(told["address"])
    assert support.h1 == customer.h1 and "The other side has answered" in support.text
    support = staff_answered(agent, support, "program")
    status, told = polled(site, customer)
    assert told["moved"]
    customer = site.get(told["address"])
    assert customer.h1 == support.h1 != site.get(WALK).h1
    assert [(event.step, event.audience, event.channel) for event in site.events(MINE)] == [
        ("pattern", "customer", "together"),
        ("where", "staff", "together"),
    ]


def test_without_a_script_a_link_shows_the_latest(site: Site, agent: Desk):
    customer = begun(site)
    support = joined(agent, code_of(customer))
    customer = answered(site, customer, "all")
    (latest,) = [one for one in support.hrefs(JOINING) if "locale=" in one]
    assert agent.follow(agent.get(latest)).h1 == customer.h1
    staff_answered(agent, agent.follow(agent.get(latest)), "program")
    (latest,) = [one for one in customer.hrefs("/together/") if "locale=" in one]
    there = site.follow(site.get(latest))
    assert there.h1 != customer.h1 and there.hrefs("_at=where")


def test_an_old_page_says_that_it_is_not_where_the_two_are(site: Site, agent: Desk):
    customer = begun(site)
    before = customer.form.action
    answered(site, customer, "all")
    old = site.get(f"{step_form(customer).action}?windows~host=win10&_w={MINE}")
    assert before and "This is not where the two of you are now." in old.text
    assert "This is not where" not in customer.text


def test_answers_that_both_give_at_once_to_different_steps_are_both_kept(site: Site, agent: Desk):
    customer = begun(site, WALK.replace("question-marks", "digits-instead-of-letters"))
    support = joined(agent, code_of(customer))
    stale = support
    customer = answered(site, customer, "everywhere")
    customer = answered(site, customer, "right-side")
    support = staff_answered(agent, stale, "everywhere")
    assert "You both answered at the same time." in support.text
    assert support.h1 == customer.h1  # what the customer answered meanwhile is still known
    status, told = polled(site, customer)
    assert status == 200 and told["moved"]


def test_of_two_answers_to_one_step_the_later_counts_and_both_see_it(site: Site, agent: Desk):
    customer = begun(site, WALK.replace("question-marks", "digits-instead-of-letters"))
    support = joined(agent, code_of(customer))
    customer = answered(site, customer, "everywhere")
    support = staff_answered(agent, support, "english")
    assert support.h1 != customer.h1 and "You both answered" in support.text
    _, told = polled(site, customer)
    assert site.get(told["address"]).h1 == support.h1


def test_an_answer_to_a_page_of_a_guide_that_was_left_leads_to_the_latest(start, tmp_path: Path):
    site = start(SAMPLES, tmp_path / "wizard.db")
    jump = site.app.extensions["wizard"].library.customers
    tree = next(
        tree
        for tree in jump.values()
        if any(o.goto and o.goto.startswith("tree:") for o in tree.steps[0].options)
    )
    option = next(o for o in tree.steps[0].options if o.goto and o.goto.startswith("tree:"))
    agent = desk(site, Role.AGENT)
    customer = begun(site, f"/en/{tree.id}?_w={MINE}")
    support = joined(agent, code_of(customer))
    moved = answered(site, customer, option.id)
    moved = site.follow(moved) if moved.status == 302 else moved
    form = step_form(support)
    late = agent.post(form.action, {**dict(form.hidden), "answer": option.id})
    there = agent.follow(late)
    assert there.h1 == moved.h1 and "You both answered" in there.text


def test_two_who_write_at_the_same_moment_lose_nothing(site: Site, agent: Desk):
    tree = "digits-instead-of-letters"
    for number in range(5):
        mine = f"walk-at-once-{number:08}"
        customer = begun(site, f"/en/{tree}?_w={mine}")
        code = code_of(customer)
        support = joined(agent, code)
        support = staff_answered(agent, support, "everywhere")
        old, new = step_form(customer), step_form(support)
        together = threading.Barrier(2)

        def send(client, form, value, together=together):
            together.wait()
            return client.post(form.action, data={**dict(form.hidden), "answer": value}).status_code

        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(send, site.app.test_client(), old, "everywhere")
            second = pool.submit(send, agent.client, new, "right-side")
            assert (first.result(), second.result()) == (303, 303)
        latest = agent.follow(agent.get(f"{JOINING}/{code.replace(' ', '')}"))
        assert latest.hrefs("_at=keys") and latest.hrefs("_at=where")


def test_going_back_and_answering_anew_is_taken_as_the_latest(site: Site, agent: Desk):
    customer = answered(site, begun(site), "all")
    back = site.get(next(one for one in customer.hrefs("_at=pattern")))
    assert "This is not where" not in back.text
    changed = answered(site, back, "some")
    code = re.findall(r"/together/([A-Z0-9]+)/", changed.html)[0]
    assert joined(agent, code).h1 == changed.h1


def test_a_bad_answer_is_shown_again_with_what_to_do(site: Site, agent: Desk):
    customer = begun(site)
    page = site.send(step_form(customer), {"answer": "no-such"})
    assert page.status == 422 and page.title.startswith("Error: ")
    assert polled(site, customer) == (304, {})


def test_the_customer_ends_it_at_any_time_and_goes_on_alone(site: Site, agent: Desk):
    customer = begun(site)
    code = code_of(customer)
    support = joined(agent, code)
    customer = answered(site, customer, "all")
    alone = site.send(form_to(customer, "/end"), {})
    assert alone.headers["Location"].startswith("/en/question-marks?") and MINE in alone.headers["Location"]
    assert "_channel" not in alone.headers["Location"]
    assert site.follow(alone).h1 == customer.h1 and 'id="together"' not in site.follow(alone).html
    assert polled(site, support, agent.client)[0] == 410
    late = agent.post(step_form(support).action, {**dict(step_form(support).hidden), "answer": "all"})
    assert "no longer with the customer" in agent.follow(late).text
    gone = site.send(step_form(customer), {"answer": "program"})
    assert gone.status == 410 and gone.hrefs("/en/question-marks?")
    assert "Nobody waits" in agent.send(agent.get(JOINING), JOINING, code=code).text


def test_only_who_knows_the_walk_can_end_or_follow_it(site: Site, agent: Desk):
    customer = begun(site)
    code = code_of(customer).replace(" ", "")
    other = "walk-of-another-01234567"
    stranger = site.get(f"/together/{code}/en/question-marks?_w={other}")
    assert stranger.status == 410 and 'id="together"' not in stranger.html
    assert site.client.get(f"/together/{code}/state?_w={other}").status_code == 410
    assert site.get(f"/together/{code}").status == 410
    site.send(form_to(customer, "/end"), {"_w": other})
    posted = {**dict(step_form(customer).hidden), "_w": other, "answer": "all"}
    assert site.post(step_form(customer).action, posted).status == 410
    assert polled(site, customer) == (304, {})
    assert agent.get(f"{JOINING}/{code}").status == 303  # not joined: to the box


def test_staff_hand_back_and_can_join_again(site: Site, agent: Desk):
    customer = begun(site)
    code = code_of(customer)
    support = joined(agent, code)
    left = agent.follow(agent.send(support, "/leave"))
    assert "You have handed back" in left.text
    assert polled(site, customer)[0] == 304  # as it was when nobody looked
    assert "Read this code" in site.get(here(customer)).text
    assert agent.get(f"{JOINING}/{code.replace(' ', '')}").status == 303
    assert joined(agent, code).h1 == customer.h1


def test_a_colleague_takes_over(site: Site, agent: Desk):
    customer = begun(site)
    first = joined(agent, code_of(customer))
    other = desk(site, Role.AGENT, name="Omid")
    assert joined(other, code_of(customer)).h1 == customer.h1
    assert polled(site, first, agent.client)[0] == 410
    assert "Omid of support" in site.get(here(customer)).text


def test_what_staff_do_is_noted(site: Site, agent: Desk, folder: Path):
    customer = begun(site)
    support = joined(agent, code_of(customer))
    agent.send(support, "/leave")
    engine = create_engine(f"sqlite:///{folder / 'wizard.db'}")
    with engine.connect() as connection:
        noted = connection.execute(text("SELECT who, what, details FROM audit ORDER BY id")).all()
    engine.dispose()
    own = [(what, details) for who, what, details in noted if who == "Sara"][-2:]
    assert [what for what, _ in own] == ["joined", "left"]
    assert all("question-marks" in details and MINE not in details for _, details in own)


def test_writers_and_strangers_may_not_join(site: Site):
    writer = desk(site, Role.WRITER)
    code = code_of(begun(site)).replace(" ", "")
    for address in (
        JOINING,
        f"{JOINING}/{code}",
        f"{JOINING}/{code}/state",
        f"{JOINING}/{code}/en/question-marks",
    ):
        assert writer.get(address).status == 403, address
        assert "/staff/login" in site.get(address).headers["Location"], address
    assert writer.post(JOINING, {"code": code}).status == 403


def test_a_form_without_our_proof_does_nothing(site: Site, agent: Desk):
    customer = begun(site)
    support = joined(agent, code_of(customer))
    form = dict(step_form(support).hidden)
    form.pop("_csrf")
    assert agent.post(step_form(support).action, {**form, "answer": "all"}).status == 403
    assert agent.post(JOINING, {"code": code_of(customer)}).status == 403
    assert agent.post(form_to(support, "/leave").action, {}).status == 403
    assert polled(site, support, agent.client)[0] == 304


def test_staff_see_the_customers_tree_without_the_steps_for_staff(start, tmp_path: Path):
    site = start(SAMPLES, tmp_path / "wizard.db")
    agent = desk(site, Role.AGENT)
    customer = begun(site, f"/en/staff-only?_w={MINE}")
    support = staff_answered(agent, joined(agent, code_of(customer)), "not-solved")
    assert support.h1 == site.walk("/en/staff-only", "not-solved").h1 == "A person looks at it."


def test_a_code_lasts_half_an_hour_and_the_walk_together_two(site: Site, agent: Desk):
    code = code_of(begun(site))
    site.now += timedelta(minutes=30)
    assert "Nobody waits" in agent.send(agent.get(JOINING), JOINING, code=code).text
    customer = begun(site)
    joined(agent, code_of(customer))
    site.now += timedelta(minutes=119)
    assert polled(site, customer)[0] == 200
    site.now += timedelta(minutes=1)
    assert polled(site, customer)[0] == 410


def test_a_resume_code_joins_nothing_and_one_for_two_opens_nothing(site: Site, agent: Desk):
    offer = next(form for form in site.get(WALK).forms if form.action == "/c")
    resume = code_of(site.post("/c", dict(offer.hidden)))
    together = code_of(begun(site))
    assert "Nobody waits" in agent.send(agent.get(JOINING), JOINING, code=resume).text
    assert site.get(f"/c/{together}").status == 404


def test_guessing_codes_of_others_has_an_end_for_staff_too(site: Site, agent: Desk):
    page = agent.get(JOINING)
    statuses = [agent.send(page, JOINING, code="777777").status for _ in range(JOINS_PER_HOUR + 1)]
    assert statuses == [422] * JOINS_PER_HOUR + [429]
    code = code_of(begun(site))
    assert agent.send(page, JOINING, code=code).status == 429


@pytest.mark.parametrize("code", ["..%2F..", "x" * 300, "%00", "<b>", "ABC", "😀😀😀😀😀😀"])
def test_what_is_no_code_breaks_nothing(site: Site, agent: Desk, code):
    assert site.get(f"/together/{code}/en/question-marks?_w={MINE}").status in (404, 410)
    assert site.get(f"/together/{code}?_w={MINE}").status in (404, 410)
    assert agent.get(f"{JOINING}/{code}/en/question-marks").status in (303, 404)
    answered = agent.send(agent.get(JOINING), JOINING, code=code)
    assert answered.status == 422 and "<b>" not in answered.html


def test_the_request_form_is_the_customers_alone(site: Site, agent: Desk):
    customer = begun(site)
    joined(agent, code_of(customer))
    (form,) = {one.partition("?")[0] for one in customer.hrefs("/ticket?")}
    assert form == "/en/question-marks/ticket"
    site.ticket(customer.hrefs("/ticket?")[0], description="Nobody looks at this", email="reader@example.org")
    assert polled(site, customer)[0] == 200  # who looks along, and no more than that
    latest = agent.follow(agent.get(f"{JOINING}/{code_of(customer).replace(' ', '')}"))
    assert "Nobody looks" not in latest.text and "reader@example.org" not in latest.text


def test_staff_file_the_request_of_the_walk_under_an_id_of_its_own(site: Site, agent: Desk):
    support = staff_answered(agent, joined(agent, code_of(begun(site))), "all")
    address = next(one for one in support.hrefs("/staff/walk/en/question-marks/ticket"))
    assert "pattern=all" in address and "_w=" not in address
    form = agent.follow(agent.get(address))
    assert form.status == 200 and MINE not in form.html


def test_staff_are_never_shown_what_the_customer_proves_themselves_by(site: Site, agent: Desk):
    customer = begun(site)
    code = code_of(customer).replace(" ", "")
    support = joined(agent, code)
    answered(site, customer, "all")
    _, told = polled(site, support, agent.client)
    wrong = agent.post(step_form(support).action, {**dict(step_form(support).hidden), "answer": "no-such"})
    latest = agent.get(f"{JOINING}/{code}")
    after = staff_answered(agent, agent.follow(latest), "program")
    seen = (support.html, told["address"], wrong.html, latest.headers["Location"], after.html)
    assert wrong.status == 422 and [one for one in seen if MINE in one] == []
    own = re.search(r'name="_w" value="([^"]+)"', after.html)
    assert own and site.get(f"/together/{code}/en/question-marks?_w={own[1]}").status == 410
    assert [event.audience for event in site.events(MINE)][-2:] == ["customer", "staff"]


def test_the_computer_of_staff_is_not_looked_at(start, tmp_path: Path):
    site = start(SAMPLES, tmp_path / "wizard.db")
    customer = begun(site, f"/en/seen-by-the-page?_w={MINE}")
    assert "data-detect=" in customer.html
    support = joined(desk(site, Role.AGENT), code_of(customer))
    assert support.h1 == customer.h1 and "data-detect=" not in support.html


def test_joining_again_does_not_make_the_two_hours_longer(site: Site, agent: Desk):
    code = code_of(begun(site))
    joined(agent, code)
    site.now += timedelta(minutes=119)
    support = joined(agent, code)
    assert polled(site, support, agent.client)[0] != 410
    site.now += timedelta(minutes=1)
    assert polled(site, support, agent.client)[0] == 410


def test_it_is_ended_even_from_a_page_whose_guide_has_gone(site: Site, agent: Desk):
    customer = begun(site)
    support = joined(agent, code_of(customer))
    assert site.send(form_to(customer, "/end"), {"tree": "gone-since"}).status == 404
    assert polled(site, support, agent.client)[0] == 410


def test_neither_the_context_nor_the_code_itself_is_kept(site: Site, folder: Path):
    context = vouched(site)
    page = begun(site, f"/en/question-marks?_w={MINE}&_c={context}")
    assert context in page.html
    page = answered(site, page, "all")
    assert context in page.html
    engine = create_engine(f"sqlite:///{folder / 'wizard.db'}")
    with engine.connect() as connection:
        kept = str([tuple(row) for row in connection.execute(text("SELECT * FROM co_walk"))])
    engine.dispose()
    assert MINE in kept and context not in kept and "reader@example.org" not in kept
    assert "windows~host=win11" in kept
    code = re.search(r"/together/([A-Z0-9]+)/", page.html)
    assert code and code[1] not in kept


def test_support_is_told_what_a_product_vouched_for_but_not_who_the_customer_is(site: Site, agent: Desk):
    context = vouched(site)
    customer = begun(site, f"/en/question-marks?pattern=all&where=program&_w={MINE}&_c={context}")
    support = joined(agent, code_of(customer))
    assert support.h1 == customer.h1 and "Windows 11" in support.text
    assert context not in support.html and "reader@example.org" not in support.html
    support = staff_answered(agent, support, "not-solved")
    _, told = polled(site, customer)
    there = site.get(told["address"])
    assert there.h1 == support.h1 and context in there.html


def test_beginning_again_ends_the_earlier_one(site: Site, agent: Desk):
    first = code_of(begun(site))
    second = code_of(begun(site))
    assert "Nobody waits" in agent.send(agent.get(JOINING), JOINING, code=first).text
    assert joined(agent, second).status == 200


def test_pages_of_those_who_walk_alone_know_nothing_of_it(site: Site):
    page = site.get(WALK)
    assert "together.js" not in page.html and 'id="together"' not in page.html
    assert "together.js" in begun(site).html
