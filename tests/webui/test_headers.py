"""What every answer carries: a strict policy, no cookie, and how long it may be kept."""

from __future__ import annotations

import gzip

import pytest

from tests.webui.conftest import Site
from webui.headers import policy

EVERYWHERE = [
    ("GET", "/", 302),
    ("GET", "/en/", 200),
    ("GET", "/en/last-words", 200),
    ("GET", "/en/last-words?louder=solved", 200),
    ("POST", "/en/last-words", 422),
    ("GET", "/en/ticket", 302),
    ("GET", "/en/ticket?_w=header-0123456", 200),
    ("POST", "/en/ticket", 422),
    ("POST", "/en/last-words/feedback", 422),
    ("GET", "/en/request/some-token", 404),
    ("GET", "/en/nothing", 404),
    ("GET", "/xx/", 404),
    ("PUT", "/en/", 405),
    ("GET", "/en/last-words?" + "x" * 4_000, 414),
    ("OPTIONS", "/en/last-words", 200),
    ("GET", "/static/x/wizard.css", 200),
    ("GET", "/robots.txt", 200),
    ("GET", "/healthz", 200),
]


@pytest.mark.parametrize(("method", "address", "status"), EVERYWHERE)
def test_every_answer_is_safe_and_sets_no_cookie(samples: Site, method: str, address: str, status: int):
    answer = samples.client.open(address, method=method)
    assert answer.status_code == status
    headers = answer.headers
    assert headers["Content-Security-Policy"] == policy(["https://www.example.org"])
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"]
    assert "Set-Cookie" not in headers and "Server" not in headers


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline():
    allowed = policy([])
    assert "default-src 'none'" in allowed and "unsafe" not in allowed and "http" not in allowed
    assert allowed.endswith("frame-ancestors 'none'")


def test_no_page_has_script_or_style_in_it(samples: Site):
    for method, address, _ in EVERYWHERE:
        html = samples.client.open(address, method=method).get_data(as_text=True)
        assert "<style" not in html and " style=" not in html and "javascript:" not in html
        assert html.count("<script") == html.count("<script defer src=")


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("", False), ("x", False)],
)
def test_pages_are_gzipped_for_those_who_take_it(samples: Site, accepted: str, zipped: bool):
    plain = samples.client.get("/en/last-words?_w=zip-01234567")
    answer = samples.client.get("/en/last-words?_w=zip-01234567", headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("Content-Encoding") == "gzip") is zipped
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert (gzip.decompress(answer.data) if zipped else answer.data) == plain.data
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["ETag"] == plain.headers["ETag"]


def test_pages_with_what_is_personal_are_not_stored(samples: Site):
    for address in ("/en/ticket?_w=store-0123456", "/en/last-words/ticket?louder=unable&_w=store-0123456"):
        assert samples.get(address).headers["Cache-Control"] == "no-store"
