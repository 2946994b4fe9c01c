"""Editors: the real yaml-language-server with our schemas underlines, explains and offers what a writer needs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.schemas.files import GOOD, GOOD_FILES, KINDS, kind_of
from tests.schemas.language_server import ROOT, LanguageServer, filled
from tests.schemas.test_schemas import RIGHT, WRONG, spoilt
from wizard import schema, source
from wizard.cli import main

EDITOR = Path(__file__).parent / "editor"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """A server over a folder like a writer's: trees, and the schemas beside them."""
    folder = tmp_path_factory.mktemp("editor")
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    running = LanguageServer.started(folder)
    yield running
    assert running.stop() == 0


def modeline(kind: str) -> str:
    return f"# yaml-language-server: $schema=../schemas/{kind}.schema.json\n"


def written(kind: str, data: Any) -> str:
    return modeline(kind) + yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


TREE = (
    modeline("tree")
    + """\
format: 1
title: Odd signs
stage: use
steps:
  where:
    ask: Where?
    options:
      web: On a web page
      unsure:
  try:
    fix: Reload
    how: Press F5.
    risk: none
    when: {where: web}
"""
)


@pytest.mark.parametrize(
    ("what", "kind", "text", "line", "words"),
    [
        ("an unknown key", "tree", TREE.replace("how:", "hwo:"), 13, "hwo"),
        ("an unknown key", "block", "steps:\n  a:\n    tell: A\n    hnt: B\n", 5, "hnt"),
        ("an unknown key", "facts", "a:\n  values: {b: B}\n  aks: C\n", 4, "aks"),
        ("an unknown key", "fields", "a:\n  label: A\n  hlep: B\n", 4, "may have help:"),
        ("an unknown key", "site", "brnd: {name: A}\n" + yaml.safe_dump(RIGHT["site"]), 2, "brnd"),
        ("an unknown key", "tests", "- name: a\n  expct: {step: b}\n", 3, "A test needs name:"),
        ("a wrong kind", "tests", "- name: a\n  expect: {steps: b}\n", 3, "Write a list of steps"),
        ("a missing key", "tests", "- expect: {step: b}\n", 2, "A test needs name:"),
        ("a wrong kind", "tree", TREE.replace("risk: none", "minutes: ten"), 14, "Write whole minutes"),
        ("a wrong kind", "tree", TREE.replace("when: {where: web}", "when: web"), 15, "Write a condition"),
        ("a wrong kind", "block", "steps: [a]\n", 2, "Write the steps below"),
        ("a wrong kind", "facts", "a:\n  values: [b]\n", 3, "Write each value below"),
        ("a wrong kind", "fields", "a: {label: A, required: maybe}\n", 2, "Write true or false."),
        ("a wrong kind", "site", written("site", {"hours": "always"} | RIGHT["site"]), 2, "Write a list"),
        ("a missing key", "tree", TREE.replace("title: Odd signs\n", ""), 2, '"title"'),
        ("a missing key", "tree", TREE.replace("    ask: Where?\n", ""), 6, "ask, fact, fix, do or tell"),
        ("a missing key", "block", "check: It works.\n", 2, '"steps"'),
        ("a missing key", "facts", "a:\n  ask: Which?\n", 2, "A fact needs values:"),
        ("a missing key", "fields", "a:\n  help: B\n", 2, "A field needs label:"),
        ("a missing key", "site", "locales: {en: source}\nstages: {a: A}\n", 2, '"default_locale"'),
    ],
)  # fmt: skip
def test_it_is_underlined_in_its_line_and_in_our_words(server, what, kind, text, line, words):
    whole = text if text.startswith("#") else modeline(kind) + text
    found = server.open(f"trees/{what.replace(' ', '-')}-{kind}.yaml", whole)
    assert [one.message for one in found if one.line == line and words in one.message], found


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.stem)
def test_a_good_file_has_nothing_underlined(server, path):
    text = path.read_text("utf-8").partition("\n")[2]
    name = path.relative_to(GOOD).as_posix().replace("/", "-")
    assert server.open(f"trees/{name}", modeline(kind_of(path)) + text) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_right_is_right_for_both(server, kind):
    text = written(kind, RIGHT[kind])
    assert ours(kind, text) == set()
    assert server.open(f"trees/right-{kind}.yaml", text) == []


def ours(kind: str, text: str) -> set[int]:
    """The lines in which our own linter finds the file wrong by its schema.

    What is wrong with the file as a whole stands in its first line; the server's first line is below comments.
    """
    read = source.read("file.yaml", text.encode())
    problems = [*read.problems, *(finding.problem for finding in schema.check(read, kind))]
    return {max(2, problem.line) for problem in problems}


@pytest.mark.parametrize("case", WRONG, ids=[f"{case['schema']}: {case['what']}" for case in WRONG])
def test_the_server_and_our_linter_agree(server, case):
    text = written(case["schema"], spoilt(case))
    lines = {one.line for one in server.open("trees/wrong.yaml", text)}
    assert ours(case["schema"], text) & lines, (text, lines)


STEP_KINDS = ("ask", "fact", "fix", "do", "tell", "group", "use")


def test_the_kinds_of_steps_are_offered_below_the_id_of_a_step(server):
    offered = server.complete("trees/complete.yaml", TREE + "  lamp:\n    |")
    assert {one.label for one in offered} >= set(STEP_KINDS)
    assert all(one.told for one in offered)


@pytest.mark.parametrize("label", STEP_KINDS)
def test_a_kind_that_is_taken_writes_a_whole_step(server, label):
    before = TREE + "  lamp:\n    |"
    chosen = taken(server, before, label)
    read = source.read("file.yaml", chosen.encode())
    assert [finding.problem.message for finding in schema.check(read, "tree")] == []
    assert server.open("trees/taken.yaml", chosen) == []
    kind = {"group": "steps"}.get(label, label)
    assert kind in read.data["steps"]["lamp"]


def taken(server: LanguageServer, before: str, label: str) -> str:
    """The file when a writer takes what is offered at `|` and leaves its words as they are."""
    (found,) = {one.inserted for one in server.complete("trees/complete.yaml", before) if one.label == label}
    line = before[: before.index("|")].rpartition("\n")[2]
    indent = " " * (len(line) - len(line.lstrip()))  # as an editor indents the lines of a snippet
    return before.replace("|", filled(found).replace("\n", f"\n{indent}"), 1)


@pytest.mark.parametrize(
    ("kind", "before", "label"),
    [
        ("tree", "|", "new tree"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "ask: a question"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "ask: a typed answer"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "fact: a shared question"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "fix: something to try"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "do: something to do"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "tell: something to know"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "group: steps that share a condition"),
        ("tree", "format: 1\ntitle: A\nsteps:\n  |", "use: a block"),
        ("tree", "format: 1\ntitle: A\nsteps: {a: {tell: A}}\nends:\n  |", "end: referred"),
        ("tree", "format: 1\ntitle: A\nsteps: {a: {tell: A}}\nends:\n  |", "end: ticket"),
        (
            "tree",
            "format: 1\ntitle: A\nsteps:\n  a:\n    tell: A\n    when:\n      |",
            "condition: an answer",
        ),
        ("tree", "format: 1\ntitle: A\nsteps:\n  a:\n    tell: A\n    when:\n      |", "condition: none"),
        ("block", "|", "new block"),
        ("facts", "|", "fact: asked"),
        ("facts", "|", "fact: a number"),
        ("tests", "- name: a\n  expect: {step: b}\n- |", "test: what the program told"),
        ("tests", "|", "test: where a walk stands"),
        ("tests", "|", "test: a walk to its end"),
        ("fields", "|", "field: text"),
        ("fields", "|", "field: choice"),
        ("site", "|", "new site"),
        ("site", "default_locale: en\nlocales: {en: source}\nstages: {a: A}\nproducts:\n  |", "product"),
        ("site", "default_locale: en\nlocales: {en: source}\nstages: {a: A}\nchannels:\n  |", "channel"),
        ("site", "default_locale: en\nlocales: {en: source}\nstages: {a: A}\nslots:\n  |", "slot"),
        ("site", "default_locale: en\nlocales: {en: source}\nstages: {a: A}\ndownloads:\n  |", "download"),
        ("site", "default_locale: en\nlocales: {en: source}\nstages: {a: A}\nrouting:\n  |", "routing"),
        ("site", "default_locale: en\nlocales: {en: source}\nstages: {a: A}\nhours:\n  |", "opening hours"),
    ],
)
def test_a_snippet_that_is_taken_leaves_a_file_that_is_right(server, kind, before, label):
    chosen = taken(server, modeline(kind) + before, label)
    assert server.open("trees/snippet.yaml", chosen) == []
    assert ours(kind, chosen) == set(), chosen


def test_what_is_offered_has_a_name_that_can_be_read(server):
    for before in ("when: |", "goto: |", "image: |", "link: |", "options: |", "how: |", "solved: |"):
        offered = server.complete(
            "trees/names.yaml", TREE + f"    {before}".replace("    when: {where: web}", "")
        )
        assert [one.label for one in offered if "[object" in one.label] == [], before


def test_an_unsure_that_needs_no_label_is_not_offered_the_word_null(server):
    before = TREE.replace("      unsure:\n", "      unsure: |\n")
    assert "null" not in {one.label for one in server.complete("trees/unsure.yaml", before)}


def test_the_choices_of_a_word_are_offered_with_what_they_mean(server):
    offered = server.complete("trees/risk.yaml", TREE.replace("risk: none", "risk: |"))
    told = {one.label: one.told for one in offered}
    assert set(told) == {"none", "setting", "security", "data"}
    assert all(told.values())


@pytest.mark.parametrize(
    ("kind", "at", "words"),
    [
        ("tree", "title", "in the customer's words"),
        ("tree", "steps", "| `fix` | something to try; the customer says whether it helped |"),
        ("tree", "ask:", "the last one `unsure:`"),
        ("tree", "fix", "(the walk ends well)"),
        ("tree", "when", "What is unknown does not hold, so `none:` is then true."),
        ("tree", "how", "one action a line"),
        ("tree", "unsure", "Without a label the words of the site stand there."),
        ("block", "steps", "In a tree their ids are `block.step`"),
        ("facts", "ask", "Leave it out for what only a product or a probe can tell."),
        ("facts", "values", "`unsure` is always offered"),
        ("fields", "label", "What stands above the box."),
        ("site", "locales", "| `required` | every text must be translated |"),
        ("site", "stages", "Every tree names one."),
    ],
)
def test_a_key_explains_itself_under_the_mouse(server, kind, at, words):
    text = written(kind, RIGHT[kind])
    server.open(f"trees/hover-{kind}.yaml", text)
    assert words in server.hover(f"trees/hover-{kind}.yaml", f"{at}" if at.endswith(":") else f"{at}:")


def test_a_key_that_means_something_else_here_says_what_it_means_here(server):
    text = TREE.replace("risk: none", "goto: {unable: ticket}")
    server.open("trees/goto.yaml", text)
    assert "`solved` always ends well" in server.hover("trees/goto.yaml", "goto")


@pytest.mark.parametrize("kind", KINDS)
def test_the_settings_of_an_editor_do_without_a_first_line(tmp_path, kind):
    """What `wizard schemas` writes for Visual Studio Code is what the server reads under `yaml.schemas`."""
    names = {"tree": "a.yaml", "block": "_shared/a.yaml", "tests": "_tests/a.yaml"}
    folder = tmp_path / "desk"
    (folder / "trees").mkdir(parents=True)
    done = CliRunner().invoke(main, ["--trees", str(folder / "trees"), "schemas", "--into", str(folder)])
    assert done.exit_code == 0, done.output
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))
    editor = LanguageServer.started(folder, schemas=settings["yaml.schemas"])
    wrong = editor.open(f"trees/{names.get(kind, f'_{kind}.yaml')}", "nonsense_key: 1\n")
    right = editor.open(f"trees/{names.get(kind, f'_{kind}.yaml')}", yaml.safe_dump(RIGHT[kind]))
    assert editor.stop() == 0
    assert wrong
    assert right == []


def test_the_server_is_pinned_with_its_hashes_and_no_place_to_download_from():
    lock = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))["packages"]
    pinned = json.loads((EDITOR / "package.json").read_text("utf-8"))["dependencies"]
    assert lock[""]["dependencies"] == pinned
    assert lock["node_modules/yaml-language-server"]["version"] == pinned["yaml-language-server"]
    packages = {name: one for name, one in lock.items() if name}
    assert [name for name, one in packages.items() if not one["integrity"].startswith("sha512-")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []
