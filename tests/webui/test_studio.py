"""The studio: what writers see while the folder is watched, and nobody at any other time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app import create_app
from tests.webui.conftest import SAMPLES, SHIPPED, Site
from tests.webui.pages import Page
from wizard.library import Library, load
from wizard.settings import Settings

TREE = """\
format: 1
title: No light
check: It shines.
steps:
  plug: {ask: Is it plugged in?, options: {yes: "Yes", no: "No", unsure: }}
  socket: {fix: Plug it in, when: {plug: [no, unsure]}, how: Put the plug in.}
  bulb: {fix: Change the bulb, how: Take a new one.}
"""


@dataclass
class Studio:
    """A watched folder, the site over it, and the look that a thread takes otherwise."""

    folder: Path
    site: Site
    look: Callable[[], object]

    def save(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.look()

    def get(self, address: str) -> Page:
        return self.site.get(address)


def watched(trees: Path, folder: Path) -> Studio:
    looks: list[Callable[[], object]] = []
    settings = Settings(trees, f"sqlite:///{(folder / 'wizard.db').as_posix()}", b"k" * 32)
    site = Site(create_app(settings, watch=looks.append))
    return Studio(trees, site, looks[0])


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "light.yaml").write_text(TREE, encoding="utf-8")
    return watched(trees, tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """The studio over a copy of the shipped trees; nobody writes in it."""
    folder = tmp_path_factory.mktemp("whole")
    return watched(Path(shutil.copytree(SHIPPED, folder / "trees")), folder)


def test_nothing_of_the_studio_is_there_when_nobody_watches(samples: Site):
    paths = ("/studio/", "/studio/reading", "/studio/en/", "/studio/en/light", "/studio/drawing.css")
    assert [samples.get(path).status for path in paths] == [404] * len(paths)
    page = samples.get("/en/conditions").html
    assert "studio" not in page and 'id="beside"' not in page


def test_a_save_is_shown_with_the_answers_that_were_given(studio: Studio):
    address = "/en/light?plug=no"
    assert studio.get(address).h1 == "Plug it in"
    studio.save(
        "light.yaml", TREE.replace("fix: Plug it in", "fix: Put the plug in").replace("Is it", "Was it")
    )
    page = studio.get(address)
    assert page.h1 == "Put the plug in" and "Was it plugged in?" in page.text


def test_answers_stay_although_the_question_was_written_anew(studio: Studio):
    before = studio.site.walk("/en/light", "no")
    kept = dict(before.form.hidden)
    studio.save("light.yaml", TREE.replace("Is it plugged in?", "Was it ever plugged in?"))
    page = studio.get(f"/en/light?plug=no&_r={kept['_r']}")
    assert page.h1 == "Plug it in" and "asked again" not in page.text


def test_a_look_at_a_folder_that_nobody_touched_reads_nothing(studio: Studio):
    before = studio.get("/studio/reading").html
    assert studio.look() is False
    assert studio.get("/studio/reading").html == before


def test_every_save_is_another_reading(studio: Studio):
    found = {studio.get("/studio/reading").html}
    for text in (TREE.replace("No light", "Dark"), "title: [", TREE):
        studio.save("light.yaml", text)
        found.add(studio.get("/studio/reading").html)
    assert len(found) == 4


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("title: [", "light.yaml:"),
        ("", "light.yaml:1:1"),
        (TREE.replace("fix: Plug", "fox: Plug"), "light.yaml:6:"),
        (TREE.replace("format: 1", "format: 9"), "light.yaml:1:"),
    ],
)
def test_a_broken_save_is_told_beside_the_last_good_page(studio: Studio, broken: str, told: str):
    good = studio.get("/en/light?plug=no").h1
    studio.save("light.yaml", broken)
    page = studio.get("/en/light?plug=no")
    assert (page.status, page.h1) == (200, good)
    assert told in page.text and "as it was before" in page.text
    studio.save("light.yaml", TREE)
    page = studio.get("/en/light?plug=no")
    assert "as it was before" not in page.text and "fault--error" not in page.html


def test_a_draft_is_shown_and_its_last_good_state_kept(studio: Studio):
    draft = TREE.replace("title:", "draft: true\ntitle:")
    studio.save("dark.yaml", draft)
    page = studio.get("/en/dark")
    assert page.h1 == "Is it plugged in?" and "customers do not see" in page.text
    studio.save("dark.yaml", draft.replace("steps:", "stops:"))
    assert studio.get("/en/dark").h1 == "Is it plugged in?"


def test_a_tree_that_was_never_good_is_told_on_the_page_that_is_not_there(studio: Studio):
    studio.save("new.yaml", "format: 1\ntitle: New\n")
    page = studio.get("/en/new")
    assert page.status == 404 and "trees/new.yaml:1:1" in page.text and "nothing to show yet" in page.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_site.yaml", "format: 1\nbrand: [\n"),
        ("_facts.yaml", "windows: {values: [\n"),
        ("_locale/fa/question-marks.po", 'msgid "x\n'),
        ("_shared/corrective-file.yaml", "steps: 3\n"),
    ],
)
def test_what_is_shared_keeps_its_last_good_state_too(whole: Studio, name: str, text: str):
    file = whole.folder / name
    good = file.read_text("utf-8")
    before = whole.get("/fa/question-marks")
    whole.save(name, text)
    page = whole.get("/fa/question-marks")
    assert (page.status, page.h1) == (200, before.h1)
    assert f"trees/{name}:" in page.text
    whole.save(name, good)
    assert f"trees/{name}:" not in whole.get("/fa/question-marks").text


def test_a_folder_that_is_gone_for_a_moment_takes_nothing_away(studio: Studio):
    away = studio.folder.with_name("away")
    studio.folder.rename(away)
    assert studio.look() is False
    assert studio.get("/en/light").h1 == "Is it plugged in?"
    away.rename(studio.folder)
    studio.save("light.yaml", TREE.replace("Is it", "Was it"))
    assert studio.get("/en/light").h1 == "Was it plugged in?"


def test_pages_are_sent_whole_and_kept_by_no_browser(studio: Studio):
    page = studio.site.get("/en/light", headers={"If-None-Match": "*"})
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store" and "ETag" not in page.headers


def test_the_list_of_trees_counts_problems_and_names_empty_slots(whole: Studio):
    whole.save("new.yaml", "format: 1\ntitle: New\nsteps:\n  one: {fix: Try}\n")
    page = whole.get("/studio/en/")
    assert {f"/studio/en/{name}" for name in load(SHIPPED).library.trees} <= set(page.hrefs("/studio/en/"))
    row = page.html.partition('/studio/en/new"')[2].partition("</li>")[0]
    assert "5 errors" in row and "2 missing" in row  # no check, and four translations
    lines = (whole.folder / "_site.yaml").read_text("utf-8").split("\n")
    assert "the slot phone is empty (The telephone number" in page.text
    assert f"trees/_site.yaml:{lines.index('  phone:') + 1}:3" in page.text
    (whole.folder / "new.yaml").unlink()
    whole.look()


def test_every_step_is_started_from_with_answers_that_lead_there(whole: Studio):
    for name, tree in load(SHIPPED).library.customers.items():
        page = whole.get(f"/studio/en/{name}")
        urls = page.hrefs(f"/en/{name}?")
        starts = [url for url in dict.fromkeys(urls) if urlsplit(url).path == f"/en/{name}"]
        assert len(starts) == len(tree.steps)
        shown = {dict(whole.get(url).form.hidden)["_step"] for url in starts}
        assert shown == set(tree.index)


def test_texts_stand_side_by_side_and_what_is_missing_or_old_is_marked(whole: Studio):
    po = whole.folder / "_locale" / "fa" / "suggestion.po"
    good = po.read_text("utf-8")
    source = (whole.folder / "suggestion.yaml").read_text("utf-8")
    texts = list(dict.fromkeys(load(SHIPPED).library.trees["suggestion"].texts()))
    page = whole.get("/studio/en/suggestion/texts")
    assert page.html.count('class="version version--') == 3 * len(texts)
    assert "version--missing" not in page.html and "version--stale" not in page.html

    title = texts[0].source
    whole.save(
        "_locale/fa/suggestion.po", re.sub(r'(suggestion/summary"\nmsgid .*\nmsgstr ).*', r'\1""', good)
    )
    whole.save("suggestion.yaml", source.replace(title, f"{title} anew"))
    page = whole.get("/studio/en/suggestion/texts")
    assert page.html.count("version--missing") == 1
    assert page.html.count("version--stale") == 2  # the title, in two languages
    assert "1 missing" in page.text and "1 out of date" in page.text
    whole.save("_locale/fa/suggestion.po", good)
    whole.save("suggestion.yaml", source)


@pytest.mark.parametrize("name", ["_site", "_facts", "_fields"])
def test_the_texts_of_shared_files_stand_side_by_side_too(whole: Studio, name: str):
    assert f"{name.removeprefix('_')}/" in whole.get(f"/studio/fa/{name}/texts").text


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def unread(studio: Studio, library: Library, name: str, locale: str) -> list[str]:
    """The texts of which the longest run of words does not stand in the proof of their tree."""
    page = studio.get(f"/studio/{locale}/{name}/proof")
    assert not re.search(r"\{[a-z]", page.text), name
    told, lost = letters(page.text), []
    for text in library.trees[name].texts():
        runs = re.split(r"\{[^}]*\}|\]\([^)]*\)|<[^>]*>|[^\w ]", library.words(locale, text))
        if letters(max(runs, key=len)) not in told:
            lost.append(text.context)
    return lost


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_the_proof_holds_every_text_of_a_tree_with_its_placeholders_filled(whole: Studio, locale: str):
    library = load(SHIPPED).library
    assert {name: lost for name in library.trees if (lost := unread(whole, library, name, locale))} == {}


def test_the_proof_holds_the_texts_of_every_construct(tmp_path: Path):
    library, proofs = load(SAMPLES).library, watched(SAMPLES, tmp_path)
    assert {name: lost for name in library.trees if (lost := unread(proofs, library, name, "en"))} == {}


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_the_pages_of_the_studio_are_in_the_language_asked_for(whole: Studio, locale: str):
    direction = "ltr" if locale == "en" else "rtl"
    for path in ("", "/question-marks", "/question-marks/texts", "/question-marks/proof"):
        page = whole.get(f"/studio/{locale}{path or '/'}")
        assert page.status == 200 and page.root == {"lang": locale, "dir": direction}
        assert not page.html.count("{%") and "None" not in page.text
    home = whole.site.get("/studio/", headers={"Accept-Language": locale})
    assert home.headers["Location"] == f"/studio/{locale}/"


@pytest.mark.parametrize(
    "path", ["en/nothing", "xx/", "en/nothing/texts", "en/_other/texts", "en/_site/proof", "en/../x"]
)
def test_what_is_not_there_is_no_page(whole: Studio, path: str):
    assert whole.get(f"/studio/{path}").status == 404


def test_what_files_hold_is_shown_as_text(studio: Studio):
    bad = TREE.replace("Put the plug in.", "<script>alert(1)</script>").replace("plug:", '"<b>":')
    studio.save("light.yaml", bad)
    for path in (
        "/en/light",
        "/studio/en/",
        "/studio/en/light",
        "/studio/en/light/texts",
        "/studio/en/light/proof",
    ):
        page = studio.get(path)
        assert page.status == 200 and "<script>alert" not in page.html and "<b>" not in page.html


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_studio_answers_under_the_names_of_its_own_machine(studio: Studio, host: str):
    assert studio.site.client.get("/studio/en/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["help.example.org", "127.0.0.1.example.org", "localhost.example.org:8000", "10.0.0.7", "[", "a@"]
)
@pytest.mark.parametrize("address", ["/studio/en/", "/studio/reading", "/en/light", "/en/"])
def test_a_name_that_was_made_to_lead_here_is_refused(studio: Studio, host: str, address: str):
    answer = studio.site.client.get(address, headers={"Host": host})
    assert answer.status_code == 421
    assert b"--expose" in answer.data and b"No light" not in answer.data


def test_an_exposed_studio_answers_under_every_name(tmp_path: Path):
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "light.yaml").write_text(TREE, encoding="utf-8")
    settings = Settings(trees, f"sqlite:///{(tmp_path / 'wizard.db').as_posix()}", b"k" * 32)
    client = create_app(settings, watch=lambda look: None, exposed=True).test_client()
    assert client.get("/studio/en/", headers={"Host": "help.example.org"}).status_code == 200


def test_a_writer_reads_every_condition_of_a_step_numbers_too(studio: Studio):
    age = "  age: {ask: How old is it?, type: number, unit: years, options: {unsure: }}\n"
    old = "  old: {fix: Buy one, when: {age: {above: 3}}}\n"
    studio.save("light.yaml", TREE + age + old)
    assert "Only if “How old is it?”: above 3 years" in studio.get("/studio/en/light").text
