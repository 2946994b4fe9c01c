"""All that walk trees, in one process: asked about the same walks, and what disagrees."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import parse_qsl

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, executable
from tests.conformance.api import asked as asked_by_api
from tests.conformance.clicked import clicked
from tests.conformance.commandline import batch
from tests.conformance.pages import Pages
from tests.conformance.player import Player
from tests.conformance.reported import Disagreement, disagreements
from tests.conformance.vectors import Path as Walked
from tests.conformance.vectors import Trees, Vector, paths, stood, vectors
from tests.conformance.web import Web, web
from wizard.export.page import Wanted, page
from wizard.library import Library, load
from wizard.query import query_string

WALKERS: Final = ("engine", "command", "api", "page", "htmx", "form", "player", "clicks")
PATIENCE: Final = 20_000  # milliseconds for what a click leads to


class NoBrowser(Exception):
    """There is no Chromium here to run the player in. Install one, or name it in E2E_CHROMIUM."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How much is asked: paths a tree at most, places disturbed, the seed that draws both, paths to click through."""

    paths: int
    twisted: int
    clicked: int
    seed: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one tree: how much was asked of whom, and what disagreed."""

    tree: str
    paths: int
    vectors: int
    disagreements: tuple[Disagreement, ...]
    seconds: float

    def line(self) -> str:
        """Return a row of the table."""
        found = Counter(one.who for one in self.disagreements)
        counts = "".join(f"{found[who]:9}" for who in WALKERS)
        return f"{self.tree:28}{self.paths:7}{self.vectors:9}{counts}{self.seconds:8.0f}"


def head() -> str:
    """Return the head of the table."""
    return f"{'tree':28}{'paths':>7}{'vectors':>9}{''.join(f'{who:>9}' for who in WALKERS)}{'seconds':>8}"


def check(folder: Path, trees: Sequence[str], wish: Wish) -> list[Checked]:
    """Ask all about these trees of a folder, telling each when it is done. Raises NoBrowser."""
    library = load(folder).library
    with ExitStack() as opened:
        place = Path(opened.enter_context(TemporaryDirectory()))
        browser = opened.enter_context(_chromium())
        asked = _Asked(
            folder,
            library,
            opened.enter_context(web(folder, place)),
            Player(browser.new_page(), library),
            _offline(browser),
            _exported(library, place),
        )
        found = []
        for tree in trees:
            found.append(asked.about(tree, wish))
            print(found[-1].line(), flush=True)
        return found


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            raise NoBrowser(NoBrowser.__doc__)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def _offline(browser: Browser) -> Page:
    context = browser.new_context(offline=True)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def _exported(library: Library, folder: Path) -> str:
    """Write all trees into one file, as `wizard export` does, and return its address."""
    file = folder / "help.html"
    file.write_text(page(library, Wanted(locales=library.locales)), "utf-8")
    return file.as_uri()


@dataclass(frozen=True, slots=True)
class _Asked:
    folder: Path
    library: Library
    web: Web
    player: Player
    customer: Page
    file: str

    def about(self, tree: str, wish: Wish) -> Checked:
        begun = time.monotonic()
        trees = self.library.customers
        walked = paths(trees, tree, wish.paths, wish.seed)
        asked = vectors(trees, tree, walked, wish.twisted, wish.seed)
        found = tuple(self._disagreements(asked, walked, wish))
        return Checked(tree, len(walked), len(asked), found, time.monotonic() - begun)

    def _disagreements(self, asked: list[Vector], walked: list[Walked], wish: Wish) -> Iterator[Disagreement]:
        pages = Pages(self.web, self.library)
        yield from _replayed(self.library.customers, asked, random.Random(wish.seed))
        yield from disagreements("command", asked, batch(self.folder, asked))
        yield from asked_by_api(self.web, self.library.locales, asked)
        yield from pages.opened(asked)
        yield from pages.answered(walked, htmx=True)
        yield from pages.answered(walked, htmx=False)
        yield from disagreements("player", asked, self.player.stood(asked))
        evenly = walked[:: max(1, len(walked) // wish.clicked)][: wish.clicked] if wish.clicked else []
        yield from clicked(self.customer, self.file, self.library, evenly)


def _replayed(trees: Trees, asked: list[Vector], chance: random.Random) -> Iterator[Disagreement]:
    """Yield where the engine, reading a query string at once and in another order, stands elsewhere."""
    for vector in asked:
        given = parse_qsl(vector.query, keep_blank_values=True)
        found = stood(trees, vector.tree, query_string(chance.sample(given, len(given))))
        if found != vector.expected:
            yield Disagreement("engine", vector, vector.expected, found)
