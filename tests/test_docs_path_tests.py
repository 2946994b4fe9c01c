"""What docs/path-tests.md says is so: its keys are the schema's, its tests run, it prints what is printed."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.fences import DOCS, ROOT, blocks, page
from wizard.cli import main
from wizard.path_tests.reading import file_of

PAGE = DOCS / "path-tests.md"
SITE = "default_locale: en\nlocales: {en: source}\nstages: {use: Using}\n"
FILES = {block.file: block.text for block in blocks(PAGE) if block.file}
PRINTED = [block.text for block in blocks(PAGE) if block.language == "text"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"_site.yaml": SITE, **FILES}.items():
        file = tmp_path / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["test", *arguments], catch_exceptions=False)


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), "utf-8")


def test_the_page_explains_every_key_of_the_schema():
    schema = json.loads((ROOT / "schemas" / "tests.schema.json").read_text("utf-8"))["$defs"]
    keys = {key for part in ("test", "expect", "ticket") for key in schema[part]["properties"]}
    assert {key for key in keys if f"`{key}`" not in page("path-tests.md")} == set()


def test_the_tests_pass_and_cover_what_is_printed(here):
    result = run("dark-lamp")
    assert result.exit_code == 0
    assert result.stdout == PRINTED[0]


def test_a_failure_looks_as_the_page_shows(here):
    change(here / "trees/dark-lamp.yaml", "[room, unsure]", "[room]")
    result = run("dark-lamp")
    assert result.exit_code == 1
    assert result.stdout.startswith(PRINTED[1])


def test_a_moved_edge_that_nobody_notices_is_told_as_the_page_says(here):
    tests = here / "trees/_tests/dark-lamp.yaml"
    head, _, rest = tests.read_text("utf-8").partition("- name: in one room")
    tests.write_text(head + rest[rest.index("- name: when the house") :], "utf-8")
    assert PRINTED[2] in run("dark-lamp", "--mutate").stdout
    (here / "trees/_tests/dark-lamp.yaml").write_text(FILES["_tests/dark-lamp.yaml"], "utf-8")
    assert run("dark-lamp", "--mutate").exit_code == 0


def test_the_address_on_the_page_is_recorded(here):
    (line,) = re.findall(
        r"^wizard test --record '(.*)' --name \"(.*)\"$", page("path-tests.md"), re.MULTILINE
    )
    result = run("--record", line[0], "--name", line[1])
    assert result.stdout == (
        "- name: then the fuse\n  answers: {where: room, bulb: not-solved}\n  expect: {step: fuse}\n"
    )


def test_a_piece_of_a_file_can_be_read():
    pieces = [
        block.text for block in blocks(PAGE) if block.language == "yaml" and block.text.startswith("- name")
    ]
    assert pieces
    for text in pieces:
        assert file_of("lamp", text.encode(), "piece").problems == ()
