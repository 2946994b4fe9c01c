"""The small sum for browsers: asked for where the setting says so, right for its own form alone."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from tests.webui.conftest import SAMPLES, Site
from webui.proof import challenge, is_proved

SECRET = b"k" * 32
W = "proof-0123456789"


def solved(form_key: str, after: int = -1) -> str:
    """Do the sum as a browser does, from the challenge alone; the first answer behind `after`."""
    asked = json.loads(challenge(SECRET, form_key))["parameters"]
    nonce, salt = bytes.fromhex(asked["nonce"]), bytes.fromhex(asked["salt"])
    assert asked["algorithm"] == "PBKDF2/SHA-256"
    for number in range(after + 1, 20_000):
        tried = nonce + number.to_bytes(4, "big")
        key = hashlib.pbkdf2_hmac("sha256", tried, salt, asked["cost"], asked["keyLength"])
        if key.hex().startswith(asked["keyPrefix"]):
            return written({"solution": {"counter": number, "derivedKey": key.hex()}})
    raise AssertionError("no answer")


def written(proof: object) -> str:
    return base64.b64encode(json.dumps(proof).encode()).decode()


def test_an_answer_is_right_for_its_own_form_alone():
    proof = solved("one")
    assert is_proved(SECRET, "one", proof)
    assert not is_proved(b"x" * 32, "one", proof)
    assert [is_proved(SECRET, f"other-{number}", proof) for number in range(5)].count(True) <= 1


@pytest.mark.parametrize(
    "proof",
    [
        "",
        "x",
        "=",
        "é",
        "A" * 5_000,
        written([]),
        written({}),
        written({"solution": None}),
        written({"solution": {"counter": "1"}}),
        written({"solution": {"counter": True}}),
        written({"solution": {"counter": -1}}),
        written({"solution": {"counter": 2**32}}),
        written({"solution": {"counter": 1.5}}),
        base64.b64encode(b"\xff\xfe").decode(),
        base64.b64encode(b"[" * 2_900).decode(),
    ],
)
def test_what_is_no_answer_is_none(proof: str):
    assert not is_proved(SECRET, "one", proof)


@pytest.fixture
def asking(start) -> Site:
    """A site that asks browsers for the sum."""
    site: Site = start(SAMPLES, altcha=True)
    return site


def test_without_the_setting_no_page_asks(samples: Site):
    assert "altcha" not in samples.get(f"/en/ticket?_w={W}-off").html


def test_a_request_with_the_answer_goes_on_and_one_without_waits(asking: Site):
    assert "altcha-widget" in asking.get(f"/en/ticket?_w={W}").html
    for key, given, held in (
        (f"{W}-with", {"altcha": solved(f"{W}-with")}, None),
        (f"{W}-without", {}, "unproved"),
        (f"{W}-wrong", {"altcha": "x"}, "unproved"),
    ):
        assert asking.ticket(f"/en/ticket?_w={key}", **given).status == 303
        ticket = asking.store.ticket_by_form_key(key)
        assert ticket is not None and ticket.held == held


def test_the_script_and_its_worker_come_from_us(asking: Site):
    prefix = asking.app.extensions["wizard"].static.prefix
    for name in ("proof.js", "vendor/altcha.min.js", "vendor/altcha-pbkdf2.js"):
        answer = asking.client.get(f"{prefix}{name}")
        assert answer.status_code == 200 and answer.mimetype == "text/javascript"
