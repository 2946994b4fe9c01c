"""What every adapter keeps to, against the real thing or its fake: arrives once, whole, and every failure is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.delivery.helpdesks.desks import LOG, TRANSCRIPT, Desk, parcel_of
from tests.delivery.systems.starting import free_port
from tests.delivery.weather import (
    Weather,
    answers,
    answers_after,
    drop_by_drop,
    half_an_answer,
    handshakes,
    no_answer,
    silence,
    weather,
)
from wizard.delivery.helpdesk import Enclosure, Refused, Unavailable, Unclear, Undelivered
from wizard.delivery.helpdesks import HELPDESKS

# Seconds; the real ones need some for the calls before.
PATIENCE = {"rt": 4, "redmine": 4}
FINDING = [kind for kind, adapter in HELPDESKS.items() if adapter.finds]
OVER_HTTP = [kind for kind in HELPDESKS if kind != "email"]

every_kind = pytest.mark.parametrize("desk", HELPDESKS, indirect=True)
finding_kinds = pytest.mark.parametrize("desk", FINDING, indirect=True)
http_kinds = pytest.mark.parametrize("desk", OVER_HTTP, indirect=True)


@pytest.fixture
def above(desk: Desk) -> Iterator[Weather]:
    """The weather between us and the helpdesk."""
    with weather(desk.address) as above:
        yield above


@every_kind
def test_a_request_arrives_with_its_text_and_its_files(desk, tmp_path, reference):
    receipt = desk.adapter(tmp_path).create(parcel_of(reference))
    [arrived] = desk.arrived(reference)
    assert receipt.external_id
    assert arrived.subject.startswith(f"[{reference}] علامت سؤال به جای حروف")
    assert arrived.files == {"transcript.json": TRANSCRIPT, "تصویر صفحه.png": LOG}
    for line in parcel_of(reference).text.replace("</b>", "").splitlines():
        assert line in arrived.text.replace("\r", "").replace("</b>", "").replace("< /b>", "")


@every_kind
def test_hostile_signs_do_no_harm(desk, tmp_path, reference):
    parcel = parcel_of(
        reference,
        subject=f"[{reference}] a\r\nBcc: all@example.org\0\u202egnp.exe\u2029\x1b[31m",
        name="Eve\r\nX-Evil: 1\0\u202e <eve@example.org>",
        text="one\r\ntwo\0\x08\u202ethree\ud800\x1b\u2028four",
        enclosures=(Enclosure("../..\\x\r\n\0\u202egnp.exe", "text/html\r\nX-Evil: 1", b"<script>"),),
    )
    desk.adapter(tmp_path).create(parcel)
    [arrived] = desk.arrived(reference)
    assert arrived.subject.startswith(f"[{reference}] a Bcc: all@example.orggnp.exe [31m")
    assert "one\ntwothree\nfour" in arrived.text.replace("\r", "")
    assert arrived.files == {"_.._x gnp.exe": b"<script>"}


@every_kind
def test_a_request_without_address_name_files_arrives(desk, tmp_path, reference):
    bare = parcel_of(reference, email=None, phone=None, name=None, tags=(), enclosures=())
    desk.adapter(tmp_path).create(bare)
    [arrived] = desk.arrived(reference)
    assert arrived.files == {}


@every_kind
def test_a_helpdesk_that_is_down_can_be_tried_again(desk, tmp_path, reference):
    adapter = desk.adapter(tmp_path, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unavailable, match="no connection"):
        adapter.create(parcel_of(reference))


@every_kind
def test_a_host_that_no_name_server_knows_can_be_tried_again(desk, tmp_path, reference):
    adapter = desk.adapter(tmp_path, "https://helpdesk.invalid:443")
    with pytest.raises(Unavailable, match="no connection"):
        adapter.create(parcel_of(reference))


@every_kind
def test_a_wrong_certificate_is_not_talked_to(desk, tmp_path, reference, tls, tls_of_another, ca_file):
    with handshakes(tls) as port:
        unknown = desk.adapter(tmp_path, f"https://127.0.0.1:{port}")
        with pytest.raises(Unavailable, match="certificate"):
            unknown.create(parcel_of(reference))
    with handshakes(tls_of_another) as port:
        other = desk.adapter(tmp_path, f"https://127.0.0.1:{port}", ca_file=ca_file)
        with pytest.raises(Unavailable, match="certificate"):
            other.create(parcel_of(reference))
    assert desk.arrived(reference) == []


@http_kinds
def test_a_certificate_of_ones_own_authority_is_trusted_when_named(desk, tmp_path, reference, tls, ca_file):
    with weather(desk.address, tls) as above:
        desk.adapter(tmp_path, above.url, ca_file=ca_file).create(parcel_of(reference))
    assert len(desk.arrived(reference)) == 1


@http_kinds
def test_a_refusal_tells_why_but_names_nobody(desk, tmp_path, reference, above):
    above.next(answers(422, b'{"error": "maryam@example.org is on no list"}'), desk.is_creating)
    with pytest.raises(Refused, match="is on no list") as told:
        desk.adapter(tmp_path, above.url).create(parcel_of(reference))
    assert "maryam" not in told.value.reason


@every_kind
def test_who_never_answers_is_not_waited_for(desk, tmp_path, reference):
    with silence() as port:
        adapter = desk.adapter(tmp_path, f"http://127.0.0.1:{port}", seconds=0.2)
        with pytest.raises((Unavailable, Unclear)):
            adapter.create(parcel_of(reference))


@http_kinds
def test_an_answer_that_comes_drop_by_drop_is_not_waited_for(desk, tmp_path, reference, above):
    above.next(drop_by_drop, desk.is_creating)
    adapter = desk.adapter(tmp_path, above.url, seconds=PATIENCE.get(desk.kind, 1))
    with pytest.raises(Unclear, match="no whole answer within"):
        adapter.create(parcel_of(reference))
    assert above.done.wait(60)
    assert len(desk.arrived(reference)) == 1


@http_kinds
@pytest.mark.parametrize("status", [429, 503])
def test_a_helpdesk_says_when_to_come_again(desk, tmp_path, reference, above, status):
    adapter = desk.adapter(tmp_path, above.url)
    above.next(answers(status, Retry_After="7"), desk.is_creating)
    with pytest.raises(Unavailable) as told:
        adapter.create(parcel_of(reference))
    assert told.value.after == 7
    assert desk.arrived(reference) == []
    adapter.create(parcel_of(reference))
    assert len(desk.arrived(reference)) == 1


@http_kinds
def test_an_error_before_anything_was_made_leaves_it_unclear(desk, tmp_path, reference, above):
    adapter = desk.adapter(tmp_path, above.url)
    above.next(answers(500), desk.is_creating)
    with pytest.raises(Unclear):
        adapter.create(parcel_of(reference))
    assert desk.arrived(reference) == []
    assert adapter.find(parcel_of(reference).key) is None


@http_kinds
@pytest.mark.parametrize(
    "mishap",
    [answers_after(500), answers_after(502), half_an_answer, no_answer],
    ids=["500", "502", "half", "none"],
)
def test_a_lost_answer_leaves_it_unclear_and_looking_finds_it(desk, tmp_path, reference, above, mishap):
    adapter = desk.adapter(tmp_path, above.url)
    above.next(mishap, desk.is_creating)
    with pytest.raises(Unclear):
        adapter.create(parcel_of(reference))
    assert len(desk.arrived(reference)) == 1
    found = adapter.find(parcel_of(reference).key)
    assert (found is not None) == adapter.finds


@pytest.mark.parametrize("desk", [kind for kind in OVER_HTTP if kind != "webhook"], indirect=True)
@pytest.mark.parametrize("body", [b"<html>please log in</html>", b"{}", b"", b"null", b"[]"])
def test_success_without_a_number_is_no_success(desk, tmp_path, reference, above, body):
    adapter = desk.adapter(tmp_path, above.url)
    above.next(answers(200, body), desk.is_creating)
    if desk.kind == "osticket" and not body.startswith(b"<") and body:
        pytest.skip("osTicket's numbers may be any text")
    with pytest.raises(Unclear):
        adapter.create(parcel_of(reference))


@finding_kinds
@pytest.mark.parametrize(
    "body", [b"<html>please log in</html>", b"{}", b"", b"null", b'{"items": 1}', b"\xff"]
)
def test_looking_is_never_mistaken_about_nonsense(desk, tmp_path, reference, above, body):
    adapter = desk.adapter(tmp_path, above.url)
    above.next(answers(200, body))
    with pytest.raises(Unavailable):
        adapter.find(parcel_of(reference).key)


@http_kinds
def test_nobody_is_followed_elsewhere(desk, tmp_path, reference, above):
    adapter = desk.adapter(tmp_path, above.url)
    above.next(answers(302, Location="https://elsewhere.example.org/"))
    with pytest.raises(Refused, match="302"):
        adapter.create(parcel_of(reference))


@http_kinds
def test_a_wrong_secret_is_refused_and_never_told(desk, tmp_path, reference):
    wrong = "wrong-secret-wrong-secret-wrong-secret"
    adapter = desk.adapter(tmp_path, **{next(iter(desk.secrets)): wrong})
    with pytest.raises(Refused, match="401") as told:
        adapter.create(parcel_of(reference))
    assert wrong not in told.value.reason
    assert desk.arrived(reference) == []


@http_kinds
def test_a_look_at_it_only_reads(desk, tmp_path, above):
    assert desk.adapter(tmp_path, above.url).check()
    assert all(call.startswith("GET ") for call in above.calls)


@pytest.mark.parametrize("desk", FINDING, indirect=True)
def test_a_look_shows_a_wrong_secret(desk, tmp_path):
    with pytest.raises(Undelivered, match=r"401|nobody"):
        desk.adapter(tmp_path, **{next(iter(desk.secrets)): "wrong"}).check()


@finding_kinds
def test_what_arrived_is_found_by_its_whole_key(desk, tmp_path, reference):
    adapter = desk.adapter(tmp_path)
    parcel = parcel_of(reference)
    assert adapter.find(parcel.key) is None
    receipt = adapter.create(parcel)
    assert adapter.find(parcel.key) == receipt
    assert adapter.find(parcel.key[:-1]) is None
    assert adapter.find(parcel.key + "s") is None
    assert adapter.find(parcel.key.replace("help.", "help'\"\\.")) is None


@finding_kinds
def test_the_same_key_twice_makes_one_ticket(desk, tmp_path, reference):
    first, second = desk.adapter(tmp_path), desk.adapter(tmp_path)
    receipts = [
        one.find(parcel_of(reference).key) or one.create(parcel_of(reference)) for one in (first, second)
    ]
    assert receipts[0] == receipts[1]
    assert len(desk.arrived(reference)) == 1


@finding_kinds
def test_its_status_can_be_read_back(desk, tmp_path, reference):
    adapter = desk.adapter(tmp_path)
    receipt = adapter.create(parcel_of(reference))
    assert adapter.status(receipt.external_id) == "open"
    assert desk.close is not None
    desk.close(receipt.external_id)
    assert adapter.status(receipt.external_id) in ("solved", "closed")


@finding_kinds
def test_a_ticket_that_is_gone_has_no_status(desk, tmp_path):
    with pytest.raises(Refused, match="404"):
        desk.adapter(tmp_path).status("999999")


@finding_kinds
def test_what_the_customer_adds_joins_the_ticket_once(desk, tmp_path, reference):
    adapter = desk.adapter(tmp_path)
    receipt = adapter.create(parcel_of(reference))
    more = parcel_of(
        reference,
        "said:12",
        text="هنوز کار نمی‌کند",
        enclosures=(Enclosure("گزارش.txt", "text/plain", b"more"),),
    )
    assert adapter.find(more.key) is None
    assert adapter.create(more) == receipt
    assert adapter.find(more.key) == receipt
    assert adapter.find(more.key[:-1]) is None
    [arrived] = desk.arrived(reference)
    assert [text for text in arrived.added if "هنوز کار نمی‌کند" in text]
    assert arrived.files["گزارش.txt"] == b"more"


@finding_kinds
def test_what_comes_before_its_ticket_waits(desk, tmp_path, reference):
    adapter = desk.adapter(tmp_path)
    with pytest.raises(Unavailable, match="has not arrived"):
        adapter.create(parcel_of(reference, "said:12"))
    assert desk.arrived(reference) == []


@pytest.mark.parametrize("desk", ["rt", "zammad"], indirect=True)
def test_routing_names_the_queue(desk, tmp_path, reference):
    with pytest.raises(Refused):
        desk.adapter(tmp_path).create(parcel_of(reference, queue="No such queue"))
    assert desk.arrived(reference) == []


@pytest.mark.parametrize("desk", ["zendesk", "freshdesk", "osticket"], indirect=True)
def test_a_queue_that_is_no_number_is_refused_where_queues_are_numbers(desk, tmp_path, reference):
    with pytest.raises(Refused, match="no number of a"):
        desk.adapter(tmp_path).create(parcel_of(reference, queue="Support"))
    assert desk.arrived(reference) == []


@pytest.mark.parametrize(
    ("desk", "changed"),
    [("rt", {"key_field": ""}), ("redmine", {"key_field": None}), ("zammad", {"key_field": ""})],
    indirect=["desk"],
)
def test_without_a_field_the_key_stands_behind_the_subject(desk, changed, tmp_path, reference):
    adapter = desk.adapter(tmp_path, **changed)
    parcel = parcel_of(reference, subject=f"[{reference}] " + "بلند " * 200)
    assert adapter.find(parcel.key) is None
    receipt = adapter.create(parcel)
    [arrived] = desk.arrived(reference)
    assert arrived.subject.endswith(f"… [{parcel.key}]")
    assert adapter.find(parcel.key) == receipt
    assert adapter.find(replace(parcel, key=parcel.key[1:]).key) is None
