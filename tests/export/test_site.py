"""The folder of static pages: complete, readable without a script, the same each time, no link that leads nowhere."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from wizard.export.page import Wanted
from wizard.export.site import site
from wizard.export.site_pages import file_name
from wizard.export.site_words import SITE_WORDS, site_words
from wizard.library import Library, load
from wizard.rendering import Renderer

ROOT = Path(__file__).resolve().parents[2]
URL = "https://help.example.org/guides"
LOCALES = ("fa", "en", "ar")


@cache
def library(folder: str) -> Library:
    return load(ROOT / folder).library


@cache
def shipped(url: str = "") -> dict[str, bytes]:
    return site(library("trees"), Wanted(locales=LOCALES), url)


@cache
def samples() -> dict[str, bytes]:
    folder = ROOT / "tests" / "trees" / "good"
    return site(library("tests/trees/good"), Wanted(locales=("en",), pictures=folder / "_media"))


class Read(HTMLParser):
    """What a page links to, and what stands in it."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.inline: list[str] = []
        self._open = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src"):
                self.links.append(value or "")
            if name == "data-load":
                self.links += (value or "").split()
            if name == "data-pages":
                self.links += [one.partition("=")[2] for one in (value or "").split()]
            if name == "id":
                self.ids.append(value or "")

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style") and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def pages(files: dict[str, bytes]) -> dict[str, Read]:
    return {name: Read(content) for name, content in files.items() if name.endswith(".html")}


def text(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page.decode())).split())


@pytest.mark.parametrize("files", [shipped, samples])
def test_every_link_leads_somewhere(files: object) -> None:
    assert callable(files)
    found = pages(files())
    nowhere = []
    for name, page in found.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("#/"):
                continue
            assert not parts.path.startswith("/") and not parts.query
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path))
                if parts.path
                else name
            )
            if target not in files() or (parts.fragment and parts.fragment not in found[target].ids):
                nowhere.append((name, link))
    assert len(found) > 20
    assert nowhere == []


def test_every_guide_has_a_page_in_every_language() -> None:
    trees = library("trees").customers
    wanted = {f"{locale}/{tree}.html" for locale in LOCALES for tree in trees}
    assert wanted | {f"{locale}/index.html" for locale in LOCALES} | {"index.html", "404.html"} == set(
        pages(shipped())
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_guide_can_be_read_without_a_script(locale: str) -> None:
    renderer = Renderer(library("trees"), lambda _, tree: tree)
    for tree in library("trees").customers.values():
        said = text(shipped()[f"{locale}/{tree.id}.html"])
        for step in tree.steps:
            for part in (
                step.title,
                *(variant.text for variant in step.how if variant.audience == "customer"),
            ):
                html = renderer.block(part, locale, {})
                assert " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split()) in said, step.id


def test_steps_for_staff_and_drafts_are_not_in_it() -> None:
    assert [name for name in samples() if "head-in-full" in name] == []
    assert [name for name, page in pages(samples()).items() if "head-in-full" in " ".join(page.links)] == []
    staff = library("tests/trees/good").staff["staff-only"].steps
    hidden = {step.id for step in staff} - {
        step.id for step in library("tests/trees/good").customers["staff-only"].steps
    }
    titles = [step.title.source for step in staff if step.id in hidden]
    assert titles
    assert [title for title in titles if title in text(samples()["en/staff-only.html"])] == []


@pytest.mark.parametrize("files", [shipped, samples])
def test_nothing_stands_in_a_page_that_its_policy_forbids(files: object) -> None:
    assert callable(files)
    for name, page in pages(files()).items():
        assert page.inline == [], name
        assert [one for one in page.attributes if one == "style" or one.startswith("on")] == [], name
        assert b"script-src &#39;self&#39;; style-src &#39;self&#39;" in files()[name]


def test_the_player_is_kept_once_and_its_data_once_for_each_language() -> None:
    assets = sorted(
        re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in shipped() if name.startswith("assets/")
    )
    own = [f"assets/{locale}.js" for locale in LOCALES]
    assert assets == sorted(
        [*own, "assets/mark.svg", "assets/player.js", "assets/site.css", "assets/site.js"]
    )


def test_pictures_are_files() -> None:
    pictures = [name for name in samples() if name.startswith("media/")]
    assert pictures
    folder = ROOT / "tests" / "trees" / "good" / "_media"
    assert all(samples()[name] == (folder / name.removeprefix("media/")).read_bytes() for name in pictures)


def test_a_known_place_gives_a_sitemap_and_whole_addresses() -> None:
    space = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = ElementTree.fromstring(shipped(URL)["sitemap.xml"])
    places = [str(one.text) for one in listed.iterfind("map:url/map:loc", space)]
    named = {
        place.removeprefix(f"{URL}/") + ("index.html" if place.endswith("/") else "") for place in places
    }
    assert named == set(pages(shipped())) - {"index.html", "404.html"}
    page = shipped(URL)["fa/question-marks.html"].decode()
    assert f'<link rel="canonical" href="{URL}/fa/question-marks.html">' in page
    assert f'hreflang="en" href="{URL}/en/question-marks.html"' in page
    assert f'hreflang="x-default" href="{URL}/fa/question-marks.html"' in page
    assert f'href="{URL}/en/index.html"' in shipped(URL)["404.html"].decode()


def test_without_a_known_place_there_is_no_sitemap_and_all_is_relative() -> None:
    assert "sitemap.xml" not in shipped()
    page = shipped()["fa/question-marks.html"].decode()
    assert "canonical" not in page
    assert 'hreflang="en" href="../en/question-marks.html"' in page


def test_some_guides_alone_bring_those_they_lead_to() -> None:
    files = site(library("tests/trees/good"), Wanted(trees=("jump-to-another-tree",), locales=("en",)))
    guides = {name for name in files if name.startswith("en/")} - {"en/index.html"}
    assert "en/jump-to-another-tree.html" in guides
    assert 1 < len(guides) < len(library("tests/trees/good").customers)


def test_a_guide_called_index_does_not_take_the_place_of_the_home_page() -> None:
    assert file_name("index") != file_name(None) != file_name("a")


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_the_words_are_there_in_every_language(locale: str) -> None:
    assert [key for key, english in SITE_WORDS.items() if site_words(locale)[key] == english] == []
    gaps = re.compile(r"%\(\w+\)s")
    for key, english in SITE_WORDS.items():
        assert sorted(gaps.findall(site_words(locale)[key])) == sorted(gaps.findall(english)), key


def exported(folder: Path, *options: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("wizard")), "export", "--site", str(folder), *options]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_two_exports_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        done = exported(tmp_path / seed, "--url", URL, seed=seed)
        assert done.returncode == 0, done.stderr
    first, second = (
        {
            file.relative_to(tmp_path / seed): file.read_bytes()
            for file in (tmp_path / seed).rglob("*")
            if file.is_file()
        }
        for seed in ("1", "2")
    )
    assert first == second


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--url", "not an address"], "--url"),
        (["--locale", "xx"], "xx"),
        (["no-such-tree"], "no-such-tree"),
        (["../../etc/passwd"], "passwd"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(
    tmp_path: Path, options: list[str], said: str
) -> None:
    done = exported(tmp_path / "site", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()
