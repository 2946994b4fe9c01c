"""The pages of docs/ themselves: links lead somewhere, what they name is there, the map is the house."""

from __future__ import annotations

import pkgutil
import re

import pytest

from tests.fences import DOCS, PAGES, ROOT, page, prose, spans
from tests.test_floors import FLOORS


def anchors(text: str) -> set[str]:
    """The anchors of the headings, as GitHub and most readers make them."""
    found = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found)
    return set(plain)


@pytest.mark.parametrize("one", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_inside_the_repository_lead_somewhere(one):
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose(one))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (one.parent / path).resolve() if path else one
        if not file.exists() or (anchor and anchor not in anchors(file.read_text("utf-8"))):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("one", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_that_a_page_names_are_there(one):
    named = {
        span
        for span in spans(prose(one))
        if re.fullmatch(r"(?:wizard|webui|tests|schemas|docs|bench)/[\w./-]*", span)
    }
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("one", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_of_the_code_that_a_page_uses_are_there(one):
    names = {
        span
        for span in spans(prose(one))
        if re.fullmatch(r"(?:wizard|webui)(?:\.\w+)+", span) and not span.startswith("wizard.db")
    }
    lost = set()
    for name in names:
        try:
            pkgutil.resolve_name(name)
        except (ImportError, AttributeError):
            lost.add(name)
    assert lost == set()


def test_the_map_of_the_house_is_the_one_that_is_kept():
    floors = [
        (floor, room) for floor, rooms in FLOORS.items() for room in rooms if room not in ("wizard", "webui")
    ]
    rows = re.findall(r"^\| (\d+) \| `([^`]*)`", page("architecture.md"), re.MULTILINE)
    told = [(int(floor), path.removesuffix(".py").strip("/").replace("/", ".")) for floor, path in rows]
    assert [row for row in told if not row[1].startswith("webui")] == floors[::-1]


@pytest.mark.parametrize("folder", ["webui", "wizard/cli"])
def test_the_map_of_the_house_names_what_stands_in(folder):
    there = [
        file
        for file in (ROOT / folder).iterdir()
        if not file.name.startswith("__") and file.name != "py.typed"
    ]
    names = {f"{folder}/{file.name}{'/' if file.is_dir() else ''}" for file in there}
    assert names - spans(page("architecture.md")) == set()


def test_every_decision_is_in_the_list_of_decisions():
    listed = page("adr/README.md")
    files = [file.name for file in (DOCS / "adr").glob("[0-9]*.md")]
    assert files
    assert [name for name in files if f"({name})" not in listed] == []


@pytest.mark.parametrize("file", sorted((DOCS / "adr").glob("[0-9]*.md")), ids=lambda file: file.stem)
def test_a_decision_says_context_decision_and_regrets(file):
    headings = re.findall(r"^## (.+)$", file.read_text("utf-8"), re.MULTILINE)
    assert headings == ["Context", "Decision", "What we gain", "What we regret"]
