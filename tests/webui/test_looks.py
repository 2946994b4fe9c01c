"""What a page offers to look at: for which steps and for whom, and where each thing seen leads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.webui.conftest import SAMPLES, Site
from tests.webui.staff import desk
from webui.texts import words
from wizard.store import Role

TREE = "/en/seen-by-the-page"


def offered(html: str) -> list[str]:
    return re.findall(r'data-fact="([a-z-]+)"', html)


def onward(html: str) -> dict[str, str]:
    """Where each thing that may be seen leads."""
    return dict(
        re.findall(r'data-sight="([a-z0-9-]+)"[^>]*><p>[^<]*</p><p><a [^>]*href="[^"]*\?([^"&]*)', html)
    )


@pytest.fixture
def site(start) -> Site:
    return start(SAMPLES)


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("", ["book-font"]),
        ("?book-font=there", ["windows"]),
        ("?book-font=there&windows=win10", ["keyboard-overlay"]),
        ("?book-font=there&windows=win10&keyboard-overlay~host=off", []),
        ("?book-font=missing", []),
        ("?book-font=there&windows=win10&_at=windows", []),
    ],
)
def test_a_page_looks_for_what_answers_its_step_and_is_not_known(site: Site, query: str, facts: list[str]):
    assert offered(site.get(TREE + query).html) == facts


def test_what_is_seen_leads_on_with_its_source_where_it_answers_the_step(site: Site):
    assert onward(site.get(TREE).html) == {
        "there": "book-font~probe=there",
        "missing": "book-font~probe=missing",
    }
    keys = site.get(f"{TREE}?book-font=there&windows=win10")
    assert set(onward(keys.html)) == {"on"}
    assert re.findall(r'data-sight="(\w+)" data-value="(\w+)"', keys.html) == [
        ("on", "on"),
        ("off", "off"),
        ("english", "off"),
    ]


def test_only_versions_that_the_fact_has_are_told(site: Site):
    html = site.get(f"{TREE}?book-font=there").html
    assert set(onward(html)) == {"win11", "win10", "win7", "xp"}


def test_all_that_may_be_seen_is_hidden_until_a_script_looks(site: Site):
    html = site.get(TREE).html
    parts = re.findall(r"<(?:section|div)[^>]*data-(?:detect|sight)=[^>]*>", html)
    assert len(parts) == 3
    assert [part for part in parts if " hidden" not in part] == []
    assert "detect.js" in parts[0] and not re.search(r"<script[^>]*detect\.js", html)


def test_staff_who_walk_for_a_customer_sit_at_another_computer(site: Site):
    html = desk(site, Role.AGENT).get(f"/staff/walk{TREE}").html
    assert "Which" in html or "Does" in html
    assert offered(html) == []


@pytest.mark.parametrize("locale", ["fa", "ar", "en"])
def test_a_page_says_what_it_sees_in_its_own_language(shipped: Site, locale: str):
    page = shipped.get(f"/{locale}/question-marks?pattern=all&where=program")
    assert offered(page.html) == ["windows"]
    assert words(locale)("Seen by this page") in page.html
    assert ("Seen by this page" in page.html) == (locale == "en")


@pytest.mark.parametrize(
    ("query", "stay"),
    [
        ("", set()),
        ("?book-font=there", {"windows~probe=vista"}),
        ("?book-font=there&windows=win10", {"keyboard-overlay~probe=off"}),
    ],
)
def test_what_a_page_offers_is_what_leads_on(site: Site, query: str, stay: set[str]):
    page = site.get(TREE + query)
    urls = re.findall(r'data-sight="[^"]*"[^>]*><p>[^<]*</p><p><a [^>]*href="([^"]*)"', page.html)
    assert urls and [url for url in urls if site.get(url.replace("&amp;", "&")).h1 == page.h1] == []
    joint = "&" if query else "?"
    assert [one for one in stay if site.get(f"{TREE}{query}{joint}{one}").h1 != page.h1] == []


def test_a_fact_that_a_step_has_changed_is_asked_whatever_was_seen(start, tmp_path: Path):
    tree = (SAMPLES / "seen-by-the-page.yaml").read_text("utf-8")
    changing = tree.replace("  keys:\n", "  reset: {do: Press it, changes: [keyboard-overlay]}\n\n  keys:\n")
    folder = shutil.copytree(SAMPLES, tmp_path / "trees")
    (folder / "seen-by-the-page.yaml").write_text(changing, "utf-8")
    site = start(folder)
    query = "?book-font=there&windows=win10&reset=done"
    page = site.get(TREE + query)
    assert offered(page.html) == ["keyboard-overlay"] and onward(page.html) == {}
    assert site.get(f"{TREE}{query}&keyboard-overlay~probe=on").h1 == page.h1
