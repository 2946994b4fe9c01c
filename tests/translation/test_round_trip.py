"""Texts go to a translator and come back: PO files opened, edited and saved by another program, as editors do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from wizard.cli import main
from wizard.library import load
from wizard.model.text import Text
from wizard.problem import Place, Problem
from wizard.translation.catalogs import po_catalog
from wizard.translation.files import template, updated

SITE = """\
format: 1
brand: {name: Help}
default_locale: en
locales: {en: source, fa: required, ar: offered}
stages: {run: Running}
slots: {phone: {value: "1234"}}
"""
TREE = """\
format: 1
title: No light
summary: The lamp stays dark.
stage: run
products: all
owner: support
review_by: 2099-01-01
steps:
  plug:
    fix: Plug it in
    how: |
      1. Press **Power** and type `on`.
      2. If "nothing" happens, call {site.phone}.
    check: It shines.
    minutes: 1
"""
WORDS = {
    "Help": "راهنما",
    "Running": "هنگام اجرا",
    "No light": "چراغ روشن نیست",
    "The lamp stays dark.": "چراغ خاموش می‌ماند.",
    "Plug it in": "آن را به برق بزنید",
    '1. Press **Power** and type `on`.\n2. If "nothing" happens, call {site.phone}.': (
        "۱. **Power** را بزنید و `on` را بنویسید.\n۲. اگر «هیچ» نشد، به {site.phone} زنگ بزنید."
    ),
    "It shines.": "روشن می‌شود.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "_site.yaml").write_text(SITE, encoding="utf-8")
    (trees / "light.yaml").write_text(TREE, encoding="utf-8")
    return trees


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--trees", str(folder), *words])


def done(folder: Path, *words: str) -> str:
    result = run(folder, *words)
    assert result.exit_code == 0, result.output
    return result.output


def status(folder: Path, locale: str = "fa") -> dict[str, Any]:
    return dict(json.loads(run(folder, "translate", "status", "--json").stdout)[locale])


def po(folder: Path, locale: str = "fa", catalog: str = "light") -> Path:
    return folder / "_locale" / locale / f"{catalog}.po"


def entry_of(book: polib.POFile, context: str) -> polib.POEntry:
    found = book.find(context, by="msgctxt")
    assert found is not None
    return found


def translate(file: Path) -> None:
    """Fill in every text that has no words yet, in the editor."""
    book = polib.pofile(str(file))
    for entry in book.untranslated_entries():
        entry.msgstr = WORDS.get(entry.msgid, "")  # a number needs no translation
    book.save(newline="\n")


def translate_all(folder: Path) -> None:
    done(folder, "translate", "update", "fa")
    for file in (folder / "_locale" / "fa").rglob("*.po"):
        translate(file)


def shown(folder: Path, locale: str = "fa") -> list[str]:
    """What customers read of the tree, in order."""
    loaded = load(folder)
    return [loaded.library.words(locale, text) for text in loaded.texts()["light"].values()]


def test_what_a_translator_fills_in_is_what_customers_read(folder: Path):
    translate_all(folder)
    assert shown(folder) == [WORDS[text.source] for text in load(folder).texts()["light"].values()]
    assert "0 problems" in done(folder, "lint")
    assert "(required, complete)" in done(folder, "translate", "status", "fa")


def test_a_template_opens_in_an_editor_and_names_every_text(folder: Path):
    done(folder, "translate", "extract")
    book = polib.pofile(str(folder / "_locale" / "light.pot"))
    assert {(entry.msgctxt, entry.msgid) for entry in book} == {
        (text.context, text.source) for text in load(folder).texts()["light"].values()
    }
    assert "charset=utf-8" in book.metadata["Content-Type"]


def reordered(file: Path) -> None:
    book = polib.pofile(str(file))
    book.reverse()
    book.save()


def wrapped(file: Path) -> None:
    book = polib.pofile(str(file), wrapwidth=20)
    book.save()


def with_new_headers(file: Path) -> None:
    book = polib.pofile(str(file))
    book.metadata |= {
        "Project-Id-Version": "trees",
        "PO-Revision-Date": "2026-11-22 10:00+0330",
        "Last-Translator": "Zahra <zahra@example.org>",
        "Language": "fa_IR",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
        "X-Generator": "Poedit 3.4",
    }
    book.header = "The Persian of the lamp\nby Zahra"
    book.save()


def with_windows_lines(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def with_a_byte_order_mark(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def with_texts_put_aside(file: Path) -> None:
    book = polib.pofile(str(file))
    book.append(polib.POEntry(msgctxt="light/old/fix", msgid="Old", msgstr="کهنه", obsolete=True))
    book.save()


def with_remarks(file: Path) -> None:
    book = polib.pofile(str(file))
    for entry in book:
        entry.tcomment = "asked the team"
        entry.flags.append("no-wrap")
    book.save()


EDITS = (
    reordered,
    wrapped,
    with_new_headers,
    with_windows_lines,
    with_a_byte_order_mark,
    with_texts_put_aside,
    with_remarks,
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_however_an_editor_saves_the_file_the_translations_are_there(
    folder: Path, edit: Callable[[Path], None]
):
    translate_all(folder)
    before = shown(folder)
    edit(po(folder))
    assert shown(folder) == before
    assert run(folder, "lint").stdout == "0 problems\n"
    assert status(folder)["complete"]
    done(folder, "translate", "update", "fa")
    assert shown(folder) == before
    assert status(folder)["complete"]
    once = po(folder).read_bytes()
    assert done(folder, "translate", "update", "fa") == ""
    assert po(folder).read_bytes() == once


def test_what_an_editor_notes_at_the_head_of_a_file_stays_there(folder: Path):
    translate_all(folder)
    with_new_headers(po(folder))
    done(folder, "translate", "update", "fa")
    book = polib.pofile(str(po(folder)))
    assert book.metadata["Last-Translator"] == "Zahra <zahra@example.org>"
    assert book.metadata["X-Generator"] == "Poedit 3.4"
    assert book.metadata["Language"] == "fa"
    assert book.metadata["Content-Type"] == "text/plain; charset=utf-8"
    assert "by Zahra" in book.header


def test_remarks_and_flags_of_a_translator_stay(folder: Path):
    translate_all(folder)
    with_remarks(po(folder))
    done(folder, "translate", "update", "fa")
    entry = entry_of(polib.pofile(str(po(folder))), "light/title")
    assert (entry.tcomment, entry.flags) == ("asked the team", ["no-wrap"])


def test_what_a_translator_doubts_is_not_shown_and_counts_as_stale(folder: Path):
    translate_all(folder)
    book = polib.pofile(str(po(folder)))
    entry_of(book, "light/title").flags.append("fuzzy")
    book.save()
    assert "No light" in shown(folder)
    assert status(folder)["total"]["stale"] == 1
    assert "[translation-stale]" in run(folder, "lint").stdout
    done(folder, "translate", "update", "fa")
    assert entry_of(polib.pofile(str(po(folder))), "light/title").fuzzy


def change(folder: Path, was: str, becomes: str) -> None:
    file = folder / "light.yaml"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes), encoding="utf-8")


def test_a_text_that_changed_comes_to_the_translator_with_the_former_one_and_goes_back(folder: Path):
    translate_all(folder)
    change(folder, "title: No light", "title: No light at all")
    assert status(folder)["total"] == {"texts": 8, "done": 7, "stale": 1, "missing": 0, "orphaned": 0}
    done(folder, "translate", "update", "fa")
    book = polib.pofile(str(po(folder)))
    entry = entry_of(book, "light/title")
    assert (entry.msgid, entry.previous_msgid, entry.fuzzy) == ("No light at all", "No light", True)
    entry.msgstr = "چراغ هیچ روشن نیست"
    entry.flags.remove("fuzzy")
    entry.previous_msgid = None
    book.save()
    assert "چراغ هیچ روشن نیست" in shown(folder)
    assert status(folder)["complete"]


def test_the_former_context_that_other_programs_note_is_no_part_of_the_former_text(folder: Path):
    translate_all(folder)
    book = polib.pofile(str(po(folder)))
    entry = entry_of(book, "light/title")
    entry.flags.append("fuzzy")
    entry.previous_msgctxt = "light/heading"
    entry.previous_msgid = "No lamp"
    book.save()
    done(folder, "translate", "update", "fa")
    assert entry_of(polib.pofile(str(po(folder))), "light/title").previous_msgid == "No lamp"


def test_a_step_that_gets_another_id_keeps_its_translations(folder: Path):
    translate_all(folder)
    before = shown(folder)
    change(folder, "  plug:", "  socket:")
    assert status(folder)["total"]["missing"] == status(folder)["total"]["orphaned"] == 3
    done(folder, "translate", "update", "fa")
    assert shown(folder) == before
    assert status(folder)["total"] == {"texts": 8, "done": 8, "stale": 0, "missing": 0, "orphaned": 0}


def test_a_text_that_comes_back_has_its_translation_again(folder: Path):
    translate_all(folder)
    before = shown(folder)
    change(folder, "    check: It shines.\n", "")
    done(folder, "translate", "update", "fa")
    assert '#~ msgid "It shines."' in po(folder).read_text("utf-8")
    change(folder, "    minutes: 1\n", "    check: It shines.\n    minutes: 1\n")
    done(folder, "translate", "update", "fa")
    assert shown(folder) == before


def test_two_translations_of_one_text_are_both_kept_and_the_one_of_this_very_text_is_shown(folder: Path):
    translate_all(folder)
    text = po(folder).read_text("utf-8")
    older = '\nmsgctxt "light/title"\nmsgid "Dark"\nmsgstr "تاریک"\n'
    po(folder).write_text(text + older, encoding="utf-8")
    done(folder, "translate", "update", "fa")
    assert "چراغ روشن نیست" in shown(folder)
    assert "تاریک" in po(folder).read_text("utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "rule"),
    [
        ("{site.phone}", "{site.Phone}", "placeholder-lost"),
        ("{site.phone}", "شما", "placeholder-lost"),
        ("**Power**", "Power", "markup-lost"),
        ("**Power**", "**power**", "markup-lost"),
        ("`on`", "on", "markup-lost"),
        ("`on`", "`روشن`", "markup-lost"),
    ],
)
def test_what_a_translation_must_not_lose_is_told_with_its_line(
    folder: Path, was: str, becomes: str, rule: str
):
    translate_all(folder)
    book = polib.pofile(str(po(folder)))
    entry = entry_of(book, "light/plug/how")
    entry.msgstr = entry.msgstr.replace(was, becomes)
    book.save()
    told = run(folder, "lint", "--format", "json")
    found = json.loads(told.stdout)["problems"]
    assert told.exit_code == 1
    assert {one["rule"] for one in found} == {rule}
    line = po(folder).read_text("utf-8").splitlines()[found[0]["line"] - 1]
    assert line.startswith("msgid")


def test_a_required_language_that_is_not_complete_fails_and_an_offered_one_does_not(folder: Path):
    assert run(folder, "translate", "status", "fa").exit_code == 1
    assert run(folder, "translate", "status", "ar").exit_code == 0
    assert run(folder, "translate", "status").exit_code == 1
    assert "(offered, not complete)" in done(folder, "translate", "status", "ar")
    translate_all(folder)
    assert run(folder, "translate", "status").exit_code == 0


def test_the_linter_holds_up_a_required_language_and_lets_an_offered_one_pass(folder: Path):
    translate_all(folder)
    assert run(folder, "lint").stdout == "0 problems\n"
    (folder / "_site.yaml").write_text(SITE.replace("ar: offered", "ar: required"), encoding="utf-8")
    told = json.loads(run(folder, "lint", "--format", "json").stdout)["problems"]
    assert {(one["rule"], one["level"]) for one in told} == {("translation-missing", "error")}


def test_a_file_left_over_counts_as_orphaned(folder: Path):
    translate_all(folder)
    po(folder).rename(po(folder, catalog="dark"))
    found = status(folder)
    assert found["catalogs"]["dark"] == {"texts": 0, "done": 0, "stale": 0, "missing": 0, "orphaned": 5}
    assert found["catalogs"]["light"]["missing"] == 5


def test_a_file_that_no_editor_could_read_is_told_and_left_as_it_is(folder: Path):
    translate_all(folder)
    po(folder).write_text('msgid "half', encoding="utf-8")
    told = run(folder, "translate", "status", "fa")
    assert told.exit_code == 1
    assert "light.po:" in told.stderr
    assert run(folder, "translate", "update", "fa").exit_code == 1
    assert po(folder).read_text("utf-8") == 'msgid "half'


WORDY = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from('"\\\n\t#~|%{}`*'),
    min_size=1,
).filter(lambda words: words.strip())


@given(st.lists(st.tuples(WORDY, WORDY), min_size=1, max_size=4))
def test_any_text_comes_through_an_editor_unharmed(pairs: list[tuple[str, str]]):
    here = Place("tree.yaml", 1, 1)
    texts = {
        f"tree/{at}/how": Text(source, "tree", f"tree/{at}/how", here) for at, (source, _) in enumerate(pairs)
    }
    book = polib.pofile(template(texts))
    for entry, (source, words) in zip(book, pairs, strict=True):
        assert entry.msgid == source
        entry.msgstr = words
    problems: list[Problem] = []
    saved = str(book).encode()
    brought = updated(saved, "fa.po", "fa", texts, problems)
    assert brought is not None and not problems
    assert updated(brought.encode(), "fa.po", "fa", texts, problems) == brought
    catalog = po_catalog(brought.encode(), "fa.po", "fa", problems)
    assert catalog is not None and not problems
    assert [(message.id, message.string) for message in catalog if message.id] == pairs


def test_a_text_that_nobody_translated_leaves_nothing_behind_when_it_goes(folder: Path):
    done(folder, "translate", "update", "ar")
    change(folder, "  plug:", "  socket:")
    assert status(folder, "ar")["total"]["orphaned"] == 0
    done(folder, "translate", "update", "ar")
    assert "plug" not in po(folder, "ar").read_text("utf-8")
