"""A walk <-> the query string of its page."""

from urllib.parse import parse_qsl

import pytest

from tests.engine.snippets import library
from wizard import limits
from wizard.engine.carry import Dropped, Why
from wizard.journey import stand
from wizard.known import Known, Source
from wizard.query import Walk, pairs, query_string, walk_from

TREES = library(
    blocks={"log": "steps: {made: {ask: Made?, options: {yes: Y, no: N}}}"},
    t="""
    steps:
      where: {ask: Where?, options: {here: Here, there: There}}
      name: {ask: Which?, type: text}
      windows: {fact: windows}
      log: {use: log}
    """,
    u="steps: {first: {do: It}}",
)


def read(query: str) -> Walk:
    return walk_from(parse_qsl(query, keep_blank_values=True))


def test_names_tell_answers_facts_by_source_and_earlier_answers():
    walk = read("where=here&log.made=yes&windows~host=win7&windows~probe=win10&u:first=done")
    assert walk.known == Known(
        {"where": "here", "log.made": "yes"},
        {"windows": {Source.HOST: "win7", Source.PROBE: "win10"}},
        {("u", "first"): "done"},
    )


def test_nobody_can_claim_to_be_verified():
    assert read("windows~verified=win7&windows~answered=win7").known == Known()


RUBBISH = "& = &&& a a=b=c %00=%00 %ff=%fe WHERE=here a--b=c -a=b a.b.c=d a~=b ~host=c :=x a:b:c=d _x=1 _=1"
RESERVED = "__proto__=x _at=.. _via=.... _w=x _r=zz _c=%20"


@pytest.mark.parametrize("query", ["", "a" * 5000 + "=x", *RUBBISH.split(), *RESERVED.split()])
def test_rubbish_is_left_out_without_a_word(query):
    found = stand(TREES.customers, "t", read(query))
    assert found.position.step is not None
    assert found.position.step.id == "where"
    assert dict(found.walk.known.answers) == {}
    assert (found.walk.id, found.walk.context, found.walk.at, found.walk.via) == (None, None, None, ())


def test_a_name_with_two_different_values_has_none():
    for query in ("where=here&where=there", "where=there&where=here"):
        walk = read(query + "&windows~host=win7&windows~host=win10&log.made=yes&log.made=yes")
        assert walk.known == Known({"log.made": "yes"})
        assert walk.dropped == (
            Dropped("where", "here", Why.TWICE),
            Dropped("where", "there", Why.TWICE),
            Dropped("windows", "win10", Why.TWICE),
            Dropped("windows", "win7", Why.TWICE),
        )


def test_a_second_value_too_long_to_be_one_counts_as_a_second_value():
    assert read("where=here&where=" + "x" * 5000).known.answers == {}


def test_reserved_names_given_twice_count_as_not_given():
    one, other = "a" * 22, "b" * 22
    for query in (f"_w={one}&_w={other}", f"_w={other}&_w={one}"):
        assert read(query).id is None


def test_facts_come_first_sorted_then_steps_in_the_order_of_the_tree_then_the_rest():
    walk = read(
        "_w=abcdefgh&u:first=done&log.made=yes&_via=u&name=x&where=here&windows=win7&overlay~probe=on&disk-free~host=3"
    )
    assert [name for name, _ in pairs(walk, TREES.staff["t"])] == [
        "disk-free~host",
        "overlay~probe",
        "windows",
        "where",
        "name",
        "log.made",
        "u:first",
        "_via",
        "_r",
        "_w",
    ]


def test_a_link_for_others_bears_neither_the_walks_id_nor_its_trusted_context():
    walk = read("_w=abcdefgh&_c=ijklmnop&where=here")
    assert {"_w", "_c"} & {name for name, _ in pairs(walk, TREES.staff["t"], shared=True)} == set()
    assert {"_w", "_c"} <= {name for name, _ in pairs(walk, TREES.staff["t"])}


def test_what_a_trusted_context_told_is_never_written_out():
    walk = Walk(Known(told={"windows": {Source.VERIFIED: "win7", Source.HOST: "win10"}}))
    assert ("windows~host", "win10") in pairs(walk, TREES.staff["t"])
    assert "verified" not in query_string(pairs(walk, TREES.staff["t"]))


def test_typed_text_of_any_alphabet_comes_back_as_it_was():
    for text in ("نسخه ۲", "a&b=c", "a+b", "100%", "#?/", "…", "a b"):
        walk = Walk(Known({"name": text}))
        assert read(query_string(pairs(walk, TREES.staff["t"]))).known == walk.known


def test_the_longest_several_answers_come_back_whole():
    many = ".".join(f"{at:02}" + "x" * 20 for at in range(limits.OPTIONS))
    assert read(f"where={many}").known.answers == {"where": many}
