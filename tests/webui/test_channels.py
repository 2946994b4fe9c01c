"""The other ways to reach somebody: which are shown, when somebody is there, and by whose clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.webui.conftest import Site
from webui.opening import DAYS, Opening, day_ranges, opening
from wizard.model.site import Hours

WEEK = (Hours(("sat", "sun", "mon", "tue", "wed"), "08:00", "16:00"), Hours(("thu",), "08:00", "12:00"))
TEHRAN = "Asia/Tehran"  # half past three ahead of UTC, all the year


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ("2026-03-21 04:29:59", False, "2026-03-21 08:00"),  # a Saturday
        ("2026-03-21 04:30:00", True, "2026-03-21 16:00"),
        ("2026-03-21 12:29:59", True, "2026-03-21 16:00"),
        ("2026-03-21 12:30:00", False, "2026-03-22 08:00"),
        ("2026-03-26 08:00:00", True, "2026-03-26 12:00"),  # Thursday
        ("2026-03-26 08:30:00", False, "2026-03-28 08:00"),  # over Friday
        ("2026-03-27 20:45:00", False, "2026-03-28 08:00"),  # Friday in UTC, Saturday there
    ],
)
def test_somebody_is_there_within_the_hours_of_the_site_and_its_clock(now: str, is_open: bool, changes: str):
    found = opening(WEEK, TEHRAN, at(now))
    assert found is not None and found.is_open is is_open
    assert found.changes is not None and f"{found.changes:%Y-%m-%d %H:%M}" == changes


def test_hours_over_midnight_and_hours_that_meet_are_one():
    night = (Hours(("sat",), "22:00", "02:00"),)
    found = opening(night, "UTC", at("2026-03-22 01:00"))
    assert found is not None and found.is_open and f"{found.changes:%a %H:%M}" == "Sun 02:00"
    meeting = (Hours(("sat",), "08:00", "24:00"), Hours(("sun",), "00:00", "09:00"))
    found = opening(meeting, "UTC", at("2026-03-21 10:00"))
    assert found is not None and found.is_open and f"{found.changes:%a %H:%M}" == "Sun 09:00"


def test_who_is_always_there_does_not_close():
    assert opening((Hours(DAYS, "00:00", "24:00"),), "UTC", at("2026-03-21 10:00")) == Opening(True, None)


def test_hours_follow_the_clock_of_the_place_when_that_is_changed():
    hours = (Hours(("sun",), "09:00", "10:00"),)
    for day, hour in (("2026-03-22", "08:30"), ("2026-03-29", "07:30")):  # summer time begins in between
        found = opening(hours, "Europe/Berlin", at(f"{day} {hour}"))
        assert found is not None and found.is_open


@pytest.mark.parametrize(
    "hours",
    [(), (Hours((), "08:00", "16:00"),), (Hours(("sat",), "8", ""),), (Hours(("x",), "08:00", "9:99"),)],
)
def test_without_hours_nothing_is_said(hours):
    assert opening(hours, TEHRAN, at("2026-03-21 10:00")) is None


def test_an_unknown_time_zone_is_utc():
    found = opening(WEEK, "Nowhere/At_All", at("2026-03-21 08:30"))
    assert found is not None and found.is_open


@pytest.mark.parametrize(
    ("days", "ranges"),
    [
        (["wed", "sat", "sun", "mon", "tue"], [("sat", "wed")]),
        (["sat", "sun"], [("sat", "sat"), ("sun", "sun")]),
        (["thu", "sat", "mon", "tue", "wed"], [("sat", "sat"), ("mon", "thu")]),
        ([], []),
    ],
)
def test_days_in_a_row_are_said_as_one(days, ranges):
    assert day_ranges(days) == ranges


def test_the_page_says_when_somebody_is_there(samples: Site):
    samples.now = at("2026-03-21 08:30")
    text = samples.get("/en/").text
    assert "Open now, until 16:00" in text and "Saturday – Wednesday from 08:00 to 16:00" in text
    assert "Iran Time" in text and "Have the number of your request at hand." in text
    samples.now = at("2026-03-26 10:00")
    assert "Closed now, opens on Saturday at 08:00" in samples.get("/en/").text
    samples.now = at("2026-03-28 03:00")
    assert "Closed now, opens today at 08:00" in samples.get("/en/").text


SITE = """\
format: 1
brand: {name: Support}
default_locale: en
locales: {en: source, fa: offered, ar: offered}
channels:
  phone: {kind: phone, label: Phone, address: "{site.phone}"}
  empty: {kind: phone, label: Nobody, address: "{site.nothing}"}
  letters: {kind: email, label: Letters, address: help@example.org}
  social: {kind: social, label: Social, address: "@helpers"}
  evil: {kind: chat, label: Evil, address: "javascript:alert(1)"}
  chat: {kind: chat, label: Chat, address: "https://chat.example.org/"}
time_zone: Asia/Tehran
hours: [{days: [sat, sun, mon, tue, wed], from: "08:00", to: "16:00"}]
slots: {phone: {about: The number, value: "+98 25 1234 5678"}, nothing: {about: Nothing, value: ""}}
"""


@pytest.fixture
def own(start, tmp_path) -> Site:
    (tmp_path / "_site.yaml").write_text(SITE)
    (tmp_path / "one.yaml").write_text("format: 1\ntitle: One\nsteps:\n  try: {fix: Try it, how: Do it.}\n")
    return start(tmp_path)


def test_only_channels_with_an_address_are_shown(own: Site):
    page = own.get("/en/")
    assert {"tel:+982512345678", "mailto:help@example.org", "https://chat.example.org/"} <= set(page.hrefs())
    assert "Nobody" not in page.text and "@helpers" in page.text
    assert page.hrefs("javascript:") == []
    own.now = at("2026-03-21 08:30")
    assert own.get("/en/").text.count("Open now, until 16:00") == 3, "telephone and chats, not letters"


def test_hours_are_said_in_the_words_and_digits_of_the_reader(own: Site):
    own.now = at("2026-03-21 14:00")
    fa = own.get("/fa/").text
    assert "شنبه – چهارشنبه از ۰۸:۰۰ تا ۱۶:۰۰" in fa and "یک‌شنبه از ساعت ۰۸:۰۰" in fa and "وقت ایران" in fa
    ar = own.get("/ar/").text
    assert "الأحد الساعة 08:00" in ar and "توقيت إيران" in ar


def test_who_found_nothing_is_told_the_other_ways_too(own: Site):
    assert "tel:+982512345678" in own.get("/en/?q=zebra").hrefs()
    assert own.get("/en/?q=try").hrefs("tel:") == []
