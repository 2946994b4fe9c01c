"""The engine in JavaScript, asked in a real browser about many vectors at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

import wizard.export
from tests.conformance.vectors import Vector
from wizard.export.data import data
from wizard.export.page import ENGINE
from wizard.library import Library

_PLAYER: Final = Path(wizard.export.__file__).parent / "player"
_AT_ONCE: Final = 2_000
_ASK: Final = """cases => JSON.stringify(cases.map(([tree, query]) => {
  try { return Rahgosha.stand(window.trees, tree, query); } catch (error) { return { error: String(error) }; }
}))"""


class Player:
    """Asks the engine in an empty page that has the trees of one library."""

    def __init__(self, page: Page, library: Library) -> None:
        self._page = page
        page.goto("about:blank")
        for part in ENGINE:
            page.add_script_tag(content=(_PLAYER / part).read_text("utf-8"))
        page.evaluate("text => { window.trees = JSON.parse(text); }", json.dumps(data(library)))

    def stood(self, vectors: Sequence[Vector]) -> list[Any]:
        """Return what the engine says of each vector, in order."""
        found: list[Any] = []
        for at in range(0, len(vectors), _AT_ONCE):
            cases = [[one.tree, one.query] for one in vectors[at : at + _AT_ONCE]]
            found += json.loads(self._page.evaluate(_ASK, cases))
        return found
