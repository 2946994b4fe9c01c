"""What the schema finds, in a writer's words and with its place."""

import pytest

from tests.lint.folders import problems, write


def told(tmp_path, files):
    found = problems(write(tmp_path / "trees", {"a.yaml": files} if isinstance(files, str) else files))
    return [f"{one.line}:{one.column} {one.rule}: {one.message} | {one.hint}" for one in found]


ASK = "steps:\n  a:\n    ask: Is it on?\n    options:\n"
TELL = "steps:\n  a:\n    tell: "


@pytest.mark.parametrize(
    ("text", "place", "fragments"),
    [
        (TELL + "X\n    hnt: Y\n", "4:5 unknown-key", ["`hnt` is not known in `a`", "did you mean `hint`?"]),
        (
            TELL + "X\n    Hint: Y\n",
            "4:5 unknown-key",
            ["`Hint` is not known in `a`", "did you mean `hint`?"],
        ),
        (
            "titel: X\nsteps:\n  a: {tell: X}\n",
            "1:1 unknown-key",
            ["`titel` is not known", "did you mean `title`?"],
        ),
        (TELL + "\n", "3:10 schema", ["`tell` is empty"]),
        (TELL + "X\n    hint: ~\n", "4:11 schema", ["`hint` is empty", "stand in quotes"]),
        (TELL + "#5 is on\n", "3:10 text-cut", ["for a remark", 'quote it: "#5 is on"']),
        (TELL + "{site.x}\n", "3:11 text-cut", ["starts with {", 'quote it: "{site.x}"']),
        (TELL + "X\n    link: {site.x}\n", "4:12 text-cut", ["starts with {", 'quote it: "{site.x}"']),
        (
            TELL + "X\n    audience: everybody\n",
            "4:15 schema",
            ['`audience` cannot be "everybody"', "write staff"],
        ),
        (
            ASK + "      on: {label: Yes, in a room}\n      unsure:\n",
            "5:24 text-cut",
            ["cut at a comma", "in quotes"],
        ),
        (ASK + "      on: #1\n", "5:10 text-cut", ["for a remark"]),
        (ASK + "      on: # a remark\n", "5:10 schema", ["`on` is empty"]),
        (
            ASK + "      Yes: Yes\n      unsure:\n",
            "5:7 schema",
            ["`Yes` cannot be a name here", "small letters"],
        ),
        (ASK + "      no, never: No\n      unsure:\n", "5:7 schema", ["`no, never` cannot be a name here"]),
        (ASK[:-1] + " {on: On, in a room, unsure: }\n", "4:23 text-cut", ["cut at a comma: `in a room`"]),
        (
            ASK[:-1] + " [yes, no]\n",
            "4:14 schema",
            ["`options` is a list, which does not fit", "as id: label"],
        ),
        ("steps:\n  a: {ask: Number?}\n", "2:3 schema", ["`options` is missing in `a`", "or a type:"]),
        (
            "steps:\n  a: {ask: N?, type: text, options: {unsure: }}\n",
            "2:3 schema",
            ["`pattern` is missing in `a`"],
        ),
        (
            "steps:\n  a: {fix: X, check: Y, risk: high}\n",
            "2:31 schema",
            ["`risk`", "none, setting, security or data"],
        ),
        ("steps:\n  a: {do: X, minutes: 0}\n", "2:23 schema", ["`minutes` cannot be 0", "whole minutes"]),
        (
            "steps:\n  a: {do: X, restart: yes}\n",
            "2:23 schema",
            ['`restart` cannot be "yes"', "true or false"],
        ),
        (
            "steps:\n  a: {tell: X, when: a = b}\n",
            "2:22 schema",
            ['`when` cannot be "a = b"', "{where: program}"],
        ),
        ("steps:\n  a: {tell: X, goto: some place}\n", "2:22 schema", ["`goto`", "id of a later step"]),
        ("steps:\n  a: Is it?\n", "2:6 schema", ['`a` cannot be "Is it?"', "ask, fact, fix, do, tell"]),
        ("steps:\n  - ask: Is it?\n", "2:3 schema", ["`steps` is a list", "each as id:"]),
        ("steps:\n  Num-Lock: {tell: X}\n", "2:3 schema", ["`Num-Lock` cannot be a name here", "num-lock"]),
        ("steps:\n  any: {tell: X}\n", "2:3 schema", ["`any` cannot be a name here", "are taken"]),
        ("steps:\n  a: {when: {b: c}}\n", "2:3 schema", ["`ask` is missing in `a`", "a step needs ask"]),
        (
            "steps:\n  a: {how: [{Open: the door}], do: X}\n",
            "2:14 text-cut",
            ["split at its colon", '"Open: the door"'],
        ),
        (
            "review_by: soon\nsteps:\n  a: {tell: X}\n",
            "1:12 schema",
            ['`review_by` cannot be "soon"', "2027-06-01"],
        ),
        ("ticket: hello\nsteps:\n  a: {tell: X}\n", "1:9 schema", ["`ticket`", "text: and fields:"]),
        ("title: " + "x" * 201 + "\nsteps:\n  a: {tell: X}\n", "1:8 schema", ["201 characters", "shorter"]),
    ],
)
def test_a_wrong_value_says_where_it_is_and_what_fits(tmp_path, text, place, fragments):
    (problem,) = told(tmp_path, text)
    assert problem.startswith(f"{place}: ")
    assert [fragment for fragment in fragments if fragment not in problem] == []


def test_everything_wrong_in_a_file_is_told_at_once_and_in_order(tmp_path):
    text = "titl: X\nsteps:\n  a: {tell: X, hnt: Y}\n  b: {fix: X, risk: high}\n  c: {tell: X, goto: d}\n"
    assert [line.split(": ")[0] for line in told(tmp_path, text)] == [
        "1:1 unknown-key",
        "3:16 unknown-key",
        "4:3 fix-without-check",
        "4:21 schema",
        "5:22 goto-unknown",
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("_facts.yaml", "a: {about: A}\n", "1:1 schema: `values` is missing in `a`"),
        (
            "_facts.yaml",
            "a: {about: A, valus: {x: X}, type: number}\n",
            "1:15 unknown-key: `valus` is not known in `a`",
        ),
        ("_facts.yaml", "- a\n", "1:1 schema: `the file` is a list, which does not fit here"),
        ("_fields.yaml", "a: {type: text}\n", "1:1 schema: `label` is missing in `a`"),
        ("_fields.yaml", "a: {label: A, type: txt}\n", '1:21 schema: `type` cannot be "txt"'),
        ("_shared/b.yaml", "steps: {a: {tel: X}}\n", "1:13 unknown-key: `tel` is not known in `a`"),
        ("_site.yaml", "brand: {name: X}\nlocales: {en: main}\nstages: {use: U}\n", '`en` cannot be "main"'),
    ],
)
def test_the_other_files_are_checked_as_trees_are(tmp_path, name, text, expected):
    found = told(tmp_path, {name: text, "a.yaml": "steps: {a: {tell: X}}\n"})
    assert [line for line in found if expected in line], found
