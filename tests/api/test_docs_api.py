"""docs/api.md: every request in it is sent, and is answered as the page says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.conftest import ROOT, Api
from tests.fences import DOCS, Block, blocks, page
from webui.api.__main__ import shipped as written
from webui.api.problems import KINDS
from webui.api.table import OPERATIONS
from wizard import limits
from wizard.api_keys import Scope

# In a text of the page: anything may stand there. Alone in a list: there may be more.
ANYTHING = "…"


def examples() -> Iterator[tuple[Block, Block]]:
    """Each request with the answer behind it."""
    found = list(blocks(DOCS / "api.md"))
    yield from zip(found[::2], found[1::2], strict=True)


def fits(told: Any, given: Any) -> bool:
    """Whether an answer holds what the page tells of it."""
    match told:
        case dict():
            return isinstance(given, dict) and all(
                name in given and fits(told[name], given[name]) for name in told
            )
        case list():
            wanted = [one for one in told if one != ANYTHING]
            enough = len(given) >= len(wanted) if len(wanted) < len(told) else len(given) == len(wanted)
            return enough and all(map(fits, wanted, given))
        case str():
            return (
                isinstance(given, str)
                and re.fullmatch(".+".join(map(re.escape, told.split(ANYTHING))), given) is not None
            )
        case _:
            return bool(told == given)


@pytest.mark.parametrize(("request_", "answer"), list(examples()), ids=lambda block: block.place)
def test_a_request_is_answered_as_the_page_says(shipped: Api, request_: Block, answer: Block):
    assert (request_.language, answer.language) == ("http", "json")
    head, _, body = request_.text.partition("\n\n")
    first, *lines = head.strip().splitlines()
    method, address = first.split(" ", 1)
    headers = dict(line.split(": ", 1) for line in lines)
    given = shipped.client.open(address, method=method, headers=headers, data=body)
    told = json.loads(answer.text)
    assert fits(told, given.get_json()), given.text
    assert given.status_code == told.get("status", 201 if "token" in told else 200)


def test_every_problem_and_every_scope_stands_on_the_page_and_no_other():
    text = page("api.md")
    table = text[text.index("| status | `type`") :].split("\n\n")[0]
    named = re.findall(r"`([a-z-]+)`", table)
    assert sorted(named) == sorted([*KINDS, "type"])
    assert re.findall(r"^\| `(\w+:\w+)` \|", text, re.MULTILINE) == [
        scope.value
        for scope in (Scope.WALKS_READ, Scope.WALKS_WRITE, Scope.TICKETS_WRITE, Scope.TICKETS_READ)
    ]


def test_the_numbers_of_the_page_are_those_that_are_kept():
    text = page("api.md")
    for number in (
        limits.API_PER_MINUTE,
        limits.API_PER_MINUTE_BY_KEY,
        limits.SENT_PER_HOUR,
        limits.API_TICKETS_PER_HOUR_BY_KEY,
        limits.BODY_BYTES,
        limits.JSON_DEPTH,
        limits.JSON_NAMES,
        limits.JSON_VALUES,
        limits.IDEMPOTENCY_KEY_LEAST,
        limits.IDEMPOTENCY_KEY_MOST,
    ):
        assert re.search(rf"\b{number:,}\b", text), number


def test_the_document_beside_the_schemas_is_the_one_that_is_served(shipped: Api):
    kept = (ROOT / "schemas" / "openapi.json").read_text("utf-8")
    assert kept == written(), "write it anew: python -m webui.api > schemas/openapi.json"
    assert json.loads(kept) == shipped.get("/openapi.json").json


def test_every_operation_is_among_the_pages():
    told = page("pages.md")
    for one in OPERATIONS:
        path = re.sub(r"\{(\w+)\}", r"<\1>", one.path)
        assert f"| `{one.method} /api/v1{path}` |" in told
