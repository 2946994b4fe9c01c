"""A walk as readable lines: in order, in words, with what was typed shown as it was typed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from wizard.journey import Stand, stand
from wizard.known import Source
from wizard.library import Library, load
from wizard.query import walk_from
from wizard.transcript import Line, besides, transcript

ROOT = Path(__file__).resolve().parents[1]
TREES = ROOT / "tests" / "trees" / "good"


@cache
def library(folder: Path = TREES) -> Library:
    return load(folder).library


def at(tree: str, query: str) -> Stand:
    given = [tuple(pair.split("=", 1)) for pair in query.split("&") if pair]
    return stand(library().customers, tree, walk_from(given))  # type: ignore[arg-type]


def lines(tree: str, query: str, locale: str = "en") -> tuple[Line, ...]:
    return transcript(library(), at(tree, query), locale)


def test_the_trail_stands_in_the_order_of_the_walk():
    found = lines("typed-answers", "engine=2.0&index=not-solved&seconds=40")
    assert [line.id for line in found] == ["seconds", "index", "engine"]
    assert [line.answer for line in found] == ["`40` seconds", "No, not yet", "`2.0`"]
    assert all(line.on_path and line.source is Source.ANSWERED for line in found)


def test_several_answers_are_joined():
    (line,) = lines("several-answers", "missing=texts.pictures")
    assert line.answer == "Texts, Pictures"


def test_an_answer_that_was_chosen_by_what_is_known_says_by_what():
    (disk, room) = lines("answered-by-detection", "disk-free~probe=3")
    assert (disk.id, disk.answer, disk.on_path) == ("disk-free", "`3` GB", False)
    assert (room.id, room.answer, room.by, room.source) == (
        "room",
        "Under 5 GB",
        ("disk-free",),
        Source.PROBE,
    )


def test_facts_told_by_the_product_stand_before_the_trail():
    found = lines("changed-facts", "system-locale=other&windows~host=win10")
    assert [(line.id, line.answer, line.source) for line in found] == [
        ("windows", "Windows 10", Source.HOST),
        ("system-locale", "Something else", Source.ANSWERED),
    ]


def test_a_fact_of_a_branch_that_was_left_goes_on_being_told():
    found = lines("shared-question", "windows=unsure&disk-free=3")
    assert [(line.id, line.on_path) for line in found] == [("disk-free", False), ("windows", True)]


def test_what_the_walk_has_changed_since_is_not_told_as_if_it_held():
    before = at("changed-facts", "system-locale=other&build~host=2.0")
    assert besides(before) == {"build": Source.HOST}
    told = at("changed-facts", "system-locale~host=other&to-persian=not-solved")
    assert "system-locale" not in besides(told)


def test_not_sure_is_no_knowledge():
    assert besides(at("typed-answers", "windows=unsure")) == {}
    assert besides(at("typed-answers", "windows=unsure&windows~host=win7")) == {"windows": Source.HOST}


def test_earlier_trees_come_first_in_the_order_of_their_steps():
    earlier = "jump-to-another-tree:number=other&jump-to-another-tree:again=unable&_via=jump-to-another-tree"
    found = lines("several-answers", f"{earlier}&missing=texts")
    assert [line.id for line in found] == [
        "jump-to-another-tree:number",
        "jump-to-another-tree:again",
        "missing",
    ]
    assert not found[0].on_path


def test_placeholders_of_a_question_are_filled_in():
    found = lines("placeholders", "windows=win7&fetch=not-solved")
    assert found[1].question == "Fetch the newest version for Windows 7"
    shipped = library(ROOT / "trees")
    assert not any(
        "{" in line.question
        for line in transcript(shipped, stand(shipped.customers, "question-marks", walk_from([])), "fa")
    )


@pytest.mark.parametrize(
    "typed", ["[a](http://x)", "**b**", "<i>", "a`b", "``", "`x`", "_u_ &lt;", "![x](y)", "{windows}"]
)
def test_what_was_typed_is_shown_as_it_was_typed(tmp_path, typed):
    (tmp_path / "free.yaml").write_text(
        "format: 1\ntitle: F\nsteps:\n"
        "  word: {ask: W?, type: text, pattern: '.{1,40}', options: {unsure: }}\n"
    )
    free = load(tmp_path).library
    (line,) = transcript(free, stand(free.customers, "free", walk_from([("word", typed)])), "en")
    (paragraph,) = (token for token in MarkdownIt().parse(line.answer) if token.type == "inline")
    assert [(token.type, token.content) for token in paragraph.children or ()] == [("code_inline", typed)]


def test_the_words_are_those_of_the_language():
    shipped = library(ROOT / "trees")
    position = stand(shipped.customers, "digits-instead-of-letters", walk_from([("where", "unsure")]))
    (line,) = transcript(shipped, position, "fa")
    assert line.answer == "مطمئن نیستم"
