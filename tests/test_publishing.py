"""A broken tree is served as it was last good; drafts are for nobody; old revisions are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wizard.library import load
from wizard.publishing import Published, Revisions, publish
from wizard.store import Revision, Store, open_store

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
TREE = "format: 1\ntitle: One\nsteps:\n  first: {ask: First?, options: {yes: Yes, no: No, unsure: }}\n"
OTHER = "format: 1\ntitle: Two\nsteps:\n  only: {tell: Hello., goto: ticket}\n"


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'wizard.db'}") as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def trees(tmp_path) -> Path:
    folder = tmp_path / "trees"
    folder.mkdir()
    (folder / "one.yaml").write_text(TREE)
    (folder / "two.yaml").write_text(OTHER)
    return folder


def served(trees: Path, store: Store, now: datetime = NOW) -> Published:
    return publish(load(trees), store, now)


def test_a_sound_tree_is_served_and_kept(store, trees):
    found = served(trees, store)
    assert set(found.library.customers) == {"one", "two"}
    assert found.earlier == {}
    kept = store.last_revision("one")
    assert kept is not None and kept.revision == found.library.trees["one"].revision


@pytest.mark.parametrize(
    "broken", ["steps: [", "format: 1\ntitle: One\n", "format: 2", "", "title: {a: b}\nsteps: 1"]
)
def test_a_broken_tree_is_served_as_it_was_last_good(store, trees, broken):
    good = served(trees, store).library.customers["one"]
    (trees / "one.yaml").write_text(broken)
    for day in (1, 2):  # after every restart
        found = served(trees, store, NOW + timedelta(days=day))
        assert set(found.library.customers) == {"one", "two"}
        assert found.library.customers["one"].revision == good.revision
        assert found.library.customers["one"].fingerprints == good.fingerprints
        assert found.library.staff["one"].steps and found.library.trees["one"].steps
        assert found.earlier["one"].revision == good.revision


def test_the_last_good_one_is_the_one_served_last_not_the_newest(store, trees):
    old = served(trees, store).library.customers["one"].revision
    (trees / "one.yaml").write_text(TREE.replace("First", "Later"))
    served(trees, store, NOW + timedelta(days=1))
    (trees / "one.yaml").write_text(TREE)
    served(trees, store, NOW + timedelta(days=2))
    (trees / "one.yaml").write_text("steps: [")
    assert served(trees, store, NOW + timedelta(days=3)).library.customers["one"].revision == old


def test_a_tree_that_was_never_good_is_not_served(store, trees):
    (trees / "three.yaml").write_text("steps: [")
    assert "three" not in served(trees, store).library.customers


def test_a_removed_tree_is_not_served_but_known(store, trees):
    served(trees, store)
    (trees / "two.yaml").unlink()
    assert set(served(trees, store).library.customers) == {"one"}
    assert store.known_tree("two")


def test_a_draft_is_served_to_nobody_and_not_kept(store, trees):
    (trees / "one.yaml").write_text(TREE + "draft: true\n")
    found = served(trees, store)
    assert set(found.library.customers) == {"two"}
    assert "one" in found.library.staff
    assert not store.known_tree("one")


def test_a_tree_lives_through_a_broken_facts_file(store, trees):
    (trees / "_facts.yaml").write_text("colour: {ask: Which colour?, values: {red: Red, blue: Blue}}\n")
    (trees / "one.yaml").write_text("format: 1\ntitle: One\nsteps:\n  colour: {fact: colour}\n")
    good = served(trees, store).library.customers["one"]
    (trees / "_facts.yaml").write_text("colour: [")
    found = served(trees, store).library.customers["one"]
    assert found.revision == good.revision
    assert [option.id for option in found.steps[0].options] == ["red", "blue", "unsure"]


def test_steps_of_an_earlier_revision_are_known(store, trees):
    before = served(trees, store).library.customers["one"]
    (trees / "one.yaml").write_text(TREE.replace("First?", "Which one?"))
    loaded = load(trees)
    now = publish(loaded, store, NOW).library.customers["one"]
    revisions = Revisions(loaded.shelf, store)
    since = revisions.since("one", before.revision)
    assert since is not None and since["first"] != now.fingerprints["first"]
    then = revisions.tree("one", before.revision)
    assert then is not None and then.steps[0].title.source == "First?"
    assert revisions.since("one", "ffffff") is None
    assert revisions.since("nothing", before.revision) is None


def test_a_revision_that_cannot_be_read_any_more_is_none(store, trees, caplog):
    for number, composed in enumerate(
        ("{}", "[]", "1", '{"tree": 1, "facts": 2, "blocks": 3, "unable": 4}', "nonsense")
    ):
        store.keep_revisions([Revision("one", f"aaaaa{number}", NOW, NOW + timedelta(days=9), composed)])
        assert Revisions(load(trees).shelf, store).since("one", f"aaaaa{number}") is None
    (trees / "one.yaml").write_text("steps: [")
    assert "one" not in served(trees, store).library.customers
    assert "cannot be read" in caplog.text


def test_made_up_revisions_do_not_fill_the_memory(store, trees):
    revisions = Revisions(load(trees).shelf, store)
    for number in range(250):
        assert revisions.since("one", f"{number:06}") is None
    assert len(revisions._kept) <= 100


SITE = """\
format: 1
brand: {name: House}
default_locale: fa
locales: {en: source, fa: required}
time_zone: Asia/Tehran
unable: managed
ends: {managed: {kind: referred, text: Ask your IT people.}}
stages: {use: Using}
slots: {phone: {about: The number., value: "+98 25 3290"}}
"""
FIX = "format: 1\ntitle: One\nsteps:\n  turn: {fix: Turn it, how: Turn it., check: It turns.}\n"
BROKEN_SITES = [
    "brand: [",
    "",
    SITE.replace("locales:", "locals:"),
    SITE.replace("fa: required", "fa: maybe"),
    SITE.replace("slots: {phone", "slots: {Phone"),
    SITE + "brand: {name: Twice}\n",
]


@pytest.fixture
def with_site(trees) -> Path:
    (trees / "_site.yaml").write_text(SITE)
    (trees / "one.yaml").write_text(FIX)
    locale = trees / "_locale" / "fa"
    locale.mkdir(parents=True)
    (locale / "one.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgctxt "one/title"\nmsgid "One"\nmsgstr "یک"\n'
    )
    return trees


@pytest.mark.parametrize("broken", BROKEN_SITES)
def test_a_broken_site_file_is_served_as_it_was_last_good(store, with_site, broken):
    good = served(with_site, store)
    assert good.earlier == {}
    (with_site / "_site.yaml").write_text(broken)
    for day in (1, 2):  # after every restart
        found = served(with_site, store, NOW + timedelta(days=day))
        assert found.library.site == good.library.site
        assert found.library.locales == ("en", "fa")
        assert set(found.earlier) == {"_site"} and found.earlier["_site"].at == NOW
        one = found.library.customers["one"]
        assert one.revision == good.library.customers["one"].revision, "`unable` leads where it did"
        assert one.ends["managed"].text == good.library.customers["one"].ends["managed"].text
        assert found.library.words("fa", one.title) == "یک"
        assert found.shelf.unable == "managed"


def test_a_mended_site_file_is_served_as_it_is(store, with_site):
    served(with_site, store)
    (with_site / "_site.yaml").write_text("brand: [")
    served(with_site, store, NOW + timedelta(days=1))
    (with_site / "_site.yaml").write_text(SITE.replace("House", "New house"))
    found = served(with_site, store, NOW + timedelta(days=2))
    assert found.earlier == {} and found.library.site.brand.source == "New house"


def test_trees_that_change_while_the_site_file_is_broken_are_served_as_they_are_now(store, with_site):
    served(with_site, store)
    (with_site / "_site.yaml").write_text("brand: [")
    (with_site / "one.yaml").write_text(FIX.replace("title: One", "title: First"))
    found = served(with_site, store, NOW + timedelta(days=1))
    assert found.library.customers["one"].title.source == "First"
    assert set(found.earlier) == {"_site"}


def test_a_site_file_that_was_never_good_is_served_as_far_as_it_is_right(store, with_site):
    (with_site / "_site.yaml").write_text(SITE.replace("stages: {use: Using}", "stages: 3"))
    found = served(with_site, store)
    assert found.earlier == {}
    assert found.library.site.brand.source == "House" and not found.library.site.stages


def test_a_site_file_that_is_gone_is_gone(store, with_site):
    served(with_site, store)
    (with_site / "_site.yaml").unlink()
    found = served(with_site, store)
    assert found.earlier == {} and found.library.locales == ("en",)


def test_broken_facts_and_fields_are_served_as_they_were_last_good(store, with_site):
    facts, fields = with_site / "_facts.yaml", with_site / "_fields.yaml"
    facts.write_text("colour: {ask: Which colour?, values: {red: Red, blue: Blue}}\n")
    fields.write_text("serial: {label: Serial, type: last4}\n")
    good = served(with_site, store)
    facts.write_text("colour: [")
    fields.write_text("serial: {label: Serial, type: last5}\n")
    found = served(with_site, store, NOW + timedelta(days=1))
    assert found.library.facts == good.library.facts
    assert found.library.fields == good.library.fields
    assert set(found.earlier) == {"_facts", "_fields"}


@pytest.mark.parametrize("kept", ['"brand: ["', '"format: 99"', "[]", "nonsense", "1"])
def test_a_kept_site_file_that_cannot_be_read_any_more_is_told_and_left(store, with_site, caplog, kept):
    store.keep_revisions([Revision("_site", "aaaaaa", NOW, NOW, kept)])
    (with_site / "_site.yaml").write_text(SITE.replace("stages: {use: Using}", "stages: 3"))
    found = served(with_site, store)
    assert found.earlier == {} and found.library.site.brand.source == "House"
    assert "_site cannot be read" in caplog.text


def test_shared_files_are_no_trees_in_the_store(store, with_site):
    served(with_site, store)
    assert store.last_revision("_site") is not None
    assert set(store.changed_at()) == {"one", "two"}
