"""What holds for all of the API: problems, bad input, keys, rates, other origins, what may be kept."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from tests.api.conftest import ORIGIN, Api, problem
from webui.api.problems import KINDS
from webui.api.table import OPERATIONS
from wizard import api_keys, limits, query
from wizard.api_keys import Scope

ANSWERS = "/trees/typed-answers/answers"
GOOD = {"step": "seconds", "value": "45"}


@pytest.mark.parametrize(
    ("method", "address", "status", "kind"),
    [
        ("GET", "/api", 404, "no-address"),
        ("GET", "/api/", 404, "no-address"),
        ("GET", "/api/v2/trees", 404, "no-address"),
        ("GET", "/api/v1/nothing", 404, "no-address"),
        ("POST", "/api/v1", 404, "no-address"),
        ("GET", "/api/v1/trees/nowhere", 404, "no-tree"),
        ("GET", "/api/v1/trees/staff%20only", 404, "no-tree"),
        ("GET", "/api/v1/trees/%00", 404, "no-tree"),
        ("GET", "/api/v1/trees/..%2f..%2fetc%2fpasswd", 404, "no-address"),
        ("GET", "/api/v1/trees/../../etc/passwd", 404, "no-address"),
        ("GET", "/api/v1/trees/../position", 404, "no-tree"),
        ("GET", "/api/v1/trees/%ff%fe/position", 404, "no-tree"),
        ("GET", "/api/v1/trees/" + "x" * 3_000, 404, "no-tree"),
        ("DELETE", "/api/v1/trees", 405, "method"),
        ("PUT", "/api/v1/tickets", 405, "method"),
        ("GET", "/api/v1/tickets", 405, "method"),
    ],
)
def test_every_address_answers_in_the_same_shape(samples: Api, method, address, status, kind):
    told = samples.client.open(address, method=method)
    assert (told.status_code, problem(told)) == (status, kind)
    assert status != 405 or told.headers["Allow"]


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("/trees?color=red", ["color"]),
        ("/trees?stage=use&stage=run", ["stage"]),
        ("/trees?_locale=xx", ["_locale"]),
        ("/trees?_locale=", ["_locale"]),
        ("/trees?a=1&b=2", ["a", "b"]),
        ("/search", ["q"]),
        ("/search?q=x&typed=perhaps", ["typed"]),
        ("/trees/typed-answers/position?_locale=xx", ["_locale"]),
        ("/trees/typed-answers?seconds=1", ["seconds"]),
    ],
)
def test_a_parameter_that_cannot_be_is_named(samples: Api, address, parameters):
    told = samples.get(address)
    assert (told.status_code, problem(told)) == (400, "bad-parameter")
    assert [error["parameter"] for error in told.json["errors"]] == parameters


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%00", "%00=q", "q=%ed%a0%80"])
def test_a_query_string_that_is_no_text_is_refused(samples: Api, query):
    told = samples.get(f"/search?{query}")
    assert (told.status_code, problem(told)) == (400, "bad-parameter")


def test_facts_of_a_wrong_type_are_told_as_left_out(samples: Api):
    told = samples.get("/trees/typed-answers/position?seconds=soon&nothing=1&%3Cscript%3E=1").json
    assert {(gone["step"], gone["why"]) for gone in told["dropped"]} == {
        ("seconds", "not-offered"),
        ("nothing", "unknown"),
    }


def test_a_walk_that_is_too_long_is_refused(samples: Api):
    long = "&".join(f"step-{number}=x" for number in range(600))
    assert problem(samples.get(f"/trees/typed-answers/position?{long}")) == "too-long"
    known = {f"step-{number}": "x" * 20 for number in range(200)}
    assert problem(samples.post(ANSWERS, {**GOOD, "known": known})) == "too-long"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"step": "seconds", "value": "45"', "not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"step": "\xc3\x28"}', "not UTF-8"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "Infinity is no number"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "too large"),
        (b'{"step": "a", "step": "b"}', "twice"),
        (b'{"known": {"a": "1", "a": "2"}}', "twice"),
        (b"[" * 20_000, "deep"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "deep"),
        (b'{"step": "\\ud800"}', "surrogate"),
        (b'{"a": 1} {"b": 2}', "not JSON"),
        (b"{'a': 1}", "not JSON"),
    ],
)
def test_json_that_cannot_be_meant_is_refused_and_says_why(samples: Api, body, said):
    told = samples.post(ANSWERS, body)
    assert (told.status_code, problem(told)) == (400, "bad-json")
    assert said in told.json["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"fields": {f"A {number}": 1 for number in range(400)}}, "200 names"),
        ({f"name-{number}": 1 for number in range(201)}, "200 names"),
        ({"value": [1] * 20_000}, "1000 values"),
        ({"known": {"a": [{"b": 1}] * 1_001}}, "1000 values"),
    ],
)
def test_json_that_would_cost_much_to_judge_is_refused_before(samples: Api, body, said):
    told = samples.post("/tickets", body, headers={"Idempotency-Key": "a-key-of-its-own"})
    assert (told.status_code, problem(told)) == (400, "bad-json")
    assert said in told.json["detail"]


def test_commas_in_texts_are_no_values(samples: Api):
    told = samples.post(ANSWERS, {**GOOD, "known": {"note": "," * 1_100}})
    assert told.status_code == 200


def test_made_up_values_are_not_kept_in_memory(samples: Api):
    before = query._usual_quoted.cache_info().currsize
    for number in range(5):
        told = samples.post(ANSWERS, {**GOOD, "known": {"note": chr(0x10000 + number) * 3_000}})
        assert problem(told) == "too-long"
    assert query._usual_quoted.cache_info().currsize <= before + 1, "its name alone"


def test_brackets_in_texts_do_not_count_as_depth(samples: Api):
    told = samples.post(ANSWERS, {**GOOD, "known": {"note": "[" * 100 + '\\"{"'}})
    assert told.status_code == 200


@pytest.mark.parametrize(
    "body", [[], "text", 7, None, True, {}, {"step": 7, "value": "45"}, {**GOOD, "more": 1}]
)
def test_a_body_of_another_shape_is_refused(samples: Api, body):
    told = samples.post(ANSWERS, body)
    assert (told.status_code, problem(told)) == (422, "does-not-fit")


def test_a_megabyte_is_not_read(samples: Api):
    told = samples.post(ANSWERS, b'{"step": "' + b"x" * 1_000_000 + b'"}')
    assert (told.status_code, problem(told)) == (413, "too-large")


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": ""},
        {"content_type": "application/json; charset=utf-16"},
        {"headers": {"Content-Encoding": "gzip"}},
    ],
)
def test_another_type_of_body_is_refused(samples: Api, headers):
    told = samples.post(ANSWERS, GOOD, **headers)
    assert (told.status_code, problem(told)) == (415, "media-type")


def test_utf_8_may_be_said(samples: Api):
    assert samples.post(ANSWERS, GOOD, content_type="application/json; charset=UTF-8").status_code == 200


def test_what_is_ours_goes_to_the_log_and_nothing_of_it_out(samples: Api, monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise RuntimeError("the inside of /srv/secret")

    monkeypatch.setattr(samples.services.stands, "stand", broken)
    told = samples.get("/trees/typed-answers/position")
    assert (told.status_code, problem(told)) == (500, "broken")
    assert "inside" not in told.text and "the inside" in caplog.text


@pytest.mark.parametrize(
    "header",
    [
        "Bearer nonsense",
        "Bearer ",
        "Bearer",
        "Basic dTpw",
        "Bearer rahgosha_wrong",
        "rahgosha_x",
        "Bearer \xff",
    ],
)
def test_a_key_that_opens_nothing_is_refused(samples: Api, header):
    told = samples.get("/trees", headers={"Authorization": header})
    assert (told.status_code, problem(told)) == (401, "unauthorized")
    assert told.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_does_what_its_scope_says_and_nothing_else(samples: Api):
    calls = {
        Scope.WALKS_READ: lambda key: samples.get("/trees", headers=key),
        Scope.WALKS_WRITE: lambda key: samples.post(ANSWERS, GOOD, headers=key),
        Scope.TICKETS_WRITE: lambda key: samples.file({"description": "x", "email": "a@example.org"}, **key),
        Scope.TICKETS_READ: lambda key: samples.get("/tickets/unknown", headers=key),
    }
    assert {operation.scope for operation in OPERATIONS} == set(Scope)
    for scope in Scope:
        key = samples.key(scope)
        for other, call in calls.items():
            told = call(key)
            assert (told.status_code == 403) is (other is not scope)
            if other is not scope:
                assert problem(told) == "scope" and other.value in told.json["detail"]


def test_a_revoked_key_opens_nothing_from_that_moment_on(samples: Api):
    key = samples.key(Scope.WALKS_READ)
    assert samples.get("/trees", headers=key).status_code == 200
    name = samples.store.api_keys.all()[-1].name
    for one in samples.store.api_keys.all():
        if one.revoked_at is None and one.scopes == ("walks:read",):
            name = one.name
            api_keys.revoke(samples.store, name, by="a test", now=samples.now)
    assert problem(samples.get("/trees", headers=key)) == "unauthorized"


def test_rates_are_told_and_kept_for_each_network(samples: Api, monkeypatch):
    monkeypatch.setattr(limits, "API_PER_MINUTE", 3)
    here, there = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "198.51.100.7"}
    told = [samples.get("/trees", environ_base=here) for _ in range(4)]
    assert [one.status_code for one in told] == [200, 200, 200, 429]
    assert [one.headers["RateLimit-Policy"] for one in told] == ['"minute";q=3;w=60'] * 4
    assert [re.findall(r"r=(\d+)", one.headers["RateLimit"])[0] for one in told] == ["2", "1", "0", "0"]
    assert problem(told[-1]) == "too-many" and told[-1].headers["Retry-After"] == "20"
    assert samples.get("/trees", environ_base=there).status_code == 200
    samples.now += timedelta(seconds=20)
    assert samples.get("/trees", environ_base=here).status_code == 200
    assert samples.get("/trees", environ_base=here).status_code == 429
    samples.now -= timedelta(hours=1)  # a clock that is set back gives nothing and takes nothing
    assert samples.get("/trees", environ_base=here).status_code == 429


def test_with_a_key_there_is_a_share_of_its_own(samples: Api, monkeypatch):
    monkeypatch.setattr(limits, "API_PER_MINUTE", 1)
    key = samples.key(Scope.WALKS_READ)
    assert [samples.get("/trees").status_code for _ in range(2)] == [200, 429]
    assert samples.get("/trees", headers=key).headers["RateLimit-Policy"] == '"minute";q=6000;w=60'


def test_keys_are_guessed_no_faster_than_anything_is_asked(samples: Api, monkeypatch):
    monkeypatch.setattr(limits, "API_PER_MINUTE", 3)
    guess = {"Authorization": "Bearer rahgosha_guessed"}
    told = [samples.get("/trees", headers=guess) for _ in range(4)]
    assert [one.status_code for one in told] == [401, 401, 401, 429]
    assert told[0].headers["RateLimit"].startswith('"minute";r=2') and told[-1].headers["Retry-After"]
    narrow = samples.key(Scope.TICKETS_READ)
    assert samples.get("/trees", headers=narrow).status_code == 429, "a key that may not do it counts as well"
    assert samples.get("/trees", headers=samples.key(Scope.WALKS_READ)).status_code == 200
    there = {"REMOTE_ADDR": "198.51.100.7"}
    assert samples.get("/trees", headers=guess, environ_base=there).status_code == 401


def test_a_read_writes_nothing(samples: Api, monkeypatch):
    def no_write(*_: object, **__: object) -> None:
        raise AssertionError("a read wrote")

    monkeypatch.setattr(samples.store._database, "write", no_write)
    for address in (
        "/trees",
        "/trees/typed-answers",
        "/trees/typed-answers/position?seconds=1",
        "/search?q=slow",
    ):
        assert samples.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/trees", "/trees/typed-answers", "/trees/typed-answers/position?seconds=45"]
)
def test_what_has_not_changed_is_not_sent_again(samples: Api, address):
    first = samples.get(address)
    again = samples.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert samples.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_what_may_be_kept_is_said(samples: Api):
    kept = {"/trees": "public, max-age=60", "/trees/typed-answers/position": "private, no-cache"}
    for address, how in kept.items():
        assert samples.get(address).headers["Cache-Control"] == how
    assert samples.post(ANSWERS, GOOD).headers["Cache-Control"] == "no-store"
    assert samples.get("/nothing").headers["Cache-Control"] == "no-store"


def test_large_answers_are_zipped_for_those_who_take_it(samples: Api):
    told = samples.get("/trees", headers={"Accept-Encoding": "gzip"})
    assert told.headers["Content-Encoding"] == "gzip"
    assert len(told.data) < len(samples.get("/trees").data)


def test_a_head_tells_the_same_without_a_body(samples: Api):
    told = samples.client.head("/api/v1/trees")
    assert (told.status_code, told.data) == (200, b"") and told.headers["ETag"]


def test_a_page_on_the_list_may_read_answers_and_problems(samples: Api):
    for address in ("/trees", "/trees/nowhere", "/openapi.json"):
        told = samples.get(address, headers={"Origin": ORIGIN})
        assert told.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "ETag" in told.headers["Access-Control-Expose-Headers"]
        assert "Origin" in told.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in told.headers and "Set-Cookie" not in told.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.org",
        "null",
        ORIGIN + ".evil.example.org",
        ORIGIN.upper() + "/",
        "http" + ORIGIN[5:],
    ],
)
def test_a_page_of_elsewhere_may_not(samples: Api, origin):
    told = samples.get("/trees", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in told.headers and "Origin" in told.headers["Vary"]
    asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    refused = samples.client.options("/api/v1/tickets", headers=asks)
    assert (refused.status_code, problem(refused)) == (403, "origin")
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_a_page_on_the_list_is_told_what_it_may_send_and_never_a_key(samples: Api):
    asks = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, idempotency-key",
    }
    told = samples.client.options("/api/v1/tickets", headers=asks)
    assert told.status_code == 204
    assert told.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "POST" in told.headers["Access-Control-Allow-Methods"]
    taken = told.headers["Access-Control-Allow-Headers"].lower()
    assert "idempotency-key" in taken and "authorization" not in taken


def test_options_without_an_origin_names_the_methods(samples: Api):
    told = samples.client.options("/api/v1/trees")
    assert told.status_code == 204 and "GET" in told.headers["Allow"]
    assert problem(samples.client.options("/api/v1/nothing")) == "no-address"


def test_pages_are_not_opened_to_other_origins(samples: Api):
    told = samples.client.get("/en/", headers={"Origin": ORIGIN})
    assert "Access-Control-Allow-Origin" not in told.headers


def test_every_kind_of_problem_is_explained_where_its_type_leads(samples: Api):
    page = samples.get("/").text
    assert [kind for kind in KINDS if f'id="problem-{kind}"' not in page] == []


def test_the_page_for_people_tells_all_that_the_document_tells(samples: Api):
    told = json.loads(samples.get("/openapi.json").text)
    page = samples.get("/")
    assert page.status_code == 200 and page.mimetype == "text/html"
    assert "<script" not in page.text and "style=" not in page.text
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert f"{method.upper()} {path}" in page.text
            assert all(f"<code>{one['name']}</code>" in page.text for one in operation["parameters"])
    for name, shape in told["components"]["schemas"].items():
        assert f'id="value-{name}"' in page.text
        assert all(f"<code>{field}</code>" in page.text for field in shape["properties"])


def test_every_reference_of_the_document_leads_somewhere(samples: Api):
    told = json.loads(samples.get("/openapi.json").text)
    names = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert names <= set(told["components"]["schemas"])
    assert told["openapi"].startswith("3.1")
    assert {one.id for one in OPERATIONS} == {
        operation["operationId"] for methods in told["paths"].values() for operation in methods.values()
    }
