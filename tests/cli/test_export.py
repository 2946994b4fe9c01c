"""`wizard export`, as it is typed."""

import pytest
from click.testing import CliRunner

from tests.export.test_page import FILES
from tests.lint.folders import write
from wizard.cli import main


@pytest.fixture
def trees(tmp_path):
    return write(tmp_path / "trees", FILES)


def run(trees, *arguments):
    return CliRunner().invoke(main, ["--trees", str(trees), "export", *map(str, arguments)])


def test_a_file_is_written_and_said(trees, tmp_path):
    done = run(trees, "lamp", "--locale", "fa, en", "-o", tmp_path / "help.html")
    assert done.exit_code == 0, done.output
    assert "2 guides in fa, en" in done.output
    assert (
        (tmp_path / "help.html").read_text("utf-8").startswith('<!doctype html>\n<html lang="fa" dir="rtl">')
    )


def test_without_names_all_guides_in_all_languages_are_written(trees, tmp_path):
    done = run(trees, "-o", tmp_path / "help.html")
    assert "3 guides in en, fa" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope", "-o", "help.html"], "no tree called nope"),
        (["../lamp", "-o", "help.html"], "no tree called ../lamp"),
        (["later", "-o", "help.html"], "later is a draft"),
        (["--locale", "xx", "-o", "help.html"], "no language xx"),
        (["--locale", ",", "-o", "help.html"], "no language"),
        (["--online", "javascript:x", "-o", "help.html"], "--online is no address"),
        ([], "give either -o FILE or --site FOLDER"),
        (["-o", "help.html", "--site", "folder"], "give either -o FILE or --site FOLDER"),
        (["-o", "no/such/folder/help.html"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(trees, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    done = run(trees, *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "help.html").exists()


def test_a_broken_tree_stops_it(trees, tmp_path):
    (trees / "fuse.yaml").write_text("title: [", "utf-8")
    done = run(trees, "lamp", "-o", tmp_path / "help.html")
    assert done.exit_code == 2
    assert "cannot be read: fuse" in done.output


@pytest.mark.parametrize("label", ['"{site.shop}"', '"{product.knob}"'])
def test_a_label_that_nothing_fills_stops_neither_the_file_nor_the_folder(trees, tmp_path, label):
    there = trees / "_site.yaml"
    there.write_text(there.read_text("utf-8").replace("label: Phone", f"label: {label}"), "utf-8")
    for where in (["-o", tmp_path / "help.html"], ["--site", tmp_path / "folder"]):
        done = run(trees, *where)
        assert done.exit_code == 0, done.output
        assert done.exception is None


def test_a_file_stays_as_it_was_until_the_new_one_is_whole(trees, tmp_path):
    there = tmp_path / "help.html"
    there.write_text("as it was", "utf-8")
    (tmp_path / "help.html.part").mkdir()  # the new one cannot be written
    done = run(trees, "-o", there)
    assert done.exit_code == 2
    assert "cannot be written" in done.output
    assert there.read_text("utf-8") == "as it was"
