"""The webhook: signed over time and body, the same key at every try; what docs/helpdesks.md shows verifies it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.delivery.helpdesks.desks import parcel_of
from tests.fences import DOCS, blocks
from wizard.delivery.helpdesk import Refused
from wizard.delivery.helpdesks.webhook import signature


@pytest.fixture(scope="module")
def verified() -> Callable[..., Any]:
    """The function that docs/helpdesks.md shows to those who receive webhooks."""
    [sample] = [
        one
        for one in blocks(DOCS / "helpdesks.md")
        if one.language == "python" and "def verified(" in one.text
    ]
    names: dict[str, Any] = {}
    exec(compile(sample.text, sample.place, "exec"), names)
    return names["verified"]


@pytest.fixture
def call(webhook_desk, receiver, tmp_path, reference) -> tuple[dict[str, str], bytes]:
    """Headers and body of a webhook as they came."""
    webhook_desk.adapter(tmp_path).create(parcel_of(reference))
    return receiver.calls[0]


def test_the_documented_way_to_verify_takes_what_is_sent(verified, call, receiver):
    headers, body = call
    assert verified(headers, body, receiver.secret)


def test_it_refuses_a_changed_body_another_secret_and_an_old_call(verified, call, receiver):
    headers, body = call
    then = str(int(time.time()) - 3600)
    old = {
        **headers,
        "X-Wizard-Timestamp": then,
        "X-Wizard-Signature": signature(receiver.secret, then, body),
    }
    assert not verified(headers, body + b" ", receiver.secret)
    assert not verified(headers, body, receiver.secret + "x")
    assert not verified(old, body, receiver.secret)
    assert not verified({**headers, "X-Wizard-Timestamp": str(int(then) + 1)}, body, receiver.secret)
    assert not verified({**headers, "X-Wizard-Timestamp": "now"}, body, receiver.secret)
    assert not verified({**headers, "X-Wizard-Signature": ""}, body, receiver.secret)
    assert not verified({}, body, receiver.secret)


def test_a_signature_is_what_any_tool_reckons():
    # printf '1700000000.{}' | openssl dgst -sha256 -hmac k
    reckoned = "c6ef4734033cee2367414a0939385eca0397754aa7a59716da7463a9298b5146"
    assert signature("k", "1700000000", b"{}") == f"v1={reckoned}"


def test_a_repetition_bears_the_same_key_and_is_kept_once(webhook_desk, receiver, tmp_path, reference):
    adapter = webhook_desk.adapter(tmp_path)
    receipts = [adapter.create(parcel_of(reference)) for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert receipts[0].url == "https://tickets.example.org/1"
    assert len(receiver.calls) == 2
    assert len(receiver.kept) == 1


def test_what_follows_names_what_it_follows(webhook_desk, receiver, tmp_path, reference):
    webhook_desk.adapter(tmp_path).create(parcel_of(reference, "said:3"))
    [said] = receiver.kept.values()
    assert said["follows"] == f"help.example.org/{reference}/ticket"


@pytest.mark.parametrize(
    ("body", "number", "url"),
    [
        (b"", None, None),
        (b"thanks", None, None),
        (b"[]", None, None),
        (b'{"id": null}', None, None),
        (b'{"id": ""}', None, None),
        (b'{"id": "A\\r\\nB\\u202e"}', "A B", None),
        (b'{"id": 7, "url": "javascript:alert(1)"}', "7", None),
        (b'{"id": 7, "url": "https://t.example.org/7"}', "7", "https://t.example.org/7"),
    ],
)
def test_any_2xx_is_a_receipt(webhook_desk, tmp_path, reference, body, number, url):
    from tests.delivery.weather import answers, weather

    with weather(webhook_desk.address) as above:
        above.next(answers(202, body))
        receipt = webhook_desk.adapter(tmp_path, above.url + "/in?from=rahgosha").create(parcel_of(reference))
        assert above.calls == ["POST /in?from=rahgosha"]
    assert (receipt.external_id, receipt.url) == (number or parcel_of(reference).key, url)


def test_a_receiver_without_the_secret_refuses(webhook_desk, receiver, tmp_path, reference):
    receiver.secret = "another secret that is long enough"
    with pytest.raises(Refused, match="the signature is wrong"):
        webhook_desk.adapter(tmp_path).create(parcel_of(reference))
