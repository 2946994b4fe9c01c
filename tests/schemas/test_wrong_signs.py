"""What is typed with another keyboard, at the wrong level or twice over: told as that, with what to type."""

from __future__ import annotations

import pytest

from wizard.schema import check
from wizard.source import read

HEAD = "format: 1\ntitle: A\ncheck: B\nsteps:\n"
ASK = "  where:\n    ask: Where?\n    options: {a: Here, b: There, unsure: }\n"
FIX = "  plug:\n    fix: Plug it in\n"


def told(text: str) -> list[str]:
    found = [finding.problem for finding in check(read("t.yaml", text.encode()), "tree")]
    return [f"{one.line}:{one.column} {one.rule}: {one.message} | {one.hint}" for one in found]


@pytest.mark.parametrize(
    ("text", "place", "fragments"),
    [
        (HEAD + ASK + FIX + "    when: {where: [a، b]}\n", "10:20 schema", ["type the comma of YAML: ,"]),
        (
            HEAD + ASK + FIX + "    when: {where: “a”}\n",
            "10:19 schema",
            ["straight quotation marks, or none"],
        ),
        (HEAD + FIX + "    minutes: ۵\n", "7:14 schema", ["the digits of English: 5"]),
        (
            HEAD + FIX + "    how\u200c: Push.\n",
            "7:5 unknown-key",
            ["a sign that nobody sees", "type `how` anew"],
        ),
        (
            HEAD + FIX + "    چطور: Push.\n",
            "7:5 unknown-key",
            ["`چطور` is not known in `plug`", "known here: fix"],
        ),
        (HEAD + FIX + "    ask: What?\n", "7:5 schema", ["`plug` says both fix and ask", "make two steps"]),
        (
            HEAD + ASK + FIX.replace("  plug", "    plug"),
            "8:5 schema",
            ["start `plug` in the column of `where`"],
        ),
        (
            HEAD + "  group:\n    when: {a: b}\n    plug:\n      fix: Plug it in\n",
            "7:5 unknown-key",
            ["start it in the column of `group`", "below `steps:`"],
        ),
        ("format: 1\ncheck: B\nsteps:\n" + FIX, "1:1 schema", ["`title` is missing", "write `title:`"]),
        (HEAD.replace("check", "review_by: 1404-12-01\ncheck") + FIX, "3:12 schema", ["Gregorian calendar"]),
        (HEAD.replace("check", "keywords: [a]\ncheck") + FIX, "3:11 schema", ["words of each language"]),
    ],
)
def test_what_was_meant_is_said_at_its_place(text, place, fragments):
    problem, *others = [one for one in told(text) if one.startswith(f"{place}: ")]
    assert others == []
    assert [fragment for fragment in fragments if fragment not in problem] == []
