"""The engine in JavaScript says what the one in Python says, to the letter."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.export.node import asked
from tests.export.walks import TYPED, spoilt, walked
from wizard import resources
from wizard.cli import main
from wizard.export.data import PatternNotPortable, data, typed_data
from wizard.export.page import ENGINE
from wizard.export.pattern import NotPortable, portable
from wizard.library import load
from wizard.model.step import Typed

FOLDERS = [Path("tests/trees/good"), resources.demonstration_trees()]
PATTERNS = (
    *(r"[0-9]{4}", r"[a-z]{3}", r"\d+", r"\w+", r"[^\W\d]+", r"\S+", r"a?b*?c{2,}|x+", r"(?i)ABC", r"(.)\1+"),
    *(r"[\]\-^x]+", r"(?=x)x+", r"(?!x)[^]a]+", r"[\w.+-]+/?", r"^[\s\S]*$", "😀{3,}", r"\W", r"\D+", "."),
)


def in_python(folder: Path, cases: list[dict[str, Any]]) -> list[Any]:
    told = "".join(json.dumps(case) + "\n" for case in cases)
    done = CliRunner().invoke(main, ["--trees", str(folder), "walk", "--batch"], input=told)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


@pytest.mark.parametrize("folder", FOLDERS, ids=["good", "shipped"])
def test_both_engines_agree_on_walks_and_on_strange_query_strings(folder):
    library = load(folder).library
    trees, chance = library.customers, random.Random(6)
    cases = []
    for name in trees:
        for _ in range(8):
            cases += [{"tree": name, "query": query} for query in walked(trees, name, chance)]
        cases += [{"tree": name, "query": spoilt(trees, name, chance)} for _ in range(60)]
    asking = "told.cases.map(one => Rahgosha.stand(told.data, one.tree, one.query))"
    expected = in_python(folder, cases)
    found = asked(ENGINE, asking, {"data": data(library), "cases": cases})
    for case, python, javascript in zip(cases, expected, found, strict=True):
        assert javascript == python, case
    assert {answer["position"].get("end") for answer in expected} > {None, "solved", "ticket"}
    assert {gone["why"] for answer in expected for gone in answer["dropped"]} > {
        "unknown",
        "not-offered",
        "twice",
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=["good", "shipped"])
def test_both_engines_write_the_same_query_string(folder):
    library = load(folder).library
    trees, chance = library.customers, random.Random(7)
    cases = [[name, query] for name in trees for query in walked(trees, name, chance)]
    asking = """told.cases.map(([tree, query]) => {
        const found = Rahgosha.standing(told.data, tree, query);
        const again = Rahgosha.queryString(Rahgosha.pairs(found.walk, found.tree));
        return [found.tree.id, again]; })"""
    written = asked(ENGINE, asking, {"data": data(library), "cases": cases})
    before = in_python(folder, [{"tree": tree, "query": query} for tree, query in cases])
    after = in_python(folder, [{"tree": tree, "query": query} for tree, query in written])
    assert [one | {"dropped": []} for one in after] == [one | {"dropped": []} for one in before]


def test_patterns_and_bounds_judge_what_is_typed_alike():
    kinds = [Typed("text", pattern=pattern) for pattern in PATTERNS]
    kinds += [Typed("text"), Typed("number"), Typed("number", "0", "3600")]
    kinds += [Typed("version"), Typed("version", "1.0", "2.9")]
    steps = [
        {"id": f"step-{at}", "kind": "ask", "typed": typed_data(typed, "")} for at, typed in enumerate(kinds)
    ]
    given = [
        *TYPED,
        "Abc",
        "aBC",
        "acc",
        "xxx",
        "]-^x",
        "]a",
        "a]",
        "ß",
        "ǅ",
        "³",
        "Ⅷ",
        "ـ",
        "آب",
        "1.0",
        "2.9",
        "2.10",
    ]
    asking = """Rahgosha.trees({ facts: [], trees: [{ id: "t", revision: "r", steps: told.steps }] }).get("t")
        .steps.map(step => told.given.map(text => Rahgosha.stepValue(step, text)))"""
    found = asked(ENGINE, asking, {"steps": steps, "given": given})
    assert found == [[typed.value(text) for text in given] for typed in kinds]


@pytest.mark.parametrize("pattern", [r"(?<=a)b", r"a\b", r"(?a:\d)", r"(?>a)b", r"(a)?(?(1)b|c)"])
def test_a_pattern_that_javascript_cannot_say_is_refused(pattern):
    with pytest.raises(NotPortable):
        portable(pattern)
    with pytest.raises(PatternNotPortable, match="the fact disc"):
        typed_data(Typed("text", pattern=pattern), "the fact disc")


def test_no_text_stands_in_the_data_of_the_engine():
    library = load(FOLDERS[0]).library
    plain = json.dumps(data(library), ensure_ascii=False)
    assert all(
        text.source not in plain
        for tree in library.customers.values()
        for text in tree.texts()
        if " " in text.source
    )
