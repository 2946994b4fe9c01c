"""What the program has stands in docs/: commands, options, settings, rules, events, routes, error pages."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner
from flask import Flask

from app import create_app
from tests.fences import DOCS, ROOT, blocks, page, spans
from webui.present.error import TEXTS
from wizard.cli import main
from wizard.lint.rules import RULES
from wizard.settings import Settings
from wizard.store import Event, Kind


def commands(command: click.Command, name: str = "wizard") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from commands(inner, f"{name} {word}")


COMMANDS = dict(commands(main))


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_stands_among_the_settings(name):
    told = section(page("settings.md"), f"`{name}`")
    options = [
        option for one in COMMANDS[name].params if isinstance(one, click.Option) for option in one.opts
    ]
    assert [option for option in options if f"`{option}" not in told] == []


def test_the_settings_name_no_command_that_is_not_there():
    assert set(re.findall(r"^### `([^`]+)`", page("settings.md"), re.MULTILINE)) == set(COMMANDS)


def test_the_settings_name_no_option_that_is_not_there():
    for name, command in COMMANDS.items():
        told = set(re.findall(r"^\| `(--[a-z-]+)", section(page("settings.md"), f"`{name}`"), re.MULTILINE))
        there = {option for one in command.params for option in one.opts} | {"--help"}
        assert told - there == set(), name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(name):
    assert re.search(r"Example: wizard \S", COMMANDS[name].help or "")


def test_walk_prints_what_the_page_says():
    (block,) = (block for block in blocks(DOCS / "settings.md") if block.language == "json")
    (command,) = re.findall(r"`wizard (walk .* --json)`", page("settings.md"))
    done = CliRunner().invoke(
        main, ["--trees", str(ROOT / "trees"), *command.split()], catch_exceptions=False
    )
    assert json.loads(done.stdout) | {"revision": "…"} == json.loads(block.text)


def variables() -> set[str]:
    """The environment variables that the program and its build read."""
    found = set()
    for file in (ROOT / "app.py", *(ROOT / "wizard").rglob("*.py"), *(ROOT / "webui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(re.findall(r"\b(?:WIZARD_[A-Z_]+|DATABASE_URL)\b", node.value))
    for file in (ROOT / ".ci").iterdir():
        found.update(re.findall(r"\$\{([A-Z][A-Z0-9_]*):?-", file.read_text("utf-8")))
    return found


def test_every_setting_is_explained():
    assert {name for name in variables() if f"| `{name}` |" not in page("settings.md")} == set()


def test_no_setting_is_explained_that_is_not_there():
    told = set(re.findall(r"^\| `([A-Z][A-Z_0-9]*)` \|", page("settings.md"), re.MULTILINE))
    assert told - variables() - {"ARGS", "CI"} == set()


def test_every_rule_is_explained():
    told = page("rules.md")
    assert [rule.name for rule in RULES if f"\n## {rule.name}\n" not in told] == []


def test_every_field_of_an_event_is_explained():
    told = spans(page("store.md"))
    assert [field.name for field in dataclasses.fields(Event) if field.name not in told] == []


def test_every_kind_of_rows_that_grow_old_is_explained():
    told = page("operations.md")
    assert [kind for kind in Kind if f"--{kind}-days" not in told] == []


@pytest.fixture
def web(tmp_path) -> Flask:
    settings = Settings(ROOT / "trees", f"sqlite:///{(tmp_path / 'w.db').as_posix()}", b"k" * 32)
    return create_app(settings, watch=lambda look: None)  # with the studio, which is there for writers alone


def test_every_route_stands_among_the_pages_and_no_other(web):
    there = {
        f"{method} {rule.rule}"
        for rule in web.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = set(re.findall(r"^\| `((?:GET|POST) /[^`]*)` \|", page("pages.md"), re.MULTILINE))
    assert there == told


def test_every_reserved_name_of_an_address_or_form_is_explained():
    files = (ROOT / "wizard" / "query.py", *(ROOT / "webui").rglob("*.py"))
    names = {name for file in files for name in re.findall(r'"(_[a-z]+)"', file.read_text("utf-8"))}
    assert {"_at", "_known", "_step", "_w"} <= names
    assert names - spans(page("pages.md")) - {"_media"} == set()


def test_every_error_page_stands_among_the_pages_and_no_other():
    told = re.findall(r"^\| (\d+) \|", page("pages.md"), re.MULTILINE)
    assert [int(status) for status in told] == sorted(TEXTS)
