"""From a walk in Arabic, over the outbox and a worker, into real helpdesks; and what became of it, back again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.delivery.desk import NOON
from tests.delivery.helpdesks.desks import LOG
from tests.delivery.office import filed, packer
from tests.delivery.weather import answers, half_an_answer, weather
from tests.store import samples
from wizard.delivery.orders import Reach
from wizard.delivery.statuses import StatusReader
from wizard.delivery.worker import Worker
from wizard.store import State


class Hours:
    """A clock on which an hour goes by at each look."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self):
        self.now += timedelta(hours=1)
        return self.now


@pytest.mark.parametrize("desk", ["rt", "redmine"], indirect=True)
def test_a_ticket_walked_in_arabic_is_read_in_english_and_persian_with_its_files(desk, store, tmp_path):
    store.files.stage(samples.attachment("صورة الشاشة.png", LOG), 5)
    ticket = filed(store, Reach(f"{desk.kind}.example.org", "desk"))
    with weather(desk.address) as above:
        helpdesks = {"desk": desk.adapter(tmp_path, above.url)}
        clock = Hours()
        worker = Worker("w", store, helpdesks, packer(store), clock, lambda seconds: True)
        # A gateway says no, then an answer gets lost, then it is found to be there.
        above.next(answers(500), desk.is_creating)
        above.next(half_an_answer, desk.is_creating)
        for _ in range(3):
            assert worker.deliver_one()
        assert not worker.deliver_one()
    [delivery] = store.outbox.deliveries_of(ticket.id)
    assert (delivery.state, delivery.tries) == (State.DELIVERED, 3)

    [arrived] = desk.arrived(ticket.reference)
    for words in (
        "Type a few letters in Notepad. Do digits appear there too?",
        "Yes, in every program",
        "بله، در همهٔ برنامه‌ها",
        "Version of Windows: Windows 10 (told by the program)",
        "نسخهٔ ویندوز: ویندوز ۱۰ (گفتهٔ برنامه)",
        "عندي مشكلة",
    ):
        assert words in arrived.text.replace("\r", "")
    assert arrived.files["صورة الشاشة.png"] == LOG
    assert json.loads(arrived.files["transcript.json"])

    assert desk.close is not None and delivery.external_id is not None
    desk.close(delivery.external_id)
    reader = StatusReader(store, {"desk": desk.adapter(tmp_path)}, clock)
    assert reader.read_one()
    assert store.outbox.deliveries_of(ticket.id)[0].external_status in ("solved", "closed")
