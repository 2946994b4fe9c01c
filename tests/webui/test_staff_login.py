"""Logging in: who may, how often they may try, what the cookie says, and what each role comes by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.webui.conftest import SAMPLES, Site
from tests.webui.staff import PASSWORD, Desk, desk, form_to, request_of
from webui.staff.addresses import local
from webui.staff.guard import PER_BOTH
from wizard.staff.accounts import end_logins, set_active, set_role
from wizard.staff.passwords import fits, hashed
from wizard.store import Role

GETS = (
    "/staff/",
    "/staff/export.csv",
    "/staff/tickets/1",
    "/staff/tickets/1/files/1",
    "/staff/walk/",
    "/staff/walk/en/",
    "/staff/walk/en/staff-only",
    "/staff/walk/en/staff-only/ticket",
    "/staff/walk/en/ticket",
    "/staff/people",
    "/staff/account",
)
POSTS = (
    "/staff/tickets/1/reply",
    "/staff/tickets/1/note",
    "/staff/tickets/1/change",
    "/staff/tickets/1/release",
    "/staff/tickets/1/merge",
    "/staff/tickets/1/show",
    "/staff/tickets/1/deliveries/1",
    "/staff/walk/en/staff-only",
    "/staff/walk/en/staff-only/ticket",
    "/staff/people/1",
    "/staff/account",
    "/staff/logout",
)


@pytest.fixture(scope="module")
def _site(start):
    return start(SAMPLES)


@pytest.fixture
def site(_site: Site) -> Site:
    _site.now += timedelta(days=1)
    return _site


def stranger(site: Site) -> Desk:
    one = desk(site, Role.AGENT)
    one.client = site.app.test_client()
    return one


@pytest.mark.parametrize("address", GETS)
def test_nobody_sees_a_page_of_staff_without_logging_in(site: Site, address: str):
    page = stranger(site).get(address)
    assert page.status == 303
    assert page.headers["Location"].startswith("/staff/login")


@pytest.mark.parametrize("address", POSTS)
def test_nobody_does_anything_without_logging_in(site: Site, address: str):
    page = stranger(site).post(address, {"reply": "x"})
    assert (page.status, page.headers["Location"]) == (303, "/staff/login")


@pytest.mark.parametrize("address", POSTS)
def test_a_form_without_the_proof_that_it_is_ours_does_nothing(site: Site, address: str):
    admin = desk(site, Role.ADMIN)
    assert admin.post(address, {"reply": "x"}).status == 403
    assert admin.post(address, {"reply": "x", "_csrf": "0123456789abcdef.forged"}).status == 403
    other = desk(site, Role.ADMIN)
    theirs = dict(form_to(other.get("/staff/account"), "account").hidden)["_csrf"]
    assert admin.post(address, {"reply": "x", "_csrf": theirs}).status == 403


def test_a_login_leads_to_the_page_that_was_wanted(site: Site):
    one = stranger(site)
    asked = one.get("/staff/?status=held&q=a%26b")
    entered = one.log_in(address=asked.headers["Location"])
    assert entered.headers["Location"] == "/staff/?status=held&q=a%26b"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example.org/",
        "//evil.example.org/staff/",
        "/staff//evil",
        "/staff/\\evil",
        "/staff/\r\nSet-Cookie: a=b",
        "/en/",
        "",
    ],
)
def test_a_login_leads_nowhere_else(wanted: str):
    assert local(wanted) == "/staff/"


def test_the_cookie_is_for_pages_of_staff_alone_and_no_script_reads_it(site: Site):
    one = stranger(site)
    cookie = one.log_in().headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/staff", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    page = one.get("/staff/login", base_url="https://help.example.org")
    assert "Secure" in page.headers["Set-Cookie"].split("; ")


def test_customers_get_no_cookie_from_staff_who_are_logged_in(site: Site):
    admin = desk(site, Role.ADMIN)
    for address in ("/en/", "/en/named-ends", "/en/ticket"):
        assert "Set-Cookie" not in admin.get(address).headers


def test_pages_of_staff_stand_in_no_frame_and_stay_in_no_memory(site: Site):
    admin = desk(site, Role.ADMIN)
    for address in (*GETS, "/staff/login", "/staff/nothing-here"):
        headers = admin.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(site: Site):
    one = stranger(site)
    wrong = one.log_in("not the password at all")
    page = one.get("/staff/login")
    unknown = one.send(page, "login", email="nobody@example.org", password=PASSWORD)
    assert wrong.status == unknown.status == 422
    assert wrong.title == unknown.title and wrong.title.startswith("Error: ")
    said = "E-mail address and password do not belong together"
    assert said in wrong.text and said in unknown.text


def test_an_unknown_address_costs_as_much_reckoning_as_a_known_one():
    kept = hashed(PASSWORD, "a@example.org")
    assert kept.startswith("$argon2id$")
    assert fits(kept, PASSWORD) and not fits(kept, "other words for it")
    assert not fits(None, "nobody has this password")


def test_who_tries_too_often_has_to_wait_and_then_may_try_again(site: Site):
    one = stranger(site)  # has logged in once
    for _ in range(PER_BOTH - 1):
        assert one.log_in("not the password at all").status == 422
    refused = one.log_in()
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 901
    assert desk(site, Role.AGENT).get("/staff/").status == 200  # another account is not shut
    site.now += timedelta(minutes=15)
    assert one.log_in().status == 303


def test_another_network_cannot_shut_an_account(site: Site):
    one = stranger(site)
    for _ in range(PER_BOTH + 1):
        page = one.get("/staff/login")
        token = dict(form_to(page, "login").hidden)["_csrf"]
        data = {"_csrf": token, "email": one.member.email, "password": "wrong"}
        one.client.post("/staff/login", data=data, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert one.log_in().status == 303


def test_no_throttle_row_holds_an_address(site: Site, monkeypatch):
    kept: list[str] = []
    hit = type(site.store).hit

    def hit_and_tell(store, key, *rest):
        kept.append(str(key))
        return hit(store, key, *rest)

    monkeypatch.setattr(type(site.store), "hit", hit_and_tell)
    one = stranger(site)
    one.log_in()
    assert kept and not [key for key in kept if "@" in str(key) or "127.0" in str(key)]


def test_a_login_ends_when_the_account_is_shut_or_all_its_logins_are_ended(site: Site):
    for end in (
        lambda one: set_active(site.store, one, active=False, by="x", now=site.now, new_id=lambda: "other-1"),
        lambda one: end_logins(site.store, one, by="x", now=site.now, new_id=lambda: "other-2"),
    ):
        agent = desk(site, Role.AGENT)
        assert agent.get("/staff/").status == 200
        end(agent.member)
        assert agent.get("/staff/").status == 303


def test_a_forged_cookie_opens_nothing(site: Site):
    agent = desk(site, Role.AGENT)
    cookie = agent.client.get_cookie("staff", path="/staff")
    assert cookie is not None
    one = stranger(site)
    for forged in (cookie.value[:-2] + "xx", "e30.x.y", "eyJ3aG8iOjF9", "\x00", "a" * 3000):
        one.client.set_cookie("staff", forged, path="/staff")
        assert one.get("/staff/").status == 303


def test_logging_out_ends_the_login_of_this_browser(site: Site):
    agent = desk(site, Role.AGENT)
    out = agent.send(agent.get("/staff/"), "logout")
    assert (out.status, out.headers["Location"]) == (303, "/staff/login")
    assert agent.get("/staff/").status == 303


def test_writers_see_no_tickets(site: Site):
    ticket = request_of(site)
    writer = desk(site, Role.WRITER)
    assert writer.get("/staff/").headers["Location"] == "/staff/account"
    for address in ("/staff/export.json", f"/staff/tickets/{ticket.id}", "/staff/walk/en/", "/staff/people"):
        assert writer.get(address).status == 403
    page = writer.get("/staff/account")
    assert not page.hrefs("/staff/walk") and not page.hrefs("/staff/people")


def test_agents_do_not_see_who_has_an_account_and_touch_no_delivery(site: Site):
    ticket = request_of(site)
    agent = desk(site, Role.AGENT)
    assert agent.get("/staff/people").status == 403
    token = dict(form_to(agent.get("/staff/account"), "account").hidden)["_csrf"]
    for address in (f"/staff/people/{agent.member.id}", f"/staff/tickets/{ticket.id}/deliveries/1"):
        data = {"_csrf": token, "role": "admin", "active": "yes", "what": "retry"}
        assert agent.post(address, data).status == 403


def test_a_role_that_is_taken_away_is_gone_at_once(site: Site):
    admin = desk(site, Role.ADMIN)
    assert admin.get("/staff/people").status == 200
    set_role(site.store, admin.member, Role.AGENT, by="x", now=site.now)
    assert admin.get("/staff/people").status == 403


def test_an_admin_changes_others_but_not_their_own_account(site: Site):
    admin, agent = desk(site, Role.ADMIN), desk(site, Role.AGENT)
    page = admin.get("/staff/people")
    assert [form.action for form in page.forms].count(f"/staff/people/{admin.member.id}") == 0
    changed = admin.send(page, f"/people/{agent.member.id}", role="writer", active=["yes"])
    assert changed.status == 303
    now = site.store.staff.member(agent.member.id)
    assert now is not None and (now.role, now.active) == (Role.WRITER, True)
    admin.send(admin.get("/staff/people"), f"/people/{agent.member.id}", role="writer", active=[])
    assert agent.get("/staff/").status == 303
    token = dict(form_to(admin.get("/staff/account"), "account").hidden)["_csrf"]
    own = admin.post(f"/staff/people/{admin.member.id}", {"_csrf": token, "role": "writer"})
    assert own.status == 403


def test_ones_own_password_is_changed_by_who_knows_it_and_other_logins_end(site: Site):
    agent = desk(site, Role.AGENT)
    elsewhere = Desk(site, agent.member)
    assert elsewhere.log_in().status == 303
    for present, new, again, status in (
        ("not the one I have", "another long password", "another long password", 422),
        (PASSWORD, "another long password", "yet another password", 422),
        (PASSWORD, "short", "short", 422),
        (PASSWORD, agent.member.email, agent.member.email, 422),
        (PASSWORD, "another long password", "another long password", 303),
    ):
        token = dict(form_to(agent.get("/staff/account"), "account").hidden)["_csrf"]
        data = {"_csrf": token, "what": "password", "password": present, "new": new, "again": again}
        assert agent.post("/staff/account", data).status == status
    assert agent.get("/staff/").status == 200
    assert elsewhere.get("/staff/").status == 303
    assert elsewhere.log_in().status == 422
    assert elsewhere.log_in("another long password").status == 303


def test_the_pages_speak_the_language_of_the_account(start):
    site = start(SAMPLES.parents[2] / "trees")
    agent = desk(site, Role.AGENT, "fa")
    page = agent.get("/staff/")
    assert (page.root["lang"], page.root["dir"], page.h1) == ("fa", "rtl", "درخواست‌ها")
    token = dict(form_to(agent.get("/staff/account"), "account").hidden)["_csrf"]
    agent.post("/staff/account", {"_csrf": token, "what": "language", "locale": "ar"})
    assert agent.get("/staff/").h1 == "الطلبات"
    assert agent.post("/staff/account", {"_csrf": token, "what": "language", "locale": "xx"}).status == 400


def test_passwords_and_addresses_stand_in_no_log(site: Site, caplog):
    with caplog.at_level("DEBUG"):
        one = stranger(site)
        one.log_in("a secret that is wrong")
        one.log_in()
    assert PASSWORD not in caplog.text and "a secret that is wrong" not in caplog.text
    assert one.member.email not in caplog.text
