"""The YAML slips of writers: where each is told, and what to type instead."""

import pytest

from wizard.source import read


def told(text: str) -> list[str]:
    """`line:column rule: message | hint` of each problem."""
    found = read("f.yaml", text.encode()).problems
    return [f"{one.line}:{one.column} {one.rule}: {one.message} | {one.hint}" for one in found]


QUOTE = "must stand in quotes"


@pytest.mark.parametrize(
    ("text", "place", "fragments"),
    [
        ("a:\n\tb: 1\n", "2:1 yaml-syntax", ["indented with a tab", "type spaces"]),
        ("a: **bold** text\n", "1:4 yaml-syntax", ["starts with *", QUOTE, 'quote it: "**bold** text"']),
        ("a: *bold\n", "1:4 yaml-syntax", ["*bold names no anchor", QUOTE]),
        ("a: &x & y: z\n", "1:4 yaml-syntax", ["starts with &", 'quote it: "&x & y: z"']),
        ("a: &more text\n", "1:4 text-cut", ["YAML drops `&more`", '"&more …"']),
        ("a: !important thing\n", "1:4 text-cut", ["YAML drops `!important`", '"!important …"']),
        ("a: ! b: c\n", "1:4 yaml-syntax", ["starts with !", 'quote it: "! b: c"']),
        ("a: %x\n", "1:4 yaml-syntax", ["starts with %", 'quote it: "%x"']),
        ("a: @home\n", "1:4 yaml-syntax", ["starts with @", 'quote it: "@home"']),
        ("a: `setup.exe` is\n", "1:4 yaml-syntax", ["starts with `", 'quote it: "`setup.exe` is"']),
        ("a:\n  - `x` y\n", "2:5 yaml-syntax", ["starts with `", 'quote it: "`x` y"']),
        ("a: [x] and y\n", "1:4 yaml-syntax", ["starts with [", 'quote it: "[x] and y"']),
        ("a: {site.x} is\n", "1:4 yaml-syntax", ["starts with {", 'quote it: "{site.x} is"']),
        ("- {site.x}: y\n", "1:3 yaml-syntax", ["cannot be a key", QUOTE]),
        ("a: > x\n", "1:4 yaml-syntax", ["starts with >", 'quote it: "> x"']),
        ("a: | x\n", "1:4 yaml-syntax", ["starts with |", 'quote it: "| x"']),
        ("a: - x\n", "1:4 yaml-syntax", ["starts with -", 'quote it: "- x"']),
        ("a: ? x\n", "1:4 yaml-syntax", ["starts with ?", 'quote it: "? x"']),
        (
            'a: "Yes" and no\n',
            "1:4 yaml-syntax",
            ["goes on behind the second one", "quote it: '\"Yes\" and no'"],
        ),
        (
            "a: 'Yes' and no\n",
            "1:4 yaml-syntax",
            ["goes on behind the second one", "quote it: \"'Yes' and no\""],
        ),
        ('a: "Yes\nb: 1\n', "1:4 yaml-syntax", ['mark " that opens here is never closed', 'type another "']),
        ('a: "Yes\nb: "No"\n', "1:4 yaml-syntax", ['mark " that opens here is never closed']),
        (
            "a: 'Yes\nb: it's\n",
            "1:4 yaml-syntax",
            ["mark ' that opens here is never closed", "type another '"],
        ),
        ('a: {label: "Yes, goto: x}\n', "1:12 yaml-syntax", ['mark " that opens here is never closed']),
        ('a: "C:\\Windows"\n', "1:7 yaml-syntax", ["a backslash in double quotes", "'C:\\Windows'"]),
        ('a: "C:\\Windows isn\'t"\n', "1:7 yaml-syntax", ["a backslash in double quotes", "twice"]),
        ('a: "C:\\temp"\n', "1:4 yaml-syntax", ["a backslash in double quotes", "'C:\\temp'"]),
        ('a: "C:\\NoorSetup"\n', "1:4 yaml-syntax", ["a backslash in double quotes", "'C:\\NoorSetup'"]),
        ("a: Yes: no\n", "1:4 text-cut", ["a colon and a space", 'quote it: "Yes: no"']),
        ("a: Choose this:\n", "1:4 text-cut", ["a colon and a space", 'quote it: "Choose this:"']),
        ("a:\n  - Open: x: y\n", "2:11 text-cut", ["a colon and a space", 'quote it: "x: y"']),
        ("a: {label: No: way, goto: x}\n", "1:14 yaml-syntax", ["inside { }", 'label: "Yes: everywhere"']),
        ("a: {label: 'don't', goto: x}\n", "1:17 yaml-syntax", ["inside { }", QUOTE]),
        ("a: {x: 1, y: 2\nb: 1\n", "1:4 yaml-syntax", ["the { that opens here is not closed", "type }"]),
        ("a: [x, y\nb: [z]\n", "1:4 yaml-syntax", ["the [ that opens here is not closed", "type ]"]),
        ("a: [x, , y]\n", "1:8 yaml-syntax", ["a bracket or comma", "delete the extra"]),
        ("a: 1\nfoo\nb: 2\n", "2:1 yaml-syntax", ["no `key: value`", "write a key, a colon"]),
        ("a:\n  - x\n  y\n", "3:3 yaml-syntax", ["no `key: value`"]),
        (
            "a: 1\n  b: 2\n",
            "2:3 yaml-syntax",
            ["starts further right than the one above", "column 1, as line 1"],
        ),
        (
            "a:\n b: 1\n  c: 2\n  d: 3\n",
            "2:2 yaml-syntax",
            ["starts further left than those below", "column 3, as line 3"],
        ),
        ("a:\n  b: 1\n   c: {d: 2}\n  e: 3\n", "3:4 yaml-syntax", ["further right", "column 3, as line 2"]),
        ("a:\n  fix:Take it\n  c: {d: 2}\n", "2:6 yaml-syntax", ["needs a blank", "type fix: Take it"]),
        ("a:\n  b: 1\n  fix:Take it\n", "3:6 yaml-syntax", ["needs a blank", "type fix: Take it"]),
        ("a: {b:[c, d]}\n", "1:6 yaml-syntax", ["needs a blank", "type a blank behind it: b: …"]),
        ("a:\n  fix\uff1a Take it\n  c: 2\n", "2:6 yaml-syntax", ["of another kind", "type fix: Take it"]),
        ("a:\n  fix:\u00a0Take it\n  c: 2\n", "2:6 yaml-syntax", ["of another kind", "type fix: Take it"]),
        ("a:\n\u00a0\u00a0b: 1\n  c: 2\n", "2:1 yaml-syntax", ["only looks like a blank", "type spaces"]),
        (
            "a: {b: [c, d}\n",
            "1:8 yaml-syntax",
            ["the [ that opens here is not closed", "type ] before the }"],
        ),
        ("a: 'Don't do it'\n", "1:4 yaml-syntax", ["goes on behind the second", 'quote it: "Don\'t do it"']),
        (
            "a: |1. Go\n  2. Stop\n",
            "1:5 yaml-syntax",
            ["behind | nothing else", "in the next line, below a: |"],
        ),
        ("a: 1\nb: x\x07y\n", "2:5 yaml-syntax", ["a character here that YAML does not allow", "U+0007"]),
        ("é: ک\nb: x\x07y\n", "2:5 yaml-syntax", ["a character here that YAML does not allow"]),
        ("a:\n    b: 2\n  c: 3\n", "3:3 yaml-syntax", ["does not fit the ones above", "same column"]),
        ("- x\ny: 1\n", "2:1 yaml-syntax", ["a list goes on here with a line that has no `-`"]),
        ("a: |\n  x\n y\n", "3:2 yaml-syntax", ["does not fit the ones above"]),
        ("[a]: 1\n", "1:1 yaml-syntax", ["cannot be a key"]),
    ],
)
def test_a_slip_says_where_it_is_and_what_to_type(text, place, fragments):
    (problem,) = told(text)
    assert problem.startswith(f"{place}: ")
    assert [fragment for fragment in fragments if fragment not in problem] == []


def test_every_slip_of_a_file_is_told_at_once():
    text = 'a: `x`\nb: @y\nc: z: w\nd:\n\te: 1\nf: "open\ng: 1\n'
    assert [line.split(":")[0] for line in told(text)] == ["1", "2", "3", "5", "6"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: `x` is\nb: 1\n", {"a": "`x` is", "b": "1"}),
        ('a: "Yes\nb: "No"\n', {"a": "Yes", "b": "No"}),
        ("a: {x: 1\nb: 1\n", {"a": {"x": "1"}, "b": "1"}),
        ('a: "C:\\Windows"\nb: 1\n', {"a": "C:\\Windows", "b": "1"}),
    ],
)
def test_after_a_slip_the_rest_is_read_as_it_was_meant(text, data):
    assert read("f.yaml", text.encode()).data == data


@pytest.mark.parametrize(
    "text",
    [
        'a: "say \\"hi\\""\n',
        'a: "C:\\\\Noor"\n',
        "a: 'C:\\Noor'\n",
        "a: C:\\Noor\n",
        'a: "one\\ntwo"\n',
        'a: "zero\\u200cwidth"\n',
        "a: &x [1]\nb: *x\n",
        "a: it's **bold**, `code` & more! @home 50% - yes?\n",
        "a: |\n  *x* : `y`\n",
        "a: -5\n",
    ],
)
def test_what_is_right_is_no_slip(text):
    assert told(text) == []
