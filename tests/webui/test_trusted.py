"""What a product vouches for: taken once at `/go`, then on every page, masked on the request form, in the ticket."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.contexts.signing import ENVIRONMENT, FILE, said, token
from tests.webui.conftest import Site
from tests.webui.pages import Page
from tests.webui.staff import desk
from wizard import limits, privacy
from wizard.store import Role, Ticket

TREE = """\
format: 1
title: Lamp
ticket: {fields: [card, other]}
steps:
  windows: {fact: windows}
  old: {tell: Only for ten., when: {windows: win10}, goto: next}
  where: {ask: Where?, options: {here: Here, there: There}}
  try: {fix: Try it, how: Do it.}
"""
FACTS = """\
format: 1
windows: {about: Windows, ask: Which Windows?, values: {win10: Ten, win11: Eleven}}
build: {about: Build, type: version}
"""
FIELDS = """\
format: 1
card: {label: Serial of the card, type: serial, personal: true}
other: {label: Another serial, type: serial, required: true, personal: true}
"""
SITE = """\
format: 1
brand: {name: Support}
default_locale: en
locales: {en: source, fa: offered, ar: offered}
stages: {use: Using}
go: {F1-30: "lamp?_at=where"}
"""
EMAIL, PHONE, NAME, CARD, OTHER = (
    "sara.ahmadi@example.org",
    "+98 21 5551 2345",
    "Sara Ahmadi",
    "AB12-CD34-EF56",
    "XY98-76ZW",
)
IDENTITY = {"email": EMAIL, "phone": PHONE, "name": NAME, "serials": {"card": CARD, "other": OTHER}}
SECRETS = (EMAIL, "sara.ahmadi", "5551", "2345-", "Ahmadi", "AB12", "CD34", "XY98")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trees = tmp_path / "trees"
    trees.mkdir()
    for name, whole in {"lamp": TREE, "_facts": FACTS, "_fields": FIELDS, "_site": SITE}.items():
        (trees / f"{name}.yaml").write_text(whole)
    (tmp_path / "products.toml").write_text(FILE)
    return tmp_path


@pytest.fixture
def site(start, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose product is a lamp, with a store of its own."""
    for name, secret in ENVIRONMENT.items():
        monkeypatch.setenv(name, secret)
    return start(folder / "trees", folder / "wizard.db", products=folder / "products.toml")


def signed(site: Site, **changes: Any) -> str:
    return token(said(site.now, **changes))


def come(site: Site, one: str, more: str = "") -> Page:
    return site.get(f"/go/lamp?lang=en&ctx={one}{more}")


def place(page: Page) -> str:
    assert page.status == 302
    return page.headers["Location"]


def context_of(address: str) -> str:
    return next(
        part.removeprefix("_c=") for part in address.partition("?")[2].split("&") if part[:3] == "_c="
    )


def filed(site: Site, page: Page) -> Ticket:
    assert page.status == 303, page.text
    found = site.store.inbox.of_person(EMAIL, None) or site.store.inbox.of_person("other@example.org", None)
    assert len(found) == 1
    return found[0]


def test_a_token_becomes_a_context_and_goes_no_further(site: Site):
    one = signed(site, identity=IDENTITY)
    led = come(site, one)
    address = place(led)
    assert len(context_of(address)) == 22 and address.startswith("/en/lamp?")
    assert one not in address and "ctx" not in address and "windows" not in address
    assert led.headers["Cache-Control"] == "no-store" and one not in led.html
    assert led.headers["Referrer-Policy"] == "no-referrer"


def test_facts_are_verified_on_every_page_and_count_more_than_plain_ones(site: Site):
    page = site.follow(come(site, signed(site), "&windows=win10"))
    assert page.h1 == "Where?", "a verified Windows is not asked, and is not the one of the address"
    assert "Eleven" in page.text and "your program told us" in page.text
    after = site.follow(site.answer(page, "here"))
    assert after.h1 == "Try it" and "Eleven" in after.text
    swapped = site.answer(page, "there", headers={"HX-Request": "true"})
    assert "Eleven" in swapped.text and "_c=" in swapped.headers["HX-Push-Url"]


def test_what_the_program_said_can_be_changed(site: Site):
    page = site.follow(come(site, signed(site)))
    change = next(one for one in page.hrefs("_at=windows"))
    asked = site.get(change)
    assert asked.h1 == "Which Windows?"
    page = site.follow(site.answer(asked, "win10"))
    assert page.h1 == "Only for ten." and "your program told us" not in page.text


def test_a_walk_without_its_context_knows_nothing_of_it(site: Site):
    address = place(come(site, signed(site)))
    kept = site.get(address)
    assert kept.h1 == "Where?"
    bare = address.replace(f"_c={context_of(address)}", "")
    assert site.get(bare).h1 == "Which Windows?"
    other = address.replace(context_of(address), "A" * 22)
    page = site.get(other)
    assert page.h1 == "Which Windows?" and "A" * 22 not in page.html, "a guess is left out without a word"
    assert site.get(address).h1 == "Where?", "pages kept for others are others'"


@pytest.mark.parametrize("name", ["windows~verified=win10", "windows~signed=win10", "windows~answered=win10"])
def test_nobody_can_write_a_verified_fact_into_an_address(site: Site, name: str):
    page = site.get(f"/en/lamp?{name}")
    assert page.h1 == "Which Windows?" and "your program told us" not in page.text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"aud": "https://other.example.org"}, "audience"),
        ({"iss": "desk"}, "issuer"),
        ({"exp": 1}, "expired"),
        ({"exp": 4_000_000_000}, "ten minutes"),
        ({"jti": None}, "jti"),
    ],
)
def test_a_bad_token_falls_back_to_anonymous_help(site: Site, caplog, wrong, why):
    one = signed(site, identity=IDENTITY, **wrong)
    with caplog.at_level(logging.INFO):
        led = come(site, one, "&build=4.1")
    address = place(led)
    assert "_c=" not in address and "build~host=4.1" in address and "win11" not in address
    assert site.get(address).h1 == "Which Windows?"
    lines = [record.getMessage() for record in caplog.records if "token" in record.getMessage()]
    assert len(lines) == 1 and why in lines[0]
    assert all(part not in lines[0] for part in (one, one.split(".")[1], EMAIL))


@pytest.mark.parametrize(
    "one", ["", "x", "a.b.c", "x" * 9_000, "%00", "%ff.%fe.%fd", "../../x", "<script>", "🙂.🙂.🙂"]
)
def test_what_is_no_token_falls_back_too(site: Site, one: str):
    address = place(come(site, one))
    assert address.startswith("/en/lamp") and "_c=" not in address and site.get(address).status == 200


def test_a_forged_token_falls_back(site: Site):
    for bad in (token(said(site.now), secret="y" * 40), signed(site)[:-2] + "AA"):
        assert "_c=" not in place(come(site, bad))


def test_a_replayed_token_is_anonymous_help(site: Site):
    one = signed(site, identity=IDENTITY)
    assert "_c=" in place(come(site, one))
    again = place(come(site, one))
    assert "_c=" not in again and site.get(again).h1 == "Which Windows?"


def test_a_program_that_only_looks_at_the_link_uses_no_token_up(site: Site):
    one = signed(site)
    looked = site.client.head(f"/go/lamp?ctx={one}")
    assert looked.status_code == 302 and "_c=" not in looked.headers["Location"]
    assert "_c=" in place(come(site, one))


def test_the_frame_of_another_site_takes_a_token_as_well(site: Site):
    one = signed(site, identity=IDENTITY)
    address = place(site.get(f"/en/widget?tree=lamp&ctx={one}&windows=win10"))
    assert len(context_of(address)) == 22 and one not in address and "_channel=widget" in address
    assert site.get(address).h1 == "Where?", "a verified Windows is not asked"
    form = site.get(address.replace("/en/lamp?", "/en/lamp/ticket?") + "&_w=framed-0123456789")
    assert "s***@example.org" in form.html and [part for part in SECRETS if part in form.html] == []
    again = place(site.get(f"/en/widget?tree=lamp&ctx={one}"))
    assert "_c=" not in again and site.get(again).h1 == "Which Windows?"


def test_in_a_language_that_is_not_there_a_frame_uses_no_token_up(site: Site):
    one = signed(site)
    assert site.get(f"/xx/widget?tree=lamp&ctx={one}").status == 404
    assert "_c=" in place(site.get(f"/en/widget?tree=lamp&ctx={one}"))


def test_a_frame_shows_the_step_that_the_site_file_names(site: Site):
    address = place(site.get("/en/widget?tree=f1-30"))
    assert "_at=where" in address and site.get(address).h1 == "Where?"


def test_an_unknown_id_with_a_token_leads_to_the_search(site: Site):
    page = site.get(f"/go/hid-none?lang=en&ctx={signed(site)}")
    assert place(page) == "/en/?q=hid-none&_go=1"


def test_the_language_of_the_token_counts_unless_the_address_names_one(site: Site):
    address = place(site.get(f"/go/lamp?ctx={signed(site, locale='fa-IR')}"))
    assert address.startswith("/fa/lamp?")
    assert (
        place(site.get(f"/go/lamp?lang=ar&ctx={signed(site, locale='fa', jti='another-one')}"))[:4] == "/ar/"
    )
    assert place(site.get(f"/go/lamp?ctx={signed(site, locale='xx', jti='the-third-one')}"))[:4] == "/en/"


def test_an_id_can_name_the_step_to_show(site: Site):
    address = place(site.get("/go/f1-30?lang=en"))
    assert "_at=where" in address and site.get(address).h1 == "Where?"


def test_after_a_day_the_walk_goes_on_without_a_word(site: Site):
    address = place(come(site, signed(site)))
    site.now += timedelta(hours=limits.CONTEXT_HOURS)
    page = site.get(address)
    assert page.status == 200 and page.h1 == "Which Windows?" and "_c=" not in page.html


def test_without_its_store_a_walk_goes_on_without_what_was_vouched_for(
    site: Site, start, folder: Path, caplog
):
    address = place(come(site, signed(site)))
    other = start(folder / "trees", folder / "wizard.db", products=folder / "products.toml")
    assert other.get("/en/lamp").status == 200
    engine = create_engine(f"sqlite:///{folder / 'wizard.db'}")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE context RENAME TO away"))
    engine.dispose()
    page = other.get(address)
    assert page.status == 200 and page.h1 == "Which Windows?" and context_of(address) in page.html
    assert "_c=" not in place(come(site, signed(site, jti="while-it-is-away")))
    assert "a context was not read" in caplog.text and "a signed token was not taken" in caplog.text
    assert context_of(address) not in caplog.text


def test_another_process_knows_what_was_vouched_for(site: Site, start, folder: Path):
    address = place(come(site, signed(site)))
    other = start(folder / "trees", folder / "wizard.db", products=folder / "products.toml")
    assert other.get(address).h1 == "Where?"
    assert "_c=" not in place(come(other, signed(site)))


def test_links_for_others_carry_no_context(site: Site):
    page = site.follow(come(site, signed(site)))
    shared = [one for one in page.links if one.get("rel") == "canonical"]
    assert shared and all("_c=" not in one["href"] for one in shared)


# --- who the customer is, on the request form


@pytest.fixture
def form(site: Site) -> str:
    """The address of the request form of a walk whose product told who the customer is."""
    walk = place(come(site, signed(site, identity=IDENTITY)))
    return walk.replace("/en/lamp?", "/en/lamp/ticket?") + "&_w=known-0123456789"


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_the_form_shows_the_customer_masked_and_nowhere_else(site: Site, form: str, locale: str):
    page = site.get(form.replace("/en/", f"/{locale}/"))
    for shown in ("s***@example.org", "••••2345", "S***", "••••EF56", "••••76ZW"):
        assert shown in page.html
    assert [part for part in SECRETS if part in page.html] == []
    assert page.form.boxes["email"] == page.form.boxes["phone"] == page.form.boxes["name"] == ""
    assert page.form.marked("vouched") == ["1"]
    assert page.headers["Cache-Control"] == "no-store"


def test_what_the_product_told_joins_the_request_on_the_server(site: Site, form: str):
    sent = site.ticket(form, email="", description="Dark")
    ticket = filed(site, sent)
    assert (ticket.contact_email, ticket.contact_phone, ticket.name) == (EMAIL, PHONE, NAME)
    assert ticket.fields == {"card": CARD, "other": OTHER}
    assert isinstance(ticket.facts, dict) and ticket.facts["windows"] == {"verified": "win11"}
    page = site.follow(sent)
    assert [part for part in SECRETS if part in page.html + sent.headers["Location"]] == []


def test_staff_see_that_the_program_vouched_for_it(site: Site, form: str):
    ticket = filed(site, site.ticket(form, email="", description="Dark"))
    page = desk(site, Role.AGENT).get(f"/staff/tickets/{ticket.id}")
    assert "The program said, signed" in page.text and "Eleven" in page.text and EMAIL in page.text


def test_the_same_form_sent_again_is_the_same_request(site: Site, form: str):
    page = site.get(form)
    site.now += timedelta(seconds=10)
    first = site.send(page.form, {"description": "Dark"})
    assert site.send(page.form, {"description": "Dark"}).headers["Location"] == first.headers["Location"]
    assert len(site.store.inbox.of_person(EMAIL, None)) == 1


def test_another_contact_counts_more_than_what_was_told(site: Site, form: str):
    ticket = filed(site, site.ticket(form, email="other@example.org", name="Neda"))
    assert (ticket.contact_email, ticket.contact_phone, ticket.name) == ("other@example.org", PHONE, "Neda")


def test_unticked_nothing_of_it_joins(site: Site, form: str):
    page = site.get(form)
    site.now += timedelta(seconds=10)
    given = {"vouched": [], "email": "other@example.org", "field.other": "1234"}
    ticket = filed(site, site.send(page.form, given))
    assert (ticket.contact_email, ticket.contact_phone, ticket.name) == ("other@example.org", None, None)
    assert ticket.fields == {"other": "1234"}


def test_unticked_without_another_contact_the_form_asks_for_one(site: Site, form: str):
    page = site.get(form)
    asked = site.send(page.form, {"vouched": [], "description": "Dark", "field.other": "1234"})
    assert asked.status == 422 and "Give an e-mail address or a phone number" in asked.text
    assert asked.form.marked("vouched") == [] and [part for part in SECRETS if part in asked.html] == []


def test_a_form_that_has_to_be_mended_shows_nothing_unmasked(site: Site, form: str):
    page = site.get(form)
    wrong = site.send(page.form, {"phone": "call me", "description": "Dark"})
    assert wrong.status == 422 and [part for part in SECRETS if part in wrong.html] == []
    assert wrong.form.marked("vouched") == ["1"]


def test_without_its_context_the_form_asks_as_ever(site: Site, form: str):
    guessed = form.replace(context_of(form), "A" * 22)
    page = site.get(guessed)
    assert page.status == 200 and "vouched" not in page.html and "***" not in page.html
    asked = site.send(page.form, {"vouched": "1", "description": "Dark", "field.other": "1234"})
    assert asked.status == 422 and "Give an e-mail address or a phone number" in asked.text


def test_what_was_told_of_a_person_is_handed_over_and_deleted_with_the_rest(site: Site, form: str):
    whose = privacy.person(EMAIL)
    told = privacy.gathered(site.store, whose, site.now)["contexts"]
    assert [one["identity"]["phone"] for one in told] == [PHONE]
    assert "id_hash" not in told[0] and "nonce" not in told[0]
    assert privacy.gathered(site.store, privacy.person("+98 (21) 5551-2345"), site.now)["contexts"] == told
    privacy.delete(site.store, whose, "Sara", site.now)
    assert privacy.gathered(site.store, whose, site.now)["contexts"] == []
    assert "***" not in site.get(form).html


def test_what_has_expired_leaves_with_the_first_sending_of_a_day(site: Site, form: str):
    site.now += timedelta(days=2)
    assert site.store.contexts.of_person(bool)
    site.ticket(form, **{"field.other": "1234"})
    assert site.store.contexts.of_person(bool) == []
