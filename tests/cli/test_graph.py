"""`wizard graph`, as it is typed."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from tests.lint.folders import write
from wizard.cli.context import Setting
from wizard.cli.graph import SHAPES, graph
from wizard.errors import WizardError

SITE = "brand: {name: Light}\ndefault_locale: en\nlocales: {en: source, fa: offered}\nstages: {use: Using}\n"
TREE = """\
steps:
  switch: {tell: The switch is at the back., goto: {not-solved: tree:fuse}}
  measure: {do: Measure it, audience: staff}
"""
FILES = {
    "_site.yaml": SITE,
    "lamp.yaml": TREE,
    "fuse.yaml": "title: The fuse\nsteps:\n  look: {tell: Look.}\n",
}


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    return write(tmp_path / "trees", FILES)


def run(trees: Path, *arguments: str):
    return CliRunner().invoke(graph, arguments, obj=Setting.chosen(trees))


@pytest.mark.parametrize("shape", SHAPES)
def test_each_format_is_printed(trees, shape):
    done = run(trees, "lamp", "--format", shape)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "The switch is at the back" in done.stdout
    assert "The fuse" in done.stdout


def test_the_picture_is_written_to_a_file(trees, tmp_path):
    file = tmp_path / "lamp.svg"
    done = run(trees, "lamp", "-o", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert ElementTree.parse(file).getroot().tag.endswith("svg")


@pytest.mark.parametrize(("audience", "shown"), [("", True), ("staff", True), ("customer", False)])
def test_an_audience_sees_its_own_tree(trees, audience, shown):
    asked = ("--audience", audience) if audience else ()
    assert ("Measure it" in run(trees, "lamp", *asked).stdout) is shown


def test_words_are_in_the_language_asked_for(trees):
    assert "گام" in run(trees, "lamp", "--locale", "fa", "--format", "table").stdout
    wrong = run(trees, "lamp", "--locale", "tr")
    assert wrong.exit_code == 2
    assert "There are: en, fa" in wrong.output


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://help.example.org/support/", "/", ""])
def test_steps_link_to_their_pages(trees, base):
    done = run(trees, "lamp", "--link-base", base)
    assert f'href="{base.rstrip("/")}/en/lamp?_at=switch"' in done.stdout
    assert f'href="{base.rstrip("/")}/en/fuse"' in done.stdout


@pytest.mark.parametrize(
    "base", ["javascript:alert(1)", "//x.example/", 'http://a"b', "data:text/html,x", "ftp://x"]
)
def test_what_is_no_address_of_pages_is_refused(trees, base):
    done = run(trees, "lamp", "--link-base", base)
    assert done.exit_code == 2
    assert "is no address" in done.output


def test_an_unknown_tree_is_told_with_those_there_are(trees):
    done = run(trees, "lmap")
    assert isinstance(done.exception, WizardError)
    assert "fuse, lamp" in str(done.exception)


def test_a_broken_tree_is_drawn_as_far_as_it_can_be_read_with_its_problems(trees):
    write(trees, {"lamp.yaml": TREE + "  more: {tel: Look at the bulb.}\n"})
    done = run(trees, "lamp", "--format", "table")
    assert done.exit_code == 0
    assert "The switch is at the back" in done.stdout
    assert "⚠ unknown-key" in done.stdout


def test_a_tree_of_which_nothing_can_be_read_is_told(trees):
    (trees / "lamp.yaml").write_text("")
    done = run(trees, "lamp")
    assert isinstance(done.exception, WizardError)
    assert "wizard lint" in str(done.exception)


def test_a_file_that_cannot_be_written_is_told(trees, tmp_path):
    done = run(trees, "lamp", "-o", str(tmp_path / "nowhere" / "lamp.svg"))
    assert isinstance(done.exception, WizardError)
    assert "-o" in str(done.exception)
