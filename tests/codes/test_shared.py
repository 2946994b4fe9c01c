"""A walk that is given to somebody else says nothing of whose it is."""

from __future__ import annotations

from urllib.parse import parse_qs

from tests.webui.conftest import SHIPPED
from wizard.codes.shared import shared, shared_query
from wizard.known import Known, Source
from wizard.library import load
from wizard.query import Walk


def walk() -> Walk:
    told = {"windows": {Source.VERIFIED: "win11", Source.HOST: "win10"}, "arch": {Source.PROBE: "x64"}}
    return Walk(
        Known({"pattern": "all"}, told),
        id="id-of-the-walk-0123456789",
        context="id-of-the-context-0123456789",
        channel="widget",
    )


def test_id_context_and_channel_stay_behind():
    assert (shared(walk()).id, shared(walk()).context, shared(walk()).channel) == (None, None, None)


def test_what_a_product_vouched_for_goes_along_as_what_it_said():
    assert shared(walk()).known.told == {"windows": {Source.HOST: "win11"}, "arch": {Source.PROBE: "x64"}}


def test_the_query_holds_what_is_known_and_the_step_to_show_again():
    tree = load(SHIPPED).library.customers["question-marks"]
    query = parse_qs(shared_query(walk(), tree, "pattern"))
    assert query["windows~host"] == ["win11"] and query["pattern"] == ["all"] and query["_at"] == ["pattern"]
    assert set(query) == {"windows~host", "arch~probe", "pattern", "_r", "_at"}
