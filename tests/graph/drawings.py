"""Trees to draw: the shipped ones, those that show each construct, and one whose texts mean harm."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.lint.folders import write
from wizard.graph.drawing import Drawing, drawing
from wizard.graph.marks import marks
from wizard.library import Loaded, load
from wizard.lint.lint import lint
from wizard.telling import Teller

ROOT = Path(__file__).resolve().parents[2]
SHIPPED, GOOD = ROOT / "trees", ROOT / "tests" / "trees" / "good"
LOCALES = ("en", "fa", "ar")

LABELS = (
    "<script>alert(1)</script>",
    '"] -> x; }',
    "]]> --> end",
    "%%{init: {}}%% ; style x fill:#fff;",
    "a & b &amp; \\N \\\\",
    "\u202eevil\u202c \u2069",
    "`**code**` #35; |pipe|",
)
HOSTILE = {
    "hostile.yaml": (
        "title: '<b>& \"title\"</b>'\n"
        "steps:\n"
        "  where:\n"
        "    ask: '</text><script>alert(2)</script>'\n"
        "    options:\n"
        + "".join(f"      o{at}: '{label}'\n" for at, label in enumerate(LABELS))
        + "      unsure: {label: '\" onload=\"alert(3)', goto: end}\n"
        "  end:\n"
        "    fix: 'javascript:alert(4) <img src=x onerror=alert(5)>'\n"
        "    when: {where: [o0, o1]}\n"
        "    check: Well?\n"
    )
}


@cache
def loaded(folder: Path) -> Loaded:
    return load(folder, folder.name)


def drawn(folder: Path, tree: str, locale: str = "en", link_base: str | None = None) -> Drawing:
    library = loaded(folder).library
    return drawing(library.trees[tree], Teller(library, locale), link_base=link_base)


def all_drawn() -> dict[str, Drawing]:
    """Every shipped tree in every language, and every construct, by name."""
    found = {
        f"{tree}-{locale}": drawn(SHIPPED, tree, locale)
        for tree in loaded(SHIPPED).library.trees
        for locale in LOCALES
    }
    return found | {tree: drawn(GOOD, tree) for tree in loaded(GOOD).library.trees}


def from_files(folder: Path, files: dict[str, str], tree: str, locale: str = "en") -> Drawing:
    """A tree of a folder that is written now, with what lint finds in it."""
    here = load(write(folder, files), folder.name)
    made = here.library.trees.get(tree) or here.broken[tree]
    assert made is not None
    return drawing(made, Teller(here.library, locale), marks(made, here, lint(here)))
