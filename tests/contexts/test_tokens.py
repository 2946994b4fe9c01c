"""A token is taken when all of it is right, and refused with the reason when anything is not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.contexts.signing import NOW, OLD_SECRET, SECRET, SITE, encoded, said, token, unsigned
from wizard import limits
from wizard.contexts.products import Products
from wizard.contexts.tokens import Claims, Refused, Why, claims

HEADER = {"alg": "HS256", "typ": "JWT", "kid": "lamp-2026"}


@pytest.fixture
def checked(products, facts):
    def check(one: str, now: datetime = NOW) -> Claims:
        return claims(one, products, facts, now)

    return check


def refused(check, one: str, now: datetime = NOW) -> Why:
    with pytest.raises(Refused) as found:
        check(one, now)
    return found.value.why


def test_a_good_token_says_what_it_vouches_for(checked):
    identity = {"email": "sara@example.org", "phone": "+98 21 1234 5678", "name": "Sara"}
    found = checked(token(said(identity=identity, locale="fa", facts={"windows": "win10", "disk-free": 3.5})))
    assert (found.product, found.nonce, found.locale) == ("lamp", "nonce-0001", "fa")
    assert dict(found.facts) == {"windows": "win10", "disk-free": "3.5"}
    assert found.identity.row() == identity and found.left_out == ()


def test_only_facts_that_are_declared_and_can_be_so_are_taken(checked):
    given = {
        "windows": "win95",
        "disk-free": -4,
        "build": "4.12.1",
        "colour": "red",
        "__proto__": "x",
        "_c": "x",
    }
    found = checked(token(said(facts=given)))
    assert dict(found.facts) == {"build": "4.12.1"}
    assert found.left_out == ("__proto__", "_c", "colour", "disk-free", "windows")


@pytest.mark.parametrize(
    "value",
    [
        True,
        None,
        [],
        {},
        ["win11"],
        {"value": "win11"},
        "",
        "x" * 2_000,
        pytest.param(10**400, id="huge"),
        1e308,
        "unsure",
    ],
)
def test_a_fact_of_the_wrong_type_is_left_out_and_the_others_stay(checked, value):
    found = checked(token(said(facts={"windows": value, "disk-free": 12})))
    assert dict(found.facts) == {"disk-free": "12"} and found.left_out == ("windows",)
    assert dict(checked(token(said(facts={"disk-free": value}))).facts) == {}


@pytest.mark.parametrize("written", ["\ud800", "a\x00b", "a\nb", "a\u202eb", "x" * 41])
def test_a_text_that_no_page_could_show_is_left_out(checked, written):
    assert dict(checked(token(said(facts={"edition": written}))).facts) == {}
    assert dict(checked(token(said(facts={"edition": "ویژه"}))).facts) == {"edition": "ویژه"}


@pytest.mark.parametrize("facts_said", [None, [], "windows=win11", 3, [["windows", "win11"]]])
def test_facts_that_are_no_object_are_none(checked, facts_said):
    assert dict(checked(token(said(facts=facts_said))).facts) == {}


def test_a_product_vouches_only_for_the_facts_that_are_its_own(products, facts):
    from dataclasses import replace

    key = replace(products.keys["lamp-2026"], facts=frozenset({"build"}))
    only = Products(products.audience, {"lamp-2026": key})
    found = claims(token(said(facts={"windows": "win11", "build": "4"})), only, facts, NOW)
    assert dict(found.facts) == {"build": "4"} and found.left_out == ("windows",)


def test_several_keys_count_at_once_until_one_is_retired(checked):
    old = token(secret=OLD_SECRET, header={**HEADER, "kid": "lamp-2025"})
    assert checked(old).product == checked(token()).product == "lamp"
    last = datetime(2026, 4, 30, 23, 59, tzinfo=UTC)
    late = token(said(last), secret=OLD_SECRET, header={**HEADER, "kid": "lamp-2025"})
    assert checked(late, last).product == "lamp"
    assert refused(checked, late, last + timedelta(minutes=1)) is Why.RETIRED


@pytest.mark.parametrize("kid", ["", "lamp", "lamp-2024", "../lamp-2026", 7, None, ["lamp-2026"], {"a": 1}])
def test_an_unknown_key_is_refused(checked, kid):
    assert refused(checked, token(header={**HEADER, "kid": kid})) in (Why.KEY, Why.SHAPE)


def test_a_token_without_a_key_of_its_own_is_refused(checked):
    assert refused(checked, token(header={"alg": "HS256", "typ": "JWT"})) is Why.KEY


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS384", "RS256", "ES256", "", "hs256"])
def test_no_other_algorithm_is_taken_whoever_signed(checked, algorithm):
    assert refused(checked, token(header={**HEADER, "alg": algorithm})) is Why.ALGORITHM
    assert refused(checked, unsigned(said(), algorithm)) in (Why.ALGORITHM, Why.SHAPE)


@pytest.mark.parametrize(
    "more",
    [
        {"jwk": {"kty": "oct", "k": "AAAA"}},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example"},
        {"crit": ["b64"], "b64": False},
        {"zip": "DEF"},
    ],
)
def test_a_header_that_says_more_is_refused(checked, more):
    assert refused(checked, token(header={**HEADER, **more})) in (Why.ALGORITHM, Why.SHAPE)


def test_a_forged_token_is_refused(checked):
    head, body, signature = token().split(".")
    forged = encoded(json.dumps(said(facts={"windows": "win10"})).encode())
    assert refused(checked, f"{head}.{forged}.{signature}") is Why.SIGNATURE
    assert refused(checked, token(secret="x" * 40)) is Why.SIGNATURE
    assert refused(checked, token(secret=OLD_SECRET)) is Why.SIGNATURE
    assert refused(checked, token(digest="sha512")) is Why.SIGNATURE
    assert refused(checked, f"{head}.{body}.{encoded(b'')}A") is not None
    assert refused(checked, token(secret="")) is Why.SIGNATURE


@pytest.mark.parametrize(
    "one",
    [
        "",
        ".",
        "..",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        " ",
        "\x00.\x00.\x00",
        "é.é.é",
        "{}.{}.{}",
        encoded(b"[]") + ".e30.AA",
        encoded(b"null") + ".e30.AA",
        encoded(b"\xff\xfe") + ".e30.AA",
        encoded(b"[" * 1_200) + ".e30.AA",
        encoded(b'{"alg":' + b"[" * 1_100 + b"]" * 1_100 + b"}") + ".e30.AA",
        f"{token()}=",
        f"{token()}\n",
    ],
)
def test_what_is_no_token_is_refused(checked, one):
    assert refused(checked, one) in (Why.SHAPE, Why.ALGORITHM)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'"x"', b"{", b"\xff", b"[" * 1_500, b'{"exp":' + b"9" * 1_200 + b"}"]
)
def test_a_signed_body_that_says_nothing_is_refused(checked, body):
    assert isinstance(refused(checked, token(body)), Why)


def test_a_huge_token_is_refused_before_it_is_looked_at(checked):
    assert refused(checked, token(said(extra="x" * limits.TOKEN))) is Why.SIZE
    assert refused(checked, "x" * 1_000_000) is Why.SIZE


@pytest.mark.parametrize(
    "audience",
    [
        None,
        "",
        "https://other.example.org",
        "https://help.example.org/",
        [SITE],
        [SITE, "https://other.example.org"],
        7,
        {"a": 1},
    ],
)
def test_a_token_for_somebody_else_is_refused(checked, audience):
    assert refused(checked, token(said(aud=audience))) in (Why.AUDIENCE, Why.SHAPE)


@pytest.mark.parametrize("issuer", [None, "", "Lamp", "desk", ["lamp"], 7])
def test_a_token_of_a_product_that_the_key_is_not_of_is_refused(checked, issuer):
    assert refused(checked, token(said(iss=issuer))) in (Why.ISSUER, Why.SHAPE)


@pytest.mark.parametrize("seconds", [-limits.CLOCK_SECONDS, -3_600, -(10**9)])
def test_an_expired_token_is_refused(checked, seconds):
    assert refused(checked, token(said(exp=int(NOW.timestamp()) + seconds))) is Why.EXPIRED


def test_clocks_may_differ_by_a_minute_and_no_more(checked):
    at, skew, most = int(NOW.timestamp()), limits.CLOCK_SECONDS, limits.TOKEN_SECONDS
    for good in (at - skew + 1, at + most, at + most + skew, at + 0.5):
        assert checked(token(said(exp=good)))
    assert refused(checked, token(said(exp=at + most + skew + 1))) is Why.AHEAD
    for name in ("nbf", "iat"):
        assert checked(token(said() | {name: at + skew}))
        assert refused(checked, token(said() | {name: at + skew + 1})) is Why.AHEAD


@pytest.mark.parametrize(
    "expires",
    [None, True, "1774082100", [], {}, float("nan"), float("inf"), pytest.param(10**400, id="huge"), 1e308],
)
def test_a_time_that_is_none_is_refused(checked, expires):
    why = refused(checked, token(said(exp=expires)))
    assert why in (Why.TIME, Why.AHEAD)
    if expires is not None:
        assert refused(checked, token(said(iat=expires))) in (Why.TIME, Why.AHEAD)


@pytest.mark.parametrize(
    "nonce", [None, "", "short", "x" * 65, 12345678, ["nonce-0001"], "nonce 0001", "نشانه-یکبار"]
)
def test_a_token_without_an_id_of_its_own_is_refused(checked, nonce):
    assert refused(checked, token(said(jti=nonce))) in (Why.NONCE, Why.SHAPE)


def test_a_refusal_tells_nothing_of_the_token(checked):
    one = token(said(aud="https://secret.example.org", identity={"email": "sara@example.org"}))
    with pytest.raises(Refused) as found:
        checked(one)
    told = f"{found.value} {found.value!r}"
    assert "example.org" not in told and one not in told and SECRET not in told


def test_without_products_no_token_is_taken(facts):
    with pytest.raises(Refused) as found:
        claims(token(), Products(), facts, NOW)
    assert found.value.why is Why.KEY


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"email": "sara@example.org"}, {"email": "sara@example.org"}),
        ({"email": "no address", "name": "Sara"}, {"name": "Sara"}),
        ({"email": ["sara@example.org"]}, {}),
        ({"phone": "call me"}, {}),
        ({"phone": "۰۲۱ ۵۵۵۱ ۲۳۴۵"}, {"phone": "021 5551 2345"}),
        ({"phone": "+98 21 1234 5678\r\nBcc: x@example.org"}, {}),
        ({"name": "Sara\r\n  Q\u202e"}, {"name": "Sara Q"}),
        ({"name": "x" * 300}, {}),
        ({"name": "علی\u200cرضا"}, {"name": "علی\u200cرضا"}),
        ({"name": "\ud800"}, {}),
        (
            {"serials": {"card": "AB12-CD34", "x y": "AB12", "other": "<b>"}},
            {"serials": {"card": "AB12-CD34"}},
        ),
        ({"serials": ["AB12"]}, {}),
        ({"admin": True, "role": "staff"}, {}),
        ("sara@example.org", {}),
        (["sara@example.org"], {}),
    ],
)
def test_of_an_identity_only_what_can_be_one_is_taken(checked, given, kept):
    assert checked(token(said(identity=given))).identity.row() == kept
