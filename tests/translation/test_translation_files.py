"""PO files: written, brought up to date, read back; a stale translation is never shown."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wizard.cli import main
from wizard.library import load
from wizard.model.text import Text
from wizard.problem import Place, Problem
from wizard.translation.catalogs import po_catalog
from wizard.translation.files import template, updated

HERE = Place("tree.yaml", 1, 1)


def text(context: str, source: str) -> Text:
    return Text(source, "tree", f"tree/{context}", HERE)


def texts(**sources: str) -> dict[str, Text]:
    return {f"tree/{name}": text(name, source) for name, source in sources.items()}


def update(content: str | None, now: dict[str, Text]) -> str:
    problems: list[Problem] = []
    done = updated(content.encode() if content else None, "fa.po", "fa", now, problems)
    assert done is not None and not problems
    return done


def test_a_new_file_has_every_text_in_order_and_no_translation():
    done = update(None, texts(title="Title", hint="A hint"))
    assert done.index('msgid "Title"') < done.index('msgid "A hint"')
    assert done.count('msgstr ""') == 3  # the header's too


def test_a_template_names_the_context_of_each_text():
    assert 'msgctxt "tree/title"' in template(texts(title="Title"))


def test_updating_twice_changes_nothing():
    once = update(None, texts(title="Title", how="1. One\n2. Two"))
    assert update(once, texts(title="Title", how="1. One\n2. Two")) == once


def test_a_translation_stays_when_its_text_stays():
    done = translated(update(None, texts(title="Title")), "Title", "عنوان")
    assert "عنوان" in update(done, texts(title="Title", more="More"))


def test_a_changed_text_makes_its_translation_stale_and_keeps_both():
    done = translated(update(None, texts(title="Old title")), "Old title", "عنوان")
    again = update(done, texts(title="New title"))
    assert "#, fuzzy" in again and '#| msgid "Old title"' in again and "عنوان" in again


def test_a_text_changed_back_and_forth_keeps_its_first_source_until_it_is_mended():
    done = translated(update(None, texts(title="A")), "A", "الف")
    again = update(update(done, texts(title="B")), texts(title="B"))
    assert '#| msgid "A"' in again and "#, fuzzy" in again


def test_a_text_that_is_gone_stands_as_a_comment_at_the_end():
    done = translated(update(None, texts(title="Title", hint="Hint")), "Hint", "راهنما")
    again = update(done, texts(title="Title"))
    assert "#~" in again and "راهنما" in again
    assert update(again, texts(title="Title")) == again


def test_comments_of_translators_stay():
    done = update(None, texts(title="Title")).replace("msgctxt", "# the window's own word\nmsgctxt", 1)
    assert "# the window's own word" in update(done, texts(title="Title"))


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b'msgid "a', b"garbage here", b'msgid "a"\nmsgstr[', b"\x00" * 50]
)
def test_a_broken_file_is_a_problem_with_its_place_and_is_left_alone(content):
    problems: list[Problem] = []
    assert updated(content, "fa.po", "fa", texts(title="Title"), problems) is None
    assert problems[0].path == "fa.po" and problems[0].line >= 1 and problems[0].rule == "po-syntax"


def test_a_file_that_is_too_large_is_refused():
    problems: list[Problem] = []
    assert po_catalog(b"#" * 2_000_000, "fa.po", "fa", problems) is None
    assert problems[0].rule == "too-large"


def translated(po: str, source: str, words: str) -> str:
    return po.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{words}"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "_site.yaml").write_text(
        "format: 1\nbrand: {name: Help}\ndefault_locale: en\nlocales: {en: source, fa: required}\n"
        "stages: {run: Running}\n",
        encoding="utf-8",
    )
    (trees / "light.yaml").write_text(
        "format: 1\ntitle: No light\nstage: run\nsteps:\n"
        "  plug:\n    fix: Plug it in\n    check: It shines.\n",
        encoding="utf-8",
    )
    return trees


def wizard(folder: Path, *words: str, exit_code: int = 0) -> str:
    done = CliRunner().invoke(main, ["--trees", str(folder), *words])
    assert done.exit_code == exit_code, done.output
    return done.output


def counts(folder: Path) -> dict[str, int]:
    """What `status` counts for the Persian of the tree; it is not complete."""
    status = json.loads(wizard(folder, "translate", "status", "--json", exit_code=1))
    return dict(status["fa"]["catalogs"]["light"])


def test_the_commands_go_round(folder: Path):
    wizard(folder, "translate", "update", "fa")
    po = folder / "_locale" / "fa" / "light.po"
    po.write_text(translated(po.read_text("utf-8"), "No light", "چراغ روشن نیست"), encoding="utf-8")
    tree = load(folder).library.trees["light"]
    assert load(folder).library.words("fa", tree.title) == "چراغ روشن نیست"
    assert counts(folder) == {"texts": 3, "done": 1, "stale": 0, "missing": 2, "orphaned": 0}


def test_a_stale_translation_is_counted_and_never_shown(folder: Path):
    wizard(folder, "translate", "update", "fa")
    po = folder / "_locale" / "fa" / "light.po"
    po.write_text(translated(po.read_text("utf-8"), "No light", "چراغ روشن نیست"), encoding="utf-8")
    file = folder / "light.yaml"
    file.write_text(file.read_text("utf-8").replace("No light", "The light is off"), encoding="utf-8")
    for _ in ("before update", "after update"):
        loaded = load(folder)
        assert loaded.library.words("fa", loaded.library.trees["light"].title) == "The light is off"
        assert counts(folder) == {"texts": 3, "done": 0, "stale": 1, "missing": 2, "orphaned": 0}
        wizard(folder, "translate", "update")


def test_extract_writes_a_template_of_each_file(folder: Path):
    wizard(folder, "translate", "extract")
    assert 'msgid "Plug it in"' in (folder / "_locale" / "light.pot").read_text("utf-8")


def test_an_unknown_language_is_refused_by_name(folder: Path):
    done = CliRunner().invoke(main, ["--trees", str(folder), "translate", "update", "xx"])
    assert done.exit_code == 2 and "xx" in done.output


def test_a_line_ending_or_a_quote_in_a_text_comes_back_as_it_was(folder: Path):
    file = folder / "light.yaml"
    file.write_text(
        file.read_text("utf-8") + '    how: |\n      1. Say "on" \\ off\n      2. Wait {windows}\n',
        encoding="utf-8",
    )
    wizard(folder, "translate", "update", "fa")
    wizard(folder, "translate", "update", "fa")
    how = load(folder).library.trees["light"].steps[0].how[0].text
    entry = load(folder).library.translations.entry("fa", how)
    assert entry is not None and entry.source == how.source


def test_a_text_changed_back_has_its_translation_again():
    done = translated(update(None, texts(title="A")), "A", "الف")
    again = update(update(done, texts(title="B")), texts(title="A"))
    assert "fuzzy" not in again and "#|" not in again and 'msgid "A"\nmsgstr "الف"' in again
