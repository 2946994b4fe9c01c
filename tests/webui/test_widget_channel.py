"""By which way a walk came stays with it from page to page, and stands in its events and its request."""

from __future__ import annotations

import pytest

from tests.webui.conftest import HTMX, Site
from tests.webui.staff import desk
from wizard.query import CHANNELS
from wizard.store import Role

W = "channel-walk-0123"


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_a_channel_goes_along_with_the_walk_into_events_and_request(samples: Site, channel: str):
    page = samples.get(f"/en/last-words?_channel={channel}&_w={W}-{channel}")
    page = samples.follow(samples.answer(page, "not-solved"))
    assert all(f"_channel={channel}" in link for link in page.hrefs("_r="))
    sent = samples.ticket(page.hrefs("/ticket")[0])
    assert sent.status == 303
    assert [one.channel for one in samples.events(f"{W}-{channel}")] == [channel]
    ticket = samples.store.ticket_by_form_key(f"{W}-{channel}")
    assert ticket is not None and ticket.channel == channel


@pytest.mark.parametrize(
    "channel", ["", "web", "api", "staff", "x" * 3_000, "widget&_channel=phone", "%00", "WIDGET"]
)
def test_a_walk_that_says_nothing_of_ours_came_by_the_website(samples: Site, channel: str):
    page = samples.get(f"/en/last-words?_channel={channel}")
    page = samples.follow(samples.answer(page, "not-solved"))
    assert "_channel" not in page.html
    walk = dict(samples.get(page.hrefs("/ticket")[0]).form.hidden)["_w"]
    assert [one.channel for one in samples.events(walk)] == ["web"]


def test_an_answer_sent_by_htmx_keeps_the_channel(samples: Site):
    page = samples.get("/en/last-words?_channel=widget")
    answered = samples.answer(page, "not-solved", headers=HTMX)
    assert "_channel=widget" in answered.headers["HX-Push-Url"]


def test_a_page_kept_for_one_channel_is_not_shown_to_another(samples: Site):
    address = "/en/last-words?louder=not-solved"
    framed = samples.get(f"{address}&_channel=widget")
    plain = samples.get(address)
    assert "_channel=widget" in framed.html and "_channel" not in plain.html
    assert "_channel=phone" in samples.get(f"{address}&_channel=phone").html


def test_a_link_for_others_does_not_say_how_this_walk_came(samples: Site):
    page = samples.get("/en/last-words?louder=not-solved&_channel=widget")
    assert "_channel" not in page.html.split('class="printed"')[1]


def test_a_walk_that_goes_on_in_another_tree_keeps_its_channel(samples: Site):
    page = samples.get("/en/jump-to-another-tree?number=e1603&_channel=widget")
    assert page.status == 302 and "_channel=widget" in page.headers["Location"]


def test_a_request_without_a_walk_keeps_its_channel(samples: Site):
    sent = samples.ticket("/en/ticket?_channel=widget")
    assert sent.status == 303
    opened = samples.follow(samples.get("/en/ticket?_channel=widget"))
    assert dict(opened.form.hidden)["_channel"] == "widget"


@pytest.mark.parametrize(
    ("channel", "locale", "words"),
    [
        ("phone", "en", "By a code, on another device"),
        ("phone", "fa", "با کد، روی دستگاهی دیگر"),
        ("phone", "ar", "برمز، على جهاز آخر"),
        ("widget", "en", "By the window in another site"),
        ("offline", "en", "From the help without network"),
        ("together", "en", "On two devices together"),
    ],
)
def test_staff_read_how_a_customer_came(shipped: Site, channel: str, locale: str, words: str):
    key = f"read-{channel}-{locale}-01"
    sent = shipped.ticket(f"/en/question-marks/ticket?_w={key}&_channel={channel}")
    assert sent.status == 303
    ticket = shipped.store.ticket_by_form_key(key)
    assert ticket is not None
    at = desk(shipped, Role.AGENT, locale)
    assert words in at.get(f"/staff/tickets/{ticket.id}").text
    assert words in at.get("/staff/").text
