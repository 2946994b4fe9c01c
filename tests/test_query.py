"""Whatever a query string holds is read without complaint, in any order, and comes back as it was written."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from hypothesis import example, given
from hypothesis import strategies as st

from wizard import limits
from wizard.journey import stand
from wizard.known import Known, Source
from wizard.library import Library, load
from wizard.model.tree import Tree
from wizard.query import Walk, form_fields, pairs, query_string, walk_from, walk_from_form

TREES = Path(__file__).parent / "trees" / "good"
TOKEN = st.text("abcXYZ019_-", min_size=8, max_size=64)
WORDS = ("where", "seconds", "card", "typed-answers", "unsure", "12", "a" * 80, "é", "\x00", "\ud800")
PIECES = st.sampled_from(
    [*WORDS, "_w", "_r", "_c", "_at", "_via", "_known", "~host", "~probe", *"=&~.:%+;", "%00", "%ff"]
)


@cache
def library() -> Library:
    return load(TREES).library


def tree() -> Tree:
    return library().customers["typed-answers"]


def read(query: str | bytes) -> Walk:
    text = query.decode("utf-8", "replace") if isinstance(query, bytes) else query
    return walk_from(parse_qsl(text, keep_blank_values=True, errors="replace"))


@given(
    st.binary(max_size=400)
    | st.lists(PIECES, max_size=60).map("".join).map(lambda t: t.encode("utf-8", "replace"))
)
@example(b"\x00=\x00&\xff=\xff&%ff=%fe")
@example(b"=&=&&==")
def test_no_bytes_in_a_query_ever_raise(query: bytes):
    walk = read(query)
    at = stand(library().customers, "typed-answers", walk)
    assert query_string(pairs(at.walk, at.tree)).isascii()


@given(
    st.lists(st.tuples(st.text(max_size=12) | PIECES, st.text(max_size=12) | PIECES), max_size=12),
    st.randoms(),
)
def test_the_order_of_a_query_never_matters(items: list[tuple[str, str]], random):
    shuffled = list(items)
    random.shuffle(shuffled)
    one, other = walk_from(items), walk_from(shuffled)
    assert one == other
    assert pairs(one, tree()) == pairs(other, tree())


IDS = st.sampled_from(
    ["seconds", "index", "engine", "windows", "disk-free", "patch.install", "a-b.c-d", "x1"]
)
VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=limits.TYPED)
KNOWN = st.builds(
    Known,
    st.dictionaries(IDS, VALUES, max_size=5),
    st.dictionaries(
        st.sampled_from(["windows", "build"]),
        st.dictionaries(st.sampled_from([Source.HOST, Source.PROBE]), VALUES, min_size=1),
        max_size=2,
    ),
    st.dictionaries(st.tuples(st.sampled_from(["one", "two"]), IDS), VALUES, max_size=4),
)
WALKS = st.builds(
    Walk,
    KNOWN,
    id=st.none() | TOKEN,
    via=st.lists(st.sampled_from(["one", "two", "three"]), unique=True, max_size=3).map(tuple),
    context=st.none() | TOKEN,
)


def as_said(walk: Walk) -> tuple[object, ...]:
    return walk.known, walk.id, walk.via, walk.context


@given(WALKS)
def test_what_is_written_out_reads_back_as_the_same_walk(walk: Walk):
    written = query_string(pairs(walk, tree()))
    again = read(written)
    assert as_said(again) == as_said(walk)
    assert again.revision == tree().revision
    assert query_string(pairs(again, tree())) == written


@given(WALKS)
def test_what_a_form_carries_reads_back_as_the_same_walk(walk: Walk):
    fields = form_fields([*pairs(walk, tree()), ("_step", "seconds")])
    assert sum(1 for name, _ in fields if not name.startswith("_")) == 0
    own = [("answer", "12"), ("email", "a@b.org"), ("phone", "1"), ("line", "seconds")]
    assert as_said(walk_from_form([*fields, *own])) == as_said(walk)


@given(WALKS)
def test_a_link_for_others_says_the_same_but_whose_walk_it_is(walk: Walk):
    shared = read(query_string(pairs(walk, tree(), shared=True)))
    assert (shared.known, shared.via) == (walk.known, walk.via)
    assert (shared.id, shared.context) == (None, None)


def test_earlier_trees_stand_in_the_order_in_which_the_walk_left_them():
    walk = read("one:z=1&two:a=2&one:a=3&_via=two.one")
    assert list(walk.known.earlier) == [("two", "a"), ("one", "a"), ("one", "z")]


def test_the_fields_of_a_form_are_not_taken_for_answers():
    walk = walk_from_form(
        [("phone", "1"), ("answer", "yes"), ("_known", "phone=home&phone~host=x"), ("_w", "12345678")]
    )
    assert walk.known.answers == {"phone": "home"}
    assert walk.id == "12345678"
