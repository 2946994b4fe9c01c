"""What a machine sends waits for staff and is not lost; whoever takes three hours is no machine."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.webui.conftest import Site
from tests.webui.pages import Page
from webui import spam
from webui.texts import words
from wizard import limits
from wizard.store import Ticket

W = "spam-0123456789"
MINE = {"email": "reader@example.org", "description": "Mine"}


def opened(site: Site, key: str) -> Page:
    return site.get(f"/en/ticket?_w={W}-{key}")


def held(
    site: Site, key: str, page: Page, after: timedelta = timedelta(minutes=5), **given: Any
) -> str | None:
    """Send the form and return why its ticket is held."""
    site.now += after
    sent = site.send(page.form, {**MINE, **given})
    assert sent.status == 303, sent.text
    ticket = site.store.ticket_by_form_key(f"{W}-{key}")
    assert ticket is not None
    thanks = site.follow(sent)
    assert thanks.h1 == "Your request is with us" and "We have it and will look at it" in thanks.text
    return ticket.held


@pytest.mark.parametrize(
    "after", [timedelta(seconds=3), timedelta(hours=3), timedelta(days=limits.FORM_DAYS)]
)
def test_a_person_is_no_machine_however_long_it_takes(samples: Site, after: timedelta):
    assert held(samples, "person", opened(samples, "person"), after) is None


def test_what_comes_at_once_waits(samples: Site):
    assert held(samples, "fast", opened(samples, "fast"), timedelta(seconds=2)) == "fast"


def test_what_fills_the_box_that_nobody_sees_waits(samples: Site):
    page = opened(samples, "trap")
    assert page.form.boxes[spam.TRAP] == ""
    assert spam.TRAP == "topic"
    assert held(samples, "trap", page, topic="Cheap lamps") == "trap"


def test_the_box_that_nobody_sees_is_out_of_everybodys_way(samples: Site):
    html = opened(samples, "hidden").html
    assert '<div class="away" aria-hidden="true"><label for="topic">' in html
    assert '<input id="topic" name="topic" tabindex="-1" autocomplete="off">' in html


@pytest.mark.parametrize("field", ["", "x", "0.0", "1774081800.", "٣.٣", "9" * 60, "\ud800.\ud800", "é.é"])
def test_a_moment_that_we_did_not_sign_is_a_suspicion(samples: Site, field: str):
    key = f"forged-{len(field)}-{field[:1].isalnum()}"
    assert held(samples, key, opened(samples, key), opened=field.encode("utf-8", "replace")) == "unsigned"


def test_the_moment_of_another_form_does_not_count(samples: Site):
    other = dict(opened(samples, "first").form.hidden)["opened"]
    assert held(samples, "second", opened(samples, "second"), opened=other) == "unsigned"


def test_a_form_of_last_week_waits(samples: Site):
    page = opened(samples, "old")
    assert held(samples, "old", page, timedelta(days=limits.FORM_DAYS, seconds=1)) == "old"


def test_many_links_wait_and_a_few_do_not(samples: Site):
    few, many = ("see https://a.example/ and www.b.example " * times for times in (1, 2))
    assert held(samples, "few", opened(samples, "few"), description=few) is None
    assert held(samples, "many", opened(samples, "many"), description=many) == "links"


def test_all_that_speaks_for_a_machine_is_noted(samples: Site):
    page = opened(samples, "all")
    assert (
        held(samples, "all", page, timedelta(0), topic="x", description="http://a " * 9) == "trap fast links"
    )


def test_the_time_counts_from_when_the_form_was_shown_first(samples: Site):
    page = opened(samples, "mended")
    samples.now += timedelta(seconds=20)
    page = samples.send(page.form, {**MINE, "email": "nobody"})
    assert page.status == 422
    assert held(samples, "mended", page, timedelta(0)) is None


def test_a_flood_waits_when_more_came_in_an_hour_than_people_send(samples: Site):
    for _ in range(limits.UNHELD_PER_HOUR):
        samples.app.extensions["wizard"].throttle.within(
            samples.store, samples.now, "request", limits.UNHELD_PER_HOUR
        )
    assert held(samples, "flood", opened(samples, "flood")) == "flood"
    samples.now += timedelta(hours=1)
    assert held(samples, "ebb", opened(samples, "ebb")) is None


def test_a_request_that_waits_is_not_handed_on_and_not_lost(samples: Site):
    assert held(samples, "kept", opened(samples, "kept"), topic="x") == "trap"
    ticket: Ticket | None = samples.store.ticket_by_form_key(f"{W}-kept")
    assert ticket is not None and ticket.description == "Mine"
    assert samples.store.outbox.deliveries_of(ticket.id) == []


def test_sent_once_more_it_is_judged_no_second_time(samples: Site):
    page = opened(samples, "twice")
    assert held(samples, "twice", page) is None
    assert held(samples, "twice", page, topic="x") is None


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_staff_can_read_every_reason_in_their_language(locale: str):
    assert set(spam.MESSAGES) == set(spam.Suspicion)
    assert all(words(locale)(text) != text for text in spam.MESSAGES.values())
