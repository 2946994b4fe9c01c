"""`wizard search`, as it is typed."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from wizard.cli.context import Setting
from wizard.cli.search import search_command

SITE = "brand: {name: Light}\ndefault_locale: en\nlocales: {en: source, fa: offered}\nstages: {use: Using}\n"
TREE = """format: 1
title: The printer prints nothing
summary: Nothing comes out.
stage: use
products: all
owner: support
review_by: 2099-01-01
keywords: {fa: [چاپگر], en: [printer]}
codes: ["1608", "-2147467262"]
steps:
  text:
    ask: What does it say?
    options:
      paper: {label: No paper, match: [paper]}
      unsure: I do not know
"""


@pytest.fixture
def run(tmp_path: Path):
    (tmp_path / "_site.yaml").write_text(SITE, "utf-8")
    (tmp_path / "printer.yaml").write_text(TREE, "utf-8")

    def typed(*words: str, given: str | None = None) -> Result:
        command: click.Command = search_command
        return CliRunner().invoke(command, words, obj=Setting(tmp_path), input=given)

    return typed


def test_the_ranking_is_shown_with_the_reason(run):
    done = run("printer paper")
    assert done.exit_code == 0
    assert "printer text=paper  The printer prints nothing" in done.output
    assert "by title: printer, paper" in done.output


def test_one_json_line_answers_each_query(run):
    done = run("printer paper", "چاپگر", "zzz", "--json")
    first, second, third = map(json.loads, done.output.splitlines())
    assert first["query"] == "printer paper"
    assert first["hits"][0].keys() == {"tree", "known", "score", "matched"}
    assert first["hits"][0]["known"] == {"text": "paper"}
    assert second["hits"][0]["matched"] == ["چاپگر"]
    assert third == {"query": "zzz", "hits": []}


def test_a_negative_number_is_a_query_and_no_option(run):
    assert json.loads(run("-2147467262", "--json").output)["hits"][0]["tree"] == "printer"


def test_a_query_in_another_layout_is_told(run):
    assert "read in another keyboard layout: چاپگر" in run("]hm'v", "--locale", "fa").output
    assert json.loads(run("]hm'v", "--json").output)["searched_for"] == "چاپگر"


def test_queries_come_from_standard_input_too(run):
    done = run(
        "--batch", "--json", given="printer\n\n\udcff\n".encode("utf-8", "surrogateescape").decode("latin-1")
    )
    assert [len(json.loads(line)["hits"]) for line in done.output.splitlines()] == [1, 0, 0]


def test_nothing_found_is_said(run):
    assert "nothing found" in run("zzz").output


@pytest.mark.parametrize("words", [(), ("printer", "--locale", "de")])
def test_a_wrong_call_is_told(run, words):
    assert run(*words).exit_code == 2
