"""Sending too often is refused kindly; no count holds anybody's address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from tests.webui.conftest import SAMPLES, Site
from webui.throttle import Throttle, seconds_left
from wizard.limits import SENT_PER_HOUR
from wizard.store import open_store

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
FROM = {"REMOTE_ADDR": "203.0.113.77"}


def send(site: Site, number: int, address: str = "203.0.113.77"):
    page = site.get(f"/en/ticket?_w=often-{site.now:%d}-{number:05}")
    given = {"email": "reader@example.org", "description": "Mine"}
    return site.send(page.form, given, environ_base={"REMOTE_ADDR": address})


def test_the_twenty_first_sending_in_an_hour_from_one_network_is_refused(samples: Site):
    for number in range(SENT_PER_HOUR):
        assert send(samples, number).status == 303
    refused = send(samples, 100, "203.0.113.5")
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3_600
    assert "too much came in a short time" in refused.text
    assert refused.form.boxes["description"].strip() == "Mine"
    assert send(samples, 3).status == 303  # what was filed before is only told again
    assert send(samples, 101, "198.51.100.9").status == 303
    samples.now += timedelta(hours=1)
    assert send(samples, 102).status == 303


def test_replies_are_counted_too_but_not_the_same_one_twice(samples: Site):
    address = samples.ticket("/en/ticket?_w=often-reply").headers["Location"].partition("?")[0]
    form = samples.get(address).form
    for number in range(SENT_PER_HOUR):
        assert samples.send(form, {"reply": f"Reply {number}"}, environ_base=FROM).status == 303
    assert samples.send(form, {"reply": "Reply 3"}, environ_base=FROM).status == 303
    refused = samples.send(form, {"reply": "One more"}, environ_base=FROM)
    assert refused.status == 429 and refused.headers["Retry-After"]
    assert refused.form.boxes["reply"].strip() == "One more"


def test_no_count_holds_an_address(start, tmp_path):
    site = start(SAMPLES, tmp_path / "wizard.db")
    send(site, 1)
    engine = create_engine(f"sqlite:///{tmp_path / 'wizard.db'}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text("SELECT * FROM throttle"))]
    engine.dispose()
    assert len(rows) == 2
    assert "203.0.113" not in str(rows)


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'wizard.db'}") as opened:
        opened.upgrade()
        yield opened


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.5", "203.0.113.200", True),
        ("203.0.113.5", "203.0.114.5", False),
        ("203.0.113.5", "::ffff:203.0.113.9", True),
        ("::ffff:203.0.113.5", "::ffff:198.51.100.5", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "unix:", True),
    ],
)
def test_a_network_is_counted_as_one(store, one, other, same):
    throttle = Throttle()
    for _ in range(SENT_PER_HOUR):
        assert throttle.allows(store, b"k", NOW, "ticket", one)
    assert throttle.allows(store, b"k", NOW, "ticket", other) is not same
    assert throttle.allows(store, b"k", NOW, "reply", one)


def test_counts_of_former_days_are_deleted_once_a_day(store):
    throttle = Throttle()

    def counts(hours: int, former: int) -> int:
        store.hit("former", NOW - timedelta(days=former), 5)
        throttle.allows(store, b"k", NOW + timedelta(hours=hours), "ticket", "203.0.113.5")
        return store.purge_throttle(NOW - timedelta(days=1))

    assert [counts(0, 2), counts(1, 2), counts(2, 3), counts(24, 2)] == [0, 1, 1, 0]


def test_counting_begins_anew_with_the_hour():
    assert seconds_left(NOW) == 1_801
