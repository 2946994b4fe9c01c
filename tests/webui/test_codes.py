"""A walk goes on on another device: by a code that tells nobody whose it is, opens ten times, and is not guessed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.webui.conftest import SAMPLES, SHIPPED, Site
from tests.webui.pages import Form, Page
from wizard.codes.letters import LETTERS
from wizard.contexts.keeping import id_hash
from wizard.limits import (
    CODES_PER_HOUR,
    CODES_PER_HOUR_BY_ALL,
    FEW_PER_HOUR,
    GUESSES_PER_HOUR,
    GUESSES_PER_HOUR_BY_ALL,
    SENT_PER_HOUR_BY_ALL,
)
from wizard.store import Context

WALK = "/en/question-marks?windows~host=win10&pattern=all&where=program&_w=walk-of-somebody-0123"
NUMBERS = itertools.count(1)
FAR = {"REMOTE_ADDR": "203.0.113.77"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("codes")


@pytest.fixture(scope="module")
def started(start, folder: Path) -> Site:
    return start(SHIPPED, folder / "wizard.db", public_url="https://help.example.org")


@pytest.fixture
def site(started: Site) -> Iterator[Site]:
    """The site on a day of its own, so that nothing counts in another test's hour."""
    started.now = started.now.replace(hour=8, minute=30) + timedelta(days=2)
    yield started


def offer(page: Page) -> Form:
    return next(form for form in page.forms if form.action == "/c" and form.attributes["method"] == "post")


def made(site: Site, address: str = WALK, **more) -> Page:
    return site.send(offer(site.get(address)), {}, **more)


def code_of(page: Page) -> str:
    found = re.search(r'class="code-letters" dir="ltr">([^<]+)</bdi>', page.html)
    assert found, page.text
    return found[1]


def rows(folder: Path, table: str) -> str:
    engine = create_engine(f"sqlite:///{folder / 'wizard.db'}")
    with engine.connect() as connection:
        found = str([tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))])
    engine.dispose()
    return found


def test_the_phone_goes_on_at_the_same_step_with_the_same_answers(site: Site):
    step = site.get(WALK)
    code = code_of(made(site))
    opened = site.get(f"/c/{code.replace(' ', '')}")
    assert opened.status == 302 and opened.headers["Cache-Control"] == "no-store"
    assert opened.headers["Location"].startswith(
        "/en/question-marks?windows~host=win10&pattern=all&where=program"
    )
    there = site.follow(opened)
    assert there.h1 == step.h1
    assert there.hrefs("_at=where") and there.hrefs("_at=pattern")


def vouched(site: Site) -> str:
    """The `_c` of a walk whose product vouched for the version of Windows, and for who its customer is."""
    context = f"context-of-somebody-{next(NUMBERS):04}"
    kept = Context(
        id_hash=id_hash(context),
        product="hamgam",
        nonce=context,
        at=site.now,
        expires=site.now + timedelta(hours=1),
        facts={"windows": "win11"},
        identity={"email": "reader@example.org"},
    )
    assert site.store.contexts.keep(kept)
    return context


def test_neither_the_id_of_the_walk_nor_its_context_goes_along(site: Site, folder: Path):
    context = vouched(site)
    address = f"/en/question-marks?pattern=all&where=program&_w=walk-of-somebody-0123&_c={context}"
    assert context in site.get(address).html
    page = made(site, address)
    opened = site.get(f"/c/{code_of(page)}").headers["Location"]
    assert "windows~host=win11" in opened and context not in opened
    assert "walk-of-somebody" not in site.get(f"/c/{code_of(page)}").headers["Location"]
    (printed,) = re.findall(r'class="printed">.*?<bdi dir="ltr">([^<]*)</bdi>', page.html, re.DOTALL)
    assert "of-somebody" not in printed and "pattern=all" in printed
    kept = rows(folder, "resume_code")
    assert "pattern=all" in kept and "windows~host=win11" in kept
    assert "reader@example.org" not in kept
    assert "of-somebody" not in kept and "_w" not in kept and "_c" not in kept
    assert code_of(page).replace(" ", "") not in kept


def test_the_events_there_say_that_they_came_by_phone(site: Site):
    code = code_of(made(site))
    there = site.follow(site.get(f"/c/{code}"))
    after = site.follow(site.answer(there, "not-solved"))
    walk = dict(after.form.hidden)["_w"]
    assert walk != "walk-of-somebody-0123"
    assert [event.channel for event in site.events(walk)] == ["phone"]


def test_a_step_shown_again_is_shown_there_too(site: Site):
    address = f"{WALK}&_at=pattern"
    code = code_of(made(site, address))
    opened = site.get(f"/c/{code}")
    assert opened.headers["Location"].count("_at=pattern") == 1
    assert site.follow(opened).h1 == site.get(address).h1


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_the_page_of_a_code_has_all_that_is_wanted_on_paper(site: Site, locale):
    address = WALK.replace("/en/", f"/{locale}/")
    step, page = site.get(address), made(site, address)
    assert page.status == 200 and page.headers["Cache-Control"] == "no-store"
    assert "https://help.example.org/c" in page.text
    assert step.h1 in page.text and page.hrefs("_at=pattern")
    assert page.html.count('<svg class="qr"') == 1 and "restart" not in page.html.partition("qr-ink")[2][:200]
    jalali = "۱۴۰۵"
    assert (jalali in page.text) == (locale == "fa")
    assert site.follow(site.get(f"/c/{code_of(page)}")).root["lang"] == locale


def test_a_question_is_printed_with_its_answers(site: Site):
    question = site.get("/en/question-marks")
    page = made(site, "/en/question-marks")
    assert question.h1 in page.text
    assert "Answers to choose from" in page.text


def test_an_end_can_be_taken_along_too(site: Site):
    end = "/en/digits-instead-of-letters?where=english&layout=solved"
    given = dict(offer(site.get("/en/digits-instead-of-letters")).hidden)
    page = site.post("/c", {**given, "_known": "where=english&layout=solved"})
    assert site.get(end).h1 in page.text
    assert site.follow(site.get(f"/c/{code_of(page)}")).h1 == site.get(end).h1


def test_every_step_that_cuts_the_connection_offers_a_code_before_its_instructions(site: Site):
    page = site.get(WALK)
    assert "The computer will restart" in page.text
    button = page.html.index('form="elsewhere"')
    assert button < page.html.index("What to do") < page.html.index('id="elsewhere"')
    assert 'form="elsewhere"' not in site.get("/en/question-marks").html


def test_a_code_is_typed_with_small_letters_blanks_and_persian_digits(site: Site):
    code = code_of(made(site))
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")).lower()
    for typed in (code, code.lower(), f" {code[:3]}-{code[4:]} ", persian):
        opened = site.get("/c", query_string={"code": typed})
        assert opened.status == 302, typed


def test_the_eleventh_opening_is_told_that_the_code_is_used_up(site: Site):
    code = code_of(made(site))
    assert [site.get(f"/c/{code}").status for _ in range(11)] == [302] * 10 + [410]
    page = site.get(f"/c/{code}")
    assert "cannot be opened any more" in page.text and page.title.startswith("Error: ")
    assert page.hrefs("/en/question-marks") and page.form.boxes["code"] == code


def test_looking_at_where_a_code_leads_counts_as_no_opening(site: Site):
    code = code_of(made(site))
    for _ in range(20):
        assert site.client.head(f"/c/{code}").status_code == 302
    assert site.get(f"/c/{code}").status == 302


def test_a_code_of_half_an_hour_ago_opens_nothing(site: Site):
    code = code_of(made(site))
    site.now += timedelta(minutes=29)
    assert site.get(f"/c/{code}").status == 302
    site.now += timedelta(minutes=1)
    page = site.get(f"/c/{code}")
    assert page.status == 410 and page.hrefs("/en/question-marks")


def test_the_page_to_type_a_code_is_there_in_every_language(site: Site):
    for locale in ("en", "fa", "ar"):
        page = site.get(f"/c?lang={locale}")
        assert page.status == 200 and page.root["lang"] == locale
        assert page.form.action == "/c" and page.form.attributes["method"] == "get"
    assert site.get("/fa/").hrefs("/c?lang=fa")


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "K7M3X1",
        "..%2F..%2Fetc",
        "%00%00%00",
        "%27;DROP TABLE",
        "<script>",
        "x" * 2_000,
        "%F0%9F%98%80",
        "%ff%fe",
    ],
)
def test_what_is_no_code_is_answered_kindly_and_never_as_it_was_sent(site: Site, hostile):
    for address in (f"/c/{hostile}" if hostile else "/c?code=", f"/c?code={hostile}"):
        page = site.get(address)
        assert page.status == 404, address
        assert "<script>" not in page.html and "Traceback" not in page.text
        assert any(form.action == "/c" for form in page.forms) or "404" in page.text


def test_guessing_a_thousand_codes_in_a_minute_is_stopped_for_that_network(site: Site):
    code = code_of(made(site))
    guesses = [LETTERS[at % 22] + LETTERS[at // 22 % 22] + "7777" for at in range(1_000)]
    found = [site.get(f"/c/{guess}", environ_base=FAR) for guess in guesses[: GUESSES_PER_HOUR + 20]]
    assert [page.status for page in found] == [404] * GUESSES_PER_HOUR + [429] * 20
    assert int(found[-1].headers["Retry-After"]) <= 3_600
    assert site.get(f"/c/{code}", environ_base=FAR).status == 429  # not even a right one
    assert site.get(f"/c/{code}", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status == 429
    assert site.get(f"/c/{code}", environ_base={"REMOTE_ADDR": "198.51.100.9"}).status == 302
    site.now += timedelta(hours=1)
    assert site.get(f"/c/{code_of(made(site))}", environ_base=FAR).status == 302


def test_who_claims_to_come_from_elsewhere_is_counted_all_the_same(start, tmp_path: Path):
    site = start(SHIPPED, tmp_path / "wizard.db", proxies=1)

    def guessed(number: int, network: str) -> int:
        """The answer to a guess through a proxy of ours, which adds who came to what that one says of itself."""
        claimed = {"X-Forwarded-For": f"192.0.{number}.1, {network}"}
        return site.get("/c/777777", headers=claimed).status

    statuses = [guessed(number, "203.0.113.77") for number in range(GUESSES_PER_HOUR + 1)]
    assert statuses == [404] * GUESSES_PER_HOUR + [429]
    assert guessed(0, "198.51.100.9") == 404


def spent(site: Site, what: str, most: int) -> None:
    """Everybody together has done that as often as an hour takes."""
    hour = site.now.replace(minute=0, second=0, microsecond=0)
    for _ in range(most):
        site.store.hit(f"all:{what}", hour, most)


def test_when_all_together_guess_too_often_each_network_has_few_guesses_left(site: Site):
    code = code_of(made(site))
    spent(site, "guess", GUESSES_PER_HOUR_BY_ALL)
    found = [site.get(f"/c/77777{letter}", environ_base=FAR).status for letter in "23456"]
    assert found == [404] * FEW_PER_HOUR + [429] * 2
    assert site.get(f"/c/{code}", environ_base=FAR).status == 429


def test_guesses_of_others_shut_codes_for_nobody(site: Site):
    code = code_of(made(site))
    spent(site, "guess", GUESSES_PER_HOUR_BY_ALL)
    assert site.get("/c/777777").status == 404  # who mistypes once may look once more
    assert site.get(f"/c/{code}").status == 302


@pytest.mark.parametrize(
    ("what", "address", "most"),
    [("code", "/c", CODES_PER_HOUR_BY_ALL), ("together", "/together", SENT_PER_HOUR_BY_ALL)],
)
def test_codes_that_others_make_leave_some_for_each_network(site: Site, what, address, most):
    spent(site, what, most)
    form = dict(offer(site.get(WALK)).hidden)
    statuses = [site.post(address, form, environ_base=FAR).status < 400 for _ in range(FEW_PER_HOUR + 1)]
    assert statuses == [True] * FEW_PER_HOUR + [False]


def test_codes_are_made_so_many_times_in_an_hour(site: Site):
    form = offer(site.get(WALK))
    statuses = [site.send(form, {}, environ_base=FAR).status for _ in range(CODES_PER_HOUR + 1)]
    assert statuses == [200] * CODES_PER_HOUR + [429]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"tree": "../../etc/passwd"}, 404),
        ({"tree": "no-such-guide"}, 404),
        ({"locale": "xx"}, 404),
        ({"locale": "../en"}, 404),
        ({"_known": "where=" + "x" * 4_000}, 200),
        ({"_known": "pattern=all&pattern=some&no-such=1&<b>=<b>"}, 200),
        ({"_at": "../../x"}, 200),
        ({"_via": "x." * 400}, 200),
    ],
)
def test_a_form_that_none_of_our_pages_made_gets_no_code_for_nonsense(site: Site, folder, changes, status):
    given = dict(offer(site.get(WALK)).hidden)
    page = site.post("/c", {**given, **changes})
    assert page.status == status
    assert "<b>" not in rows(folder, "resume_code") and "xxxx" not in rows(folder, "resume_code")


def test_without_a_form_there_is_nothing_to_make_a_code_of(site: Site):
    assert site.post("/c").status == 404


def test_a_guide_that_has_gone_since_says_so(start, tmp_path: Path):
    before = start(SHIPPED, tmp_path / "wizard.db")
    code = code_of(made(before))
    after = start(SAMPLES, tmp_path / "wizard.db")
    after.now = before.now
    assert after.follow(after.get(f"/c/{code}")).status == 410


def test_staff_who_walk_for_a_customer_are_offered_no_code(site: Site):
    from tests.webui.staff import desk
    from wizard.store import Role

    page = desk(site, Role.AGENT).get(WALK.replace("/en/", "/staff/walk/en/"))
    assert page.status == 200
    assert 'action="/c"' not in page.html and 'form="elsewhere"' not in page.html


def test_search_engines_are_kept_away_from_codes(site: Site):
    page = site.get("/c")
    assert 'name="robots" content="noindex"' in page.html
    robots = site.get("/robots.txt").html
    assert "Disallow: /c/" in robots and "Disallow: /together/" in robots
