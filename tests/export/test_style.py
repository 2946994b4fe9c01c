"""The sheet of the player is cut from that of our pages: what both say, they say alike, and no more than is used."""

import re
from pathlib import Path

from tests.export.node import PLAYER
from wizard.export.page import player_style

ROOT = Path(__file__).resolve().parents[2]
Rules = dict[tuple[str, str], dict[str, str]]

# Where the player differs, and why.
OWN = {
    ("", '[dir="rtl"]'): {"--font"},  # the font of the website is not in the file
    ("", ".search"): {"grid-template-columns"},  # no list of products stands beside the box
    ("@media print", ".back"): {"padding-inline", "max-width"},  # it is not printed at all
}
# Classes that come from elsewhere: from texts, from what a step says of its risk, from our pages' script.
ELSEWHERE = {"risk--data", "risk--security", "sent"}


def rules(sheet: str, around: str = "") -> Rules:
    """What a sheet says, by selector and what stands around it."""
    found: Rules = {}
    for block in re.finditer(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}", sheet):
        selectors, body = " ".join(block[1].split()), block[2]
        if "{" in body:
            found |= rules(body, selectors)
            continue
        said = dict(re.findall(r"([\w-]+)\s*:\s*((?:\"[^\"]*\"|[^;\"])+)", body))
        for selector in selectors.split(","):
            found.setdefault((around, selector.strip()), {}).update(said)
    return found


def plain(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


PAGES = rules(plain((ROOT / "webui" / "static" / "wizard.css").read_text("utf-8")))
FILE = rules(plain(player_style()))


def test_colours_fonts_and_spacing_are_those_of_our_pages():
    shared = {key for key in PAGES if any(name.startswith("--") for name in PAGES[key])}
    assert ("", ":root") in shared and ("@media (prefers-color-scheme: dark)", ":root") in shared
    assert len(PAGES["", ":root"]) > 20
    for key in shared:
        assert set(FILE[key]) == set(PAGES[key]), key
    assert FILE["", ":root"] == PAGES["", ":root"]


def test_a_rule_that_stands_in_both_sheets_says_the_same():
    both = set(PAGES) & set(FILE)
    assert len(both) > 200
    differing = {}
    for key in both:
        names = PAGES[key].keys() | FILE[key].keys()
        other = {name for name in names if PAGES[key].get(name) != FILE[key].get(name)}
        if other:
            differing[key] = other
    assert differing == OWN


def test_every_class_of_the_sheet_is_used():
    named = {name for _, selector in FILE for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    folder = PLAYER.parent
    files = [
        *PLAYER.glob("*.js"),
        PLAYER / "page.html",
        *folder.glob("templates/*.html"),
        *folder.glob("*.py"),
    ]
    source = "".join(file.read_text("utf-8") for file in files)
    assert {name for name in named if not re.search(rf"\b{name}\b", source)} == ELSEWHERE
