"""YAML read with the place of everything: scalars as spelt, bounds, and hostile files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard import limits
from wizard.problem import Place
from wizard.source import Cut, place_in, read, typed_scalar


def problems(content: bytes) -> list[tuple[str, str]]:
    found = read("f.yaml", content).problems
    return [(f"{one.line}:{one.column} {one.rule}", one.message) for one in found]


@pytest.mark.parametrize(
    "word",
    [
        "yes",
        "No",
        "on",
        "off",
        "y",
        "true",
        "1603",
        "0x80072EE7",
        "08",
        "1e3",
        "1_000",
        "12:30",
        "2027-06-01",
        "~1",
        "0o17",
        ".5",
        "-7",
        "nil",
        "1603.0",
    ],
)
def test_scalars_stay_as_they_are_spelt(word):
    assert read("f.yaml", f"{word}: {word}\n".encode()).data == {word: word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-7", -7),
        ("0x1F", 31),
        ("0o17", 15),
        ("08", 8),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("12:30", "12:30"),
        ("2027-06-01", "2027-06-01"),
        ("1_000", "1_000"),
        (".", "."),
        ("9" * 41, "9" * 41),
    ],
)
def test_the_schema_sees_the_types_of_yaml_1_2(word, value):
    found = typed_scalar(word)
    assert (found, type(found)) == (value, type(value))


def test_a_quoted_word_is_a_text_to_the_schema_too():
    assert read("f.yaml", b"a: 'true'\nb: \"5\"\n").typed == {"a": "true", "b": "5"}


def test_keys_and_values_know_their_places():
    data = read("f.yaml", b"a:\n  - x\n  - {b: y}\n").data
    assert place_in(data, ["a", 1, "b"], "f.yaml") == Place("f.yaml", 3, 9)
    assert place_in(data, ["a", 1, "b"], "f.yaml", key=True) == Place("f.yaml", 3, 6)
    assert place_in(data, ["a", 0], "f.yaml") == Place("f.yaml", 2, 5)
    assert place_in(data, ["a", 7, "b"], "f.yaml") == Place("f.yaml", 2, 3)


def test_a_key_that_stands_twice_is_told_with_both_lines():
    assert problems(b"a: 1\nb: 2\na: 3\n") == [
        ("3:1 duplicate-key", "`a` stands twice: first in line 1, again in line 3")
    ]
    assert problems(b"x: {yes: 1, yes: 2}\n") == [
        ("1:13 duplicate-key", "`yes` stands twice: first in line 1, again in line 1")
    ]


def test_what_yaml_drops_behind_a_plain_text_is_kept_in_mind():
    text = 'a: چراغ # two\nb: "three" # four\nc: [five, six] # seven\nd: #eight\ne: nine#ten\nf: چراغ\t#x'
    source = read("f.yaml", text.encode())
    assert source.problems == ()
    assert source.cuts == (Cut("چراغ", Place("f.yaml", 1, 4)), Cut("چراغ", Place("f.yaml", 6, 4)))


def test_aliases_stand_for_what_their_anchor_names():
    assert read("f.yaml", b"a: &x {b: c}\nd: *x\n").data == {"a": {"b": "c"}, "d": {"b": "c"}}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    source = read("f.yaml", "\ufeffa: 1\r\nb: `x`\r\n".encode())
    assert source.data == {"a": "1", "b": "`x`"}
    assert [one.line for one in source.problems] == [2]


def test_lines_are_counted_as_an_editor_counts_them():
    text = "a: x\u2028y\r\nb: z\x85\rc: `w`\n"
    source = read("f.yaml", text.encode())
    assert source.data == {"a": "x y", "b": "z", "c": "`w`"}
    assert [one.line for one in source.problems] == [3]


def test_a_second_document_is_refused():
    assert problems(b"a: 1\n---\nb: 2\n") == [("2:1 yaml-syntax", "a second document starts here")]


def test_an_empty_file_is_nothing():
    source = read("f.yaml", b"# only a remark\n")
    assert (source.data, source.problems) == (None, ())


BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % (n, n, *[n - 1] * 9) for n in range(98, 107)
)


@pytest.mark.parametrize(
    ("content", "place", "fragment"),
    [
        (BOMB, "5:36 too-large", "more than 60,000 values"),
        (b"a: " + b"[" * 20_000 + b"]" * 20_000, "1:43 too-large", "more than 40 deep"),
        (
            b"".join(b"%s- \n" % (b" " * n) for n in range(20_000))[: limits.FILE_BYTES],
            "41:41 too-large",
            "40 deep",
        ),
        (b"a: " + b"{x: " * 20_000 + b"}" * 20_000, "1:160 too-large", "more than 40 deep"),
        (b"a: x\n" * 1_100_000, "1:1 too-large", "5,500,000 bytes"),
        (b"x:\n" + b"- y\n" * 70_000, "2:1 too-large", "more than 60,000 values"),
        (b"".join(b"k%d: &a%d x\n" % (n, n) for n in range(60)), "51:6 too-large", "more than 50 anchors"),
        (b"a: x\x00y\n", "1:5 yaml-syntax", "a character here that YAML does not allow"),
        (b"a: 1\nb: \x07\n", "2:4 yaml-syntax", "a character here that YAML does not allow"),
        (b"a: 1\nb: \xff\xfe\n", "2:1 yaml-syntax", "not UTF-8"),
        ("a: متن\n".encode("windows-1256"), "1:1 yaml-syntax", "not UTF-8"),
        ("a: 1\n".encode("utf-16"), "1:1 yaml-syntax", "not UTF-8"),
        (
            b"a: !!python/object/apply:os.system [x]\n",
            "1:4 text-cut",
            "YAML drops `!!python/object/apply:os.system`",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_one_problem_and_nothing_worse(content, place, fragment):
    ((where, message),) = problems(content)
    assert where == place
    assert fragment in message


def test_a_line_that_mending_does_not_help_is_not_mended_for_ever():
    found = problems(b"?yesa: |\"\\ '\\- \t---!y\n>|{\n*x{a,][> ")
    assert 0 < len(found) <= limits.MENDED_LINES


@pytest.mark.parametrize(
    "content", [b" " * 400_000 + b": `", b"- " * 300_000 + b"`", b"a: " + b'"' * 600_001]
)
def test_a_long_line_is_told_as_soon_as_a_short_one(content):
    assert problems(content)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(content):
    read("f.yaml", content)


SIGNS = [
    "a",
    "b:",
    ": ",
    "- ",
    "\n",
    "  ",
    "\t",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    " #",
    "|",
    ">",
    "&x",
    "*x",
]
SIGNS += ["!y", "\\", "?", "---", "%", "@", "`", "yes", "1", "چ", "\r", "\x85", "\u2028"]


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_no_text_makes_it_fail_and_what_cannot_be_read_is_said_in_a_line_of_the_file(text):
    source = read("f.yaml", text.encode())
    lines = len(text.replace("\r", "\n").split("\n"))
    assert source.data is not None or source.problems or source.typed is None
    assert [one for one in source.problems if not (1 <= one.line <= lines + 1 and one.message)] == []
