"""What docs/ shows of trees works: tables are the schemas, examples lint clean, slips are told as said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests import format_reference
from tests.fences import DOCS, PAGES, ROOT, Block, blocks, page, spans
from wizard.library import load
from wizard.lint.lint import lint
from wizard.problem import Problem
from wizard.source import read

SITE = """\
format: 1
default_locale: en
locales: {en: source}
stages: {use: Using the program}
slots: {phone: {value: "+98 25 0000 0000"}}
"""
HEAD = "format: 1\ntitle: A slip\nstage: use\nsteps:\n"
KEY_OF_A_STEP = {"ask", "fact", "fix", "do", "tell", "steps", "use"}


def test_the_tables_of_the_format_are_those_of_the_schemas():
    text = format_reference.PAGE.read_text("utf-8")
    assert text == format_reference.written(text), "run: python -m tests.format_reference"


def schema_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.get("properties", {}).items() if "properties" in value else ():
            if isinstance(inner, dict) and not inner.get("doNotSuggest"):
                yield key
        for inner in value.values():
            yield from schema_keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from schema_keys(inner)


@pytest.mark.parametrize("kind", ["tree", "block", "facts", "fields", "site"])
def test_every_key_of_a_schema_is_explained(kind):
    told = page("format.md")
    assert {key for key in schema_keys(format_reference.schema(kind)) if f"| `{key}`" not in told} - {
        "unsure"
    } == set()
    assert "`unsure`" in told


def all_blocks(language: str) -> list[Block]:
    # docs/rules.md is full of wrong examples, and has a test of its own.
    pages = [one for one in PAGES if one.name != "rules.md"]
    return [block for one in pages for block in blocks(one) if block.language == language]


def slips() -> list[tuple[Block, Block]]:
    """Each slip with the block behind it, which holds what is told about it."""
    return [pair for pair in pairwise(blocks(DOCS / "format.md")) if pair[0].info == "yaml slip"]


def problems_of(files: dict[str, str], folder: Path) -> list[Problem]:
    for name, text in {"_site.yaml": SITE, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return lint(load(folder, ""))


def folders() -> list[Any]:
    """The whole files of each page: together they are a folder of trees."""
    found = []
    for one in PAGES:
        files = (
            {block.file: block.text for block in blocks(one) if block.file} if one.name != "rules.md" else {}
        )
        if files:
            found.append(pytest.param(files, id=one.name))
    return found


@pytest.mark.parametrize("files", folders())
def test_the_whole_files_of_a_page_lint_clean(files, tmp_path):
    required = re.sub(r"\b(required|offered)\b", "offered", files.get("_site.yaml", SITE))
    found = problems_of({**files, "_site.yaml": required}, tmp_path)
    assert [f"{one.path}:{one.line} {one.rule}: {one.message}" for one in found] == []


@pytest.mark.parametrize("block", all_blocks("yaml"), ids=lambda block: block.place)
def test_a_piece_of_yaml_can_be_read(block, tmp_path):
    if block.info != "yaml":
        return
    source = read("piece", block.text.encode())
    assert source.problems == ()
    if isinstance(source.data, dict) and "format" in source.data:
        assert block.file, "a whole file begins with a comment that names it, so that it is linted"
    elif isinstance(source.data, dict) and all(
        isinstance(v, dict) and KEY_OF_A_STEP & v.keys() for v in source.data.values()
    ):
        indented = "".join(f"  {line}\n" for line in block.text.splitlines())
        found = problems_of({"piece.yaml": HEAD + indented}, tmp_path)
        assert {one.rule for one in found} <= {"when-unknown-name"}


@pytest.mark.parametrize(("slip", "told"), slips(), ids=lambda block: block.place)
def test_a_slip_is_told_as_the_page_says(slip, told, tmp_path):
    indented = "".join(f"  {line}\n" for line in slip.text.splitlines())
    found = problems_of({"slip.yaml": HEAD + indented}, tmp_path)
    lines = [f"{one.level} [{one.rule}] {one.message}\n    {one.hint}\n" for one in found]
    assert lines == [told.text]


def test_the_page_of_translations_knows_every_context():
    patterns = [
        re.compile(re.sub(r"<(\w+)>", "[a-z0-9-]+", re.escape(span)).replace(r"how\.1", r"how\.[0-9]+"))
        for span in spans(page("translations.md"))
        if span.startswith(("<tree>/", "facts/<", "fields/<", "site/"))
    ]
    folders = (ROOT / "tests" / "trees" / "good", ROOT / "trees")
    texts = [by_context for folder in folders for by_context in load(folder).texts().values()]
    contexts = {context for by_context in texts for context in by_context}
    assert {one for one in contexts if not any(pattern.fullmatch(one) for pattern in patterns)} == set()
